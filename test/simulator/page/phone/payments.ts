import type { Message } from "@grammyjs/types";
import { api, type Where } from "../api.ts";
import { attempt, showAlert, showToast } from "../notices.ts";
import type { MessageDeeds } from "./message-menu.ts";

/** Presses Pay. Stars are as many as needed; only the bot can refuse. */
export async function pay(order: Where & ({ messageId: number } | { link: string }), button: HTMLElement): Promise<void> {
  if (button.hasAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  try {
    const outcome = await api.pay(order);
    if (outcome.state === "refused") showAlert(outcome.reason);
    if (outcome.state === "lapsed") showAlert("The bot did not answer in ten seconds. Nothing was paid.");
    if (outcome.state === "paid") showToast("Paid");
  } finally {
    button.removeAttribute("aria-busy");
  }
}

/** What time or the person does with a subscription, offered at its receipt. */
export function subscriptionDeeds({ successful_payment: receipt }: Message): Pick<MessageDeeds, "more"> {
  if (!receipt?.is_first_recurring) return {};
  const chargeId = receipt.telegram_payment_charge_id;
  const set = (to: Parameters<typeof api.setSubscription>[1]) => () => attempt(api.setSubscription(chargeId, to));
  return {
    more: [
      ["Next period: paid", set("renewed")],
      ["Next period: not enough Stars", set("failed")],
      ["End the subscription", set("canceled")],
      ["Take the end back", set("kept")],
    ],
  };
}
