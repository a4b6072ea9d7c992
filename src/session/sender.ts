import * as z from "zod";
import { deliverEvent } from "#platform/events.ts";
import type { Subject } from "#platform/object-name.ts";
import type { StateCell } from "#platform/turn.ts";
import type { SessionBot } from "./bot.ts";
import { judgeAnswer, screenCall, type Effect, type Target, type Verdict } from "./effects.ts";
import { newRow, settleRow, type InboxRow } from "./inbox.ts";
import { singleFlight } from "./single-flight.ts";
import { readStateOf } from "./state.ts";
import type { SessionStore, StateWrite } from "./store.ts";

export type SenderParts = { subject: Subject; store: SessionStore; bot: SessionBot; onUnreachable: () => void };

/** Sends what handlers wanted sent, in the order of their rows. An effect that must wait holds back everything after it. */
export function createSender(parts: SenderParts): () => Promise<void> {
  return singleFlight(async () => {
    for (const row of parts.store.open()) {
      if (row.status === "sending" && !(await sendRow(parts, row))) return;
    }
  });
}

/** True when the row has nothing left to send. Each success is marked before the next effect is begun. */
async function sendRow(parts: SenderParts, row: InboxRow): Promise<boolean> {
  const [answers, rest] = partition(row.effects, isCallbackAnswer);
  // An answer only ends the button's spinner: nothing waits for it, and a late one is worth no second try.
  const answering = Promise.all(answers.map((effect) => attempt(parts, effect)));
  let current = row;
  for (let left = rest; left.length > 0; left = current.effects) {
    const [effect, ...others] = left;
    if (effect === undefined) break;
    const verdict = await attempt(parts, effect);
    const next = await afterVerdict(parts, effect, verdict);
    current = mark(parts, current, [...next.effects, ...others], next.writes);
    if (verdict.type === "wait") return false;
  }
  await answering;
  if (current.status === "sending") mark(parts, current, [], []);
  return true;
}

function mark({ store }: SenderParts, row: InboxRow, effects: Effect[], writes: StateWrite[]): InboxRow {
  const settled = settleRow(row, effects);
  store.commit(settled, row.tries, writes);
  return settled;
}

async function attempt({ bot, store }: SenderParts, effect: Effect): Promise<Verdict> {
  const now = (await bot.deps.clock.now()).getTime();
  if (effect.notBefore > now) return { type: "wait", until: effect.notBefore };
  const { target } = effect;
  if (target.type === "event") return deliver(bot, target.eventId);
  const call = target.type === "call" ? target.call : screenCall(target, readStateOf(store).read(slotCell(target.slot)));
  const answer = await bot.deps.telegram.call(call);
  return judgeAnswer(effect, call, answer, now);
}

/** A delivery that fails is not tried again here: cron redelivers every event that is not marked. */
async function deliver({ deps }: SessionBot, eventId: string): Promise<Verdict> {
  try {
    await deliverEvent(deps, { eventId });
    return { type: "sent" };
  } catch (error) {
    deps.log.warn("session.event.undelivered", { eventId, error });
    return { type: "sent" };
  }
}

async function afterVerdict(parts: SenderParts, effect: Effect, verdict: Verdict): Promise<{ effects: Effect[]; writes: StateWrite[] }> {
  const { target } = effect;
  switch (verdict.type) {
    case "sent":
      return { effects: [], writes: target.type === "screen" ? slotWrites(parts.store, target, verdict.messageId) : [] };
    case "wait":
      return { effects: [{ ...effect, notBefore: verdict.until, tries: effect.tries + 1 }], writes: [] };
    case "plain":
      return { effects: plainEffects(effect), writes: [] };
    case "sendAnew":
      return { effects: target.type === "screen" ? [{ ...effect, target: { ...withoutMessage(target), sendsAnew: true } }] : [], writes: [] };
    case "unreachable":
      parts.onUnreachable();
      return { effects: [], writes: [] };
    case "dropped":
      parts.bot.deps.log.error("session.effect.dropped", { key: effect.effectId, method: methodOf(effect), reason: verdict.reason.slice(0, 120) });
      return { effects: [], writes: [] };
  }
}

export function slotCell(slot: string): StateCell<number> {
  return { feature: "session", key: `slot:${slot}`, schema: z.int() };
}

function slotWrites(store: SessionStore, target: Target & { type: "screen" }, sentId: number | undefined): StateWrite[] {
  const shown = sentId ?? target.messageId;
  const cell = slotCell(target.slot);
  if (shown === undefined || readStateOf(store).read(cell) === shown) return [];
  return [{ feature: cell.feature, key: cell.key, json: String(shown) }];
}

/** The same said without formatting: the prepared plain calls, or the call without its entities. */
function plainEffects(effect: Effect): Effect[] {
  const { target } = effect;
  if (target.type === "event") return [];
  if (target.plain.length > 0) {
    return target.plain.map((call, at) => ({ ...effect, effectId: `${effect.effectId}.${at + 1}`, target: { type: "call", call, plain: [] } }));
  }
  if (target.type === "screen") {
    const { entities: _, ...content } = target.content;
    return [{ ...effect, target: { ...target, content } }];
  }
  const { entities: _, ...payload } = target.call.payload;
  return [{ ...effect, target: { ...target, call: { ...target.call, payload } } }];
}

function withoutMessage({ messageId: _, ...target }: Target & { type: "screen" }): Target & { type: "screen" } {
  return target;
}

function isCallbackAnswer({ target }: Effect): boolean {
  return target.type === "call" && target.call.method === "answerCallbackQuery";
}

function methodOf({ target }: Effect): string {
  return target.type === "call" ? target.call.method : target.type;
}

function partition<Item>(items: Item[], test: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** The row that tells the features that this chat takes no messages any more. */
export function unreachableRow(store: SessionStore, now: number): InboxRow {
  const body = JSON.stringify({ kind: "person.unreachable", version: 1, data: {} });
  return newRow({ key: `a:unreachable:${now}`, kind: "event", body }, store.nextSeq(), now);
}
