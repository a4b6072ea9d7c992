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
  const keyboards = watchKeyboards(deps);
  deps.telegram.subscribe((change) => {
    if (change.kind === "chat") return deps.broadcast.publish({ kind: "chats", chats: listChats(deps.telegram, deps.cast.personas) });
    if (change.kind === "reaction") return deps.broadcast.publish(reactionsTo(change, deps.telegram));
    if (change.kind === "receipt") {
      const { chatId, messageId } = change;
      return deps.broadcast.publish({ kind: "receipts", chatId, messageId, receipts: deps.telegram.receipts(chatId, messageId) });
    }
    // What was paid is told by a message as well.
    if (change.kind === "payment") return;
    if (change.kind === "message") keyboards.refresh(change.chatId);
    if (change.kind !== "call" && change.kind !== "update") return deps.broadcast.publish(change);
    const entry = trafficOf(change, deps.clock);
    traffic.push(entry);
    if (traffic.length > TRAFFIC_KEPT) traffic.shift();
    deps.broadcast.publish({ kind: "traffic", traffic: entry });
    if (entry.kind !== "call") return;
    const { method, payload } = entry.call;
    if (method.endsWith("MyCommands")) deps.broadcast.publish({ kind: "commands", commands: deps.telegram.commands() });
    keyboards.refresh(Number(payload["chat_id"]));
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

/** The fake does not tell of reply keyboards, so they are compared after whatever may have changed one. */
function watchKeyboards({ telegram, broadcast }: Deps): { refresh: (chatId: number) => void } {
  const shown = new Map<number, string>();
  return {
    refresh(chatId) {
      if (!telegram.chat(chatId)) return;
      const rows = replyKeyboard(telegram, chatId);
      const json = JSON.stringify(rows);
      if ((shown.get(chatId) ?? "[]") === json) return;
      shown.set(chatId, json);
      broadcast.publish({ kind: "keyboard", chatId, rows });
    },
  };
}
