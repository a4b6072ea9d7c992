import { setTimeout as sleep } from "node:timers/promises";
import type { Message } from "@grammyjs/types";
import type { FakeTelegram } from "#fakes/telegram/contract.ts";

/** Waits until a person sees what `isThere` looks for; false when their patience ends first. */
export type Watch = (personId: number, isThere: (screen: Message[]) => boolean, patienceMs: number) => Promise<boolean>;

export function createWatch(telegram: FakeTelegram): Watch {
  const watchers = new Map<number, Set<() => void>>();
  telegram.subscribe((change) => {
    if ("chatId" in change) for (const wake of watchers.get(change.chatId) ?? []) wake();
  });
  return async (personId, isThere, patienceMs) => {
    const own = watchers.get(personId) ?? new Set();
    watchers.set(personId, own);
    const deadline = Date.now() + patienceMs;
    while (!isThere(telegram.screen(personId))) {
      if (Date.now() >= deadline) return false;
      const end = new AbortController();
      const changed = new Promise<void>((resolve) => {
        own.add(resolve);
        end.signal.addEventListener("abort", () => own.delete(resolve));
      });
      const tooLate = sleep(deadline - Date.now(), undefined, { signal: end.signal }).catch(() => undefined);
      await Promise.race([changed, tooLate]);
      end.abort();
    }
    return true;
  };
}

export function buttonsOn(message: Message): string[] {
  return (message.reply_markup?.inline_keyboard ?? [])
    .flat()
    .flatMap((button) => ("callback_data" in button ? [button.callback_data] : []));
}

export const shows =
  (data: string) =>
  (screen: Message[]): boolean =>
    screen.some((message) => buttonsOn(message).includes(data));
