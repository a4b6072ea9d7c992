import type { Message } from "@grammyjs/types";
import { api, type Where } from "../api.ts";
import { find } from "../dom.ts";
import { attempt } from "../notices.ts";
import { joinGroup } from "./joining.ts";
import { pay } from "./payments.ts";
import { showReceipt } from "./receipt.ts";
import type { Taps } from "./taps.ts";

type PressesInput = {
  root: HTMLElement;
  here: () => Where;
  taps: Taps;
  say: (text: string) => void;
  react: (messageId: number, emoji: string) => void;
  goTo: (messageId: number) => void;
  messageOf: (messageId: number) => Message | undefined;
};

/** What happens at a press on something inside a message. */
export function connectPresses({ root, here, taps, say, react, goTo, messageOf }: PressesInput): void {
  find(root, ".chat").addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>("button") : null;
    if (!target) return;
    const messageId = Number(target.closest<HTMLElement>("[data-message-id]")?.dataset["messageId"]);
    const { goto, vote, callback, command, reaction, join, invoice, pay: isPay, receipt } = target.dataset;
    if (callback !== undefined) taps.press(target, here());
    else if (vote !== undefined) attempt(api.vote({ ...here(), messageId, options: [Number(vote)] }));
    else if (receipt !== undefined) showReceipt(messageOf(messageId), messageOf(Number(receipt)), () => goTo(Number(receipt)));
    else if (goto !== undefined) goTo(Number(goto));
    else if (command !== undefined) say(command);
    else if (reaction !== undefined) react(messageId, reaction);
    else if (join !== undefined) joinGroup(here().personId, join);
    else if (invoice !== undefined) attempt(pay({ ...here(), link: invoice }, target));
    else if (isPay !== undefined) attempt(pay({ ...here(), messageId }, target));
  });
}
