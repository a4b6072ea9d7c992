import type { Message } from "@grammyjs/types";
import { el } from "../dom.ts";
import { amountOf } from "../message/service.ts";

/** What was bought, for how much, and under which number the bot knows the payment. */
export function showReceipt(bought: Message | undefined, paid: Message | undefined, goToPayment: () => void): void {
  const payment = paid?.successful_payment;
  if (!payment) return;
  const lines = [
    ["Paid", amountOf(payment)],
    ["Payment", payment.telegram_payment_charge_id],
    ...(payment.subscription_expiration_date === undefined ? [] : [["Until", dayOf(payment.subscription_expiration_date)]]),
  ];
  const dialog = el(
    "dialog",
    { class: "receipt", "aria-label": "Receipt" },
    el("h2", {}, bought?.invoice?.title ?? "Receipt"),
    bought?.invoice && el("p", { class: "hint" }, bought.invoice.description),
    el("dl", {}, ...lines.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
    el(
      "form",
      { method: "dialog", class: "dialog-buttons" },
      el("button", { type: "submit", value: "show", class: "quiet" }, "Show in the chat"),
      el("button", { type: "submit", autofocus: true }, "Close"),
    ),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue === "show") goToPayment();
  });
  document.body.append(dialog);
  dialog.showModal();
}

const dayOf = (seconds: number): string =>
  new Date(seconds * 1000).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
