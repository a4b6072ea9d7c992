import type { Change, FakeTelegram } from "#fakes/telegram/contract.ts";
import type { Broadcast } from "./broadcast.ts";
import type { Cast } from "./cast.ts";
import { listChats, reactionsOf } from "./chats.ts";
import type { Clock } from "./clock.ts";
import type { PageChange, ReplyButton, Traffic } from "./wire.ts";

const TRAFFIC_KEPT = 300;

type Deps = { telegram: FakeTelegram; broadcast: Broadcast; clock: Clock; cast: Cast };

/** Passes each change of the fake Telegram to the pages. Gives the newest traffic, for a page that loads later. */
export function relayChanges(deps: Deps): Traffic[] {
  const traffic: Traffic[] = [];
  deps.telegram.subscribe((change) => {
    if (change.kind === "chat") return deps.broadcast.publish({ kind: "chats", chats: listChats(deps.telegram, deps.cast.personas) });
    if (change.kind === "reaction") return deps.broadcast.publish(reactionsTo(change, deps.telegram));
    if (change.kind !== "call" && change.kind !== "update") return deps.broadcast.publish(change);
    const entry = trafficOf(change, deps.clock);
    traffic.push(entry);
    if (traffic.length > TRAFFIC_KEPT) traffic.shift();
    deps.broadcast.publish({ kind: "traffic", traffic: entry });
    if (entry.kind === "call") relaySettings(entry.call, deps);
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
  return markup.keyboard.map((row) => row.map((button) => ({ text: typeof button === "string" ? button : button.text })));
}

function trafficOf(change: Extract<Change, { kind: "call" | "update" }>, clock: Clock): Traffic {
  if (change.kind === "call") return { at: change.call.at, kind: "call", call: change.call };
  return { at: clock.now(), kind: "update", update: change.update };
}

/** What a call changes around a chat, of which the fake tells nothing by itself. */
function relaySettings({ method, payload }: Extract<Traffic, { kind: "call" }>["call"], { telegram, broadcast }: Deps): void {
  if (method.endsWith("MyCommands")) broadcast.publish({ kind: "commands", commands: telegram.commands() });
  const chatId = Number(payload["chat_id"]);
  if (payload["reply_markup"] === undefined || !telegram.chat(chatId)) return;
  broadcast.publish({ kind: "keyboard", chatId, rows: replyKeyboard(telegram, chatId) });
}
