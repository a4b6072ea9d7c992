import type { Change, FakeTelegram } from "#fakes/telegram/contract.ts";
import type { Broadcast } from "./broadcast.ts";
import type { Clock } from "./clock.ts";
import type { ReplyButton, Traffic } from "./wire.ts";

const TRAFFIC_KEPT = 300;

type Deps = { telegram: FakeTelegram; broadcast: Broadcast; clock: Clock };

/** Passes each change of the fake Telegram to the pages. Gives the newest traffic, for a page that loads later. */
export function relayChanges(deps: Deps): Traffic[] {
  const traffic: Traffic[] = [];
  deps.telegram.subscribe((change) => {
    if (change.kind !== "call" && change.kind !== "update") return deps.broadcast.publish(change);
    const entry = trafficOf(change, deps.clock);
    traffic.push(entry);
    if (traffic.length > TRAFFIC_KEPT) traffic.shift();
    deps.broadcast.publish({ kind: "traffic", traffic: entry });
    if (entry.kind === "call") relaySettings(entry.call, deps);
  });
  return traffic;
}

/** The keyboard below a person's chat, or no rows. */
export function replyKeyboard(telegram: FakeTelegram, personId: number): ReplyButton[][] {
  const markup = telegram.keyboard(personId);
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
  if (payload["reply_markup"] === undefined || !telegram.people().some((person) => person.id === chatId)) return;
  broadcast.publish({ kind: "keyboard", chatId, rows: replyKeyboard(telegram, chatId) });
}
