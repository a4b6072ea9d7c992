import type { KeyboardButton } from "@grammyjs/types";
import type { Change, FakeTelegram } from "#fakes/telegram/contract.ts";
import type { Broadcast } from "./broadcast.ts";
import type { Cast } from "./cast.ts";
import { listChats, reactionsOf } from "./chats.ts";
import type { Clock } from "./clock.ts";
import type { PageChange, ReplyButton, Traffic } from "./wire.ts";

const TRAFFIC_KEPT = 300;

type Deps = { telegram: FakeTelegram; broadcast: Broadcast; clock: Clock; cast: Cast };

/** Passes each change of the fake Telegram to the pages. Gives the newest traffic, for a page that loads later. */
export function relayChanges(deps: Deps, before: Traffic[]): Traffic[] {
  const traffic = [...before];
  const below = watchBelow(deps);
  deps.telegram.subscribe((change) => {
    if (change.kind === "chat") return deps.broadcast.publish({ kind: "chats", chats: listChats(deps.telegram, deps.cast.personas) });
    if (change.kind === "reaction") return deps.broadcast.publish(reactionsTo(change, deps.telegram));
    if (change.kind === "receipt") {
      const { chatId, messageId } = change;
      return deps.broadcast.publish({ kind: "receipts", chatId, messageId, receipts: deps.telegram.receipts(chatId, messageId) });
    }
    // What was paid is told by a message as well.
    if (change.kind === "payment") return;
    if (change.kind !== "call" && change.kind !== "update") {
      deps.broadcast.publish(change);
      if (change.kind === "message") below.refresh(change.chatId);
      return;
    }
    const entry = trafficOf(change, deps.clock);
    traffic.push(entry);
    if (traffic.length > TRAFFIC_KEPT) traffic.shift();
    deps.broadcast.publish({ kind: "traffic", traffic: entry });
    if (entry.kind !== "call") return;
    const { method, payload } = entry.call;
    if (method.endsWith("MyCommands")) deps.broadcast.publish({ kind: "commands", commands: deps.telegram.commands() });
    below.refresh(Number(payload["chat_id"]));
  });
  return traffic;
}

function reactionsTo({ chatId, messageId }: Extract<Change, { kind: "reaction" }>, telegram: FakeTelegram): PageChange {
  return { kind: "reactions", chatId, messageId, reactions: reactionsOf(telegram, chatId, messageId) };
}

/** The keyboard below a chat, or no rows. */
export function replyKeyboard(telegram: FakeTelegram, chatId: number): ReplyButton[][] {
  const markup = telegram.keyboard(chatId);
  if (!markup || !("keyboard" in markup)) return [];
  return markup.keyboard.map((row) => row.map(replyButton));
}

function replyButton(button: KeyboardButton): ReplyButton {
  if (typeof button === "string") return { text: button };
  const asksFor = "request_contact" in button ? "contact" : "request_location" in button ? "location" : undefined;
  return { text: button.text, ...(asksFor && { asksFor }) };
}

function trafficOf(change: Extract<Change, { kind: "call" | "update" }>, clock: Clock): Traffic {
  if (change.kind === "call") return { at: change.call.at, kind: "call", call: change.call };
  return { at: clock.now(), kind: "update", update: change.update };
}

/** The fake tells neither of reply keyboards nor of forced replies, so they are compared after whatever may have changed one. */
function watchBelow({ telegram, broadcast }: Deps): { refresh: (chatId: number) => void } {
  const shown = new Map<string, string>();
  const publish = (change: Extract<PageChange, { kind: "keyboard" | "asked" }>, isAny: boolean) => {
    const key = `${change.kind} ${change.chatId}`;
    const json = JSON.stringify(change);
    if (shown.get(key) === json || (!isAny && !shown.has(key))) return;
    shown.set(key, json);
    broadcast.publish(change);
  };
  return {
    refresh(chatId) {
      if (!telegram.chat(chatId)) return;
      const rows = replyKeyboard(telegram, chatId);
      const asked = telegram.forcedReplies(chatId);
      publish({ kind: "keyboard", chatId, rows }, rows.length > 0);
      publish({ kind: "asked", chatId, asked }, asked.length > 0);
    },
  };
}
