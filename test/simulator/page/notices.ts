import { byId, el } from "./dom.ts";
import { reasonOf } from "../shared/reason.ts";

const TOAST_MS = 3500;

type ToastLooks = { tone?: "plain" | "error"; place?: HTMLElement };

/** A short word over a phone or over the page, as answerCallbackQuery shows it. */
export function showToast(text: string, { tone = "plain", place = byId("toasts") }: ToastLooks = {}): void {
  const toast = el("div", { class: `toast ${tone}` }, text);
  place.append(toast);
  setTimeout(() => toast.remove(), Math.max(TOAST_MS, text.length * 60));
}

/** A box that waits for OK, as answerCallbackQuery with show_alert. */
export function showAlert(text: string): void {
  const close = el("button", { type: "submit", autofocus: true }, "OK");
  const dialog = el(
    "dialog",
    { class: "alert", role: "alertdialog", "aria-label": "Message from the bot" },
    el("p", {}, text),
    el("form", { method: "dialog" }, close),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** A strip that stays until the trouble is over; nothing to show takes it away. */
export function showTrouble(text: string | undefined): void {
  showStrip("trouble", text);
}

/** Somebody is changing the Worker, and what they have written does not build. */
export function showBuildProblem(problem: string | undefined): void {
  showStrip("build-trouble", problem && `The Worker does not build, and waits until it does: ${problem}`);
}

function showStrip(id: string, text: string | undefined): void {
  const strip = byId(id);
  strip.hidden = text === undefined;
  strip.textContent = text ?? "";
  strip.title = text ?? "";
}

/** Runs something that a person asked for; if it fails they are told why. */
export function attempt(work: Promise<unknown>): void {
  work.catch((error: unknown) => showToast(reasonOf(error), { tone: "error" }));
}
