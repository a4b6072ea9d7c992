import type { PageChange } from "../../wire.ts";
import { api } from "../api.ts";
import { showAlert, showToast } from "../notices.ts";
import { reasonOf } from "../../shared/reason.ts";

type Answer = Extract<PageChange, { kind: "answer" }>;

/** Presses of inline buttons: a button is busy until the bot has answered it. */
export type Taps = {
  press: (button: HTMLElement, who: { personId: number; chatId: number }) => void;
  answer: (answer: Answer, toasts: HTMLElement | undefined) => void;
};

// Telegram gives up on a press after some time as well.
const GIVE_UP_MS = 60_000;

export function createTaps(): Taps {
  const busy = new Map<string, HTMLElement>();
  // An answer can be here before the press has returned its id.
  const early = new Set<string>();
  const free = (button: HTMLElement) => button.removeAttribute("aria-busy");

  return {
    press(button, { personId, chatId }) {
      const messageId = Number(button.closest<HTMLElement>("[data-message-id]")?.dataset["messageId"]);
      const data = button.dataset["callback"];
      if (!data || button.hasAttribute("aria-busy")) return;
      button.setAttribute("aria-busy", "true");
      setTimeout(() => free(button), GIVE_UP_MS);
      api.tap({ personId, chatId, messageId, data }).then(
        ({ queryId }) => {
          if (early.delete(queryId)) free(button);
          else busy.set(queryId, button);
        },
        (error: unknown) => {
          free(button);
          showToast(reasonOf(error), { tone: "error" });
        },
      );
    },
    answer({ queryId, text, alert }, toasts) {
      const button = busy.get(queryId);
      if (button) free(button);
      else early.add(queryId);
      busy.delete(queryId);
      if (!text || !toasts) return;
      if (alert) showAlert(text);
      else showToast(text, { place: toasts });
    },
  };
}
