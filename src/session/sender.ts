import { raiseAlert } from "#platform/alerts.ts";
import type { Subject } from "#platform/object-name.ts";
import type { TelegramAnswer } from "#platform/telegram/client.ts";
import type { Call } from "#platform/telegram/view.ts";
import { follow, type Aftermath, type SenderParts } from "./aftermath.ts";
import type { RenderedCard, SessionBot } from "./bot.ts";
import { cardCall } from "./cards.ts";
import {
  isCallbackAnswer,
  judgeAnswer,
  judgeUnknown,
  laneOf,
  methodOf,
  screenCall,
  traceOf,
  type Effect,
  type Target,
  type Verdict,
} from "./effects.ts";
import { deliver, relay, sendToQueue } from "./handing-over.ts";
import { settleRow, type InboxRow } from "./inbox.ts";
import { isPaced, noteSent, paceUntil } from "./pacing.ts";
import { slotCell, threadOf } from "./places.ts";
import { withoutOldToast } from "./presses.ts";
import { singleFlight } from "./single-flight.ts";
import { readStateOf } from "./state.ts";
import type { SessionStore } from "./store.ts";
import { createTopic, judgeThread, judgeTopic, mayHaveTopics } from "./topics.ts";

type CallTarget = Extract<Target, { type: "call" | "screen" | "card" }>;

export type Sender = {
  /** Sends what handlers wanted sent, in the order of their rows. An effect that must wait holds back everything after it in its lane. */
  send: () => Promise<void>;
  /** Ends the spinners of pressed buttons at once, whatever the chat waits for. Never rejects. */
  answerPresses: () => Promise<void>;
};

/** What the lanes share. `answered` holds the answers to presses that have gone out and may leave their rows. */
type Sending = SenderParts & { sentAt: number[]; answered: Set<string> };

export function createSender(parts: SenderParts): Sender {
  const sending: Sending = { ...parts, sentAt: [], answered: new Set() };
  const { answered } = sending;
  const isAnswered = ({ effectId }: Effect) => answered.has(effectId);
  const flights = new Map<string, () => Promise<void>>();

  const answerPresses = async () => {
    const answers = listUnsent(parts.store).filter(isCallbackAnswer);
    const unanswered = answers.filter((effect) => !isAnswered(effect));
    const waiting = new Set(answers.map(({ effectId }) => effectId));
    for (const effectId of answered) if (!waiting.has(effectId)) answered.delete(effectId);
    for (const effect of unanswered) answered.add(effect.effectId);
    await Promise.all(unanswered.map((effect) => answerOnce(parts, effect)));
  };
  /** One flight for each lane: what hangs in one delays no other. */
  const sendIn = (lane: string) => {
    const flight = flights.get(lane) ?? singleFlight(() => sendLane(sending, lane));
    flights.set(lane, flight);
    return flight();
  };
  const send = async () => {
    await answerPresses();
    for (const row of parts.store.open()) if (row.status === "sending" && row.effects.every(isAnswered)) settle(parts, row);
    await Promise.all([...new Set(listUnsent(parts.store).map(laneOf))].map(sendIn));
  };
  return { send, answerPresses };
}

/** Nothing but answers that have gone out was left of it. */
function settle({ store }: SenderParts, row: InboxRow): void {
  store.apply({ row: { next: settleRow(row, []), tries: row.tries } });
}

function listUnsent(store: SessionStore): Effect[] {
  return store.open().flatMap((row) => (row.status === "sending" ? row.effects : []));
}

/** A late answer is worth no second try. */
async function answerOnce({ bot }: SenderParts, { target, effectId, notBefore: pressedAt }: Effect): Promise<void> {
  if (target.type !== "call") return;
  try {
    const ageMs = (await bot.deps.clock.now()).getTime() - pressedAt;
    await bot.deps.telegram.call(withoutOldToast(target.call, ageMs));
  } catch (error) {
    bot.deps.log.warn("session.answer.failed", { key: effectId, error });
  }
}

/** Each success is marked before the next effect is begun. */
async function sendLane(parts: Sending, lane: string): Promise<void> {
  for (;;) {
    const next = findNext(parts.store, lane);
    if (next === undefined || next.effect.notBefore > (await parts.bot.deps.clock.now()).getTime()) return;
    const verdict = await tryOnce(parts, next.key, next.effect);
    if (verdict.type === "wait" || verdict.type === "notYet") return;
  }
}

/** Answers to presses go out beside this. */
function findNext(store: SessionStore, lane: string): { key: string; effect: Effect } | undefined {
  for (const { key, status, effects } of store.open()) {
    const effect = status === "sending" ? effects.find((one) => laneOf(one) === lane && !isCallbackAnswer(one)) : undefined;
    if (effect !== undefined) return { key, effect };
  }
  return undefined;
}

async function tryOnce(parts: Sending, key: string, effect: Effect): Promise<Verdict> {
  const isUnknown = effect.class === "atMostOnce" && effect.isBegun === true;
  if (effect.class === "atMostOnce" && !isUnknown) mark(parts, key, effect, { effects: [{ ...effect, isBegun: true }] });
  const verdict = isUnknown ? unknownOutcome : await attempt(parts, effect);
  if ("isUnknown" in verdict && verdict.isUnknown) noteUnknown(parts.bot, effect);
  return close(parts, key, effect, verdict);
}

/** Writes what a verdict leads to. */
async function close(parts: Sending, key: string, effect: Effect, verdict: Verdict): Promise<Verdict> {
  const at = (await parts.bot.deps.clock.now()).getTime();
  const aftermath = await follow(parts, effect, verdict, at);
  mark(parts, key, effect, { ...aftermath, trace: traceOf(effect, verdict, at) });
  return verdict;
}

/** It may have been carried out or not: repeated, it may come twice, and left, not at all. */
function noteUnknown({ deps }: SessionBot, effect: Effect): void {
  const method = methodOf(effect);
  deps.log.warn("session.effect.unknown", { key: effect.effectId, method, attempt: effect.tries });
  deps.count("unknown_outcome", method);
}

// The object died between the first try of something that must not come twice and its mark.
const unknownOutcome: Verdict = { type: "dropped", reason: "unknown outcome", isUnknown: true };

/** Puts what is left of an effect in its place, beside whatever other lanes have sent of the row meanwhile. */
function mark({ store, onArrival, answered }: Sending, key: string, effect: Effect, { effects, trace, ...written }: Aftermath): void {
  const row = store.find(key);
  if (row === undefined) return;
  const unsent = row.effects.filter(({ effectId }) => !answered.has(effectId));
  const left = unsent.flatMap((one) => (one.effectId === effect.effectId ? effects : [one]));
  store.apply({ row: { next: settleRow(row, left, trace), tries: row.tries }, ...written });
  const changesLane = effects.some((one) => laneOf(one) !== laneOf(effect));
  if (written.arrivals !== undefined || changesLane) onArrival();
}

/** One try. What throws is a mistake of ours or a part that fails: it is tried again like an unknown outcome, and given up like one. */
async function attempt(parts: Sending, effect: Effect): Promise<Verdict> {
  const now = (await parts.bot.deps.clock.now()).getTime();
  if (effect.expiresAt !== undefined && now > effect.expiresAt) return { type: "expired" };
  try {
    return await carryOut(parts, effect, now);
  } catch (error) {
    parts.bot.deps.log.warn("session.effect.failed", { key: effect.effectId, method: methodOf(effect), attempt: effect.tries, error });
    return judgeUnknown(effect, (await parts.bot.deps.clock.now()).getTime());
  }
}

async function carryOut({ bot, store, subject, sentAt }: Sending, effect: Effect, begunAt: number): Promise<Verdict> {
  const { target } = effect;
  if (target.type === "event") return deliver(bot, target.eventId);
  if (target.type === "relay") return relay(bot, effect, target);
  if (target.type === "queue job") return sendToQueue(bot, { subject, state: readStateOf(store) }, target.jobId);

  const card = target.type === "card" ? await bot.renderCard(target.cardId, { subject, state: readStateOf(store) }) : undefined;
  // Reading a card takes its time, and the pace counts from when Telegram is called.
  const now = card === undefined ? begunAt : (await bot.deps.clock.now()).getTime();
  const planned = planCall(store, subject, target, card);
  if (planned === undefined) return { type: "sent" };
  const judge = async (answer: TelegramAnswer): Promise<Verdict> => {
    // A wait counts from when Telegram asked for it.
    const heardAt = answer.type === "ok" ? now : (await bot.deps.clock.now()).getTime();
    return judgeAnswer(effect, call, answer, { now: heardAt, cooldownMs: bot.deps.config.cooldowns.telegramMs });
  };
  const threadId = threadOf(store, effect);
  const call = inThread(planned, threadId);
  const until = subject.type === "chat" && isPaced(call.method) ? paceUntil(sentAt, now) : undefined;
  if (until !== undefined) return { type: target.type === "card" ? "crowded" : "notYet", until };
  const hasNoThread = effect.topic !== undefined && threadId === undefined && isPaced(call.method);
  if (effect.topic !== undefined && hasNoThread && mayHaveTopics(readStateOf(store), now)) {
    const answer = await bot.deps.telegram.call(createTopic(call.payload.chat_id, effect.topic));
    return judgeTopic(answer) ?? judge(answer);
  }
  const answer = await bot.deps.telegram.call(call, bot.deps.files);
  if (answer.type === "ok" && isPaced(call.method)) noteSent(sentAt, now, call);
  if (answer.type === "refused" && answer.code === 401) await raiseAlert(bot.deps, "token.revoked");
  const verdict = judgeThread(effect, answer) ?? (await judge(answer));
  return verdict.type === "sent" && card !== undefined ? { ...verdict, cardRev: card.rev } : verdict;
}

/** The call that an effect comes to now; undefined where there is nothing left to show. */
function planCall(store: SessionStore, subject: Subject, target: CallTarget, card: RenderedCard | undefined): Call | undefined {
  const state = readStateOf(store);
  if (target.type === "call") return target.call;
  if (target.type === "screen") return screenCall(target, state.read(slotCell(target.slot)));
  return card === undefined ? undefined : cardCall(target, card, { subject, state });
}

/** Only a new message names its thread. */
function inThread(call: Call, threadId: number | undefined): Call {
  if (threadId === undefined || !isPaced(call.method)) return call;
  return { ...call, payload: { ...call.payload, message_thread_id: threadId } };
}
