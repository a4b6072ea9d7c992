import * as z from "zod";
import { raiseAlert } from "#platform/alerts.ts";
import { MAX_HOPS } from "#platform/events.ts";
import { saveMigration } from "#platform/chats.ts";
import { chatOf, type Subject } from "#platform/object-name.ts";
import type { Call } from "#platform/telegram/view.ts";
import type { TraceEntry } from "#platform/trace.ts";
import type { StateCell, TellOutcome } from "#platform/turn.ts";
import type { RenderedCard, SessionBot } from "./bot.ts";
import { cardCall, cardCell, noteShown, putOnList, takeOffList, withoutPost, type ShownCard } from "./cards.ts";
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
import { newRow, platformRow, settleRow, type InboxRow } from "./inbox.ts";
import { moved, namesMessage, withoutMessage } from "./moving.ts";
import { isPaced, noteSent, paceUntil } from "./pacing.ts";
import { plainEffects } from "./plain.ts";
import { withoutOldToast } from "./presses.ts";
import { singleFlight } from "./single-flight.ts";
import type { Sent } from "./sent.ts";
import { readStateOf } from "./state.ts";
import { createTopic, healTopic, judgeThread, judgeTopic, mayHaveTopics, topicCell } from "./topics.ts";
import type { SessionStore, StateWrite } from "./store.ts";

type CallTarget = Extract<Target, { type: "call" | "screen" | "card" }>;

export type SenderParts = { subject: Subject; store: SessionStore; bot: SessionBot; onArrival: () => void };

/** What one verdict leads to: what is still to be sent, and what is written in the same transaction. */
type Aftermath = { effects: Effect[]; trace?: TraceEntry[]; state?: StateWrite[]; arrivals?: InboxRow[] };

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
  if (effect.tell !== undefined && isLooping(effect) && ENDS.has(verdict.type)) await noteLoop(parts, effect);
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
  const tried = { now, cooldownMs: bot.deps.config.cooldowns.telegramMs };
  const threadId = threadOf(store, effect);
  const call = inThread(planned, threadId);
  const until = subject.type === "chat" && isPaced(call.method) ? paceUntil(sentAt, now) : undefined;
  if (until !== undefined) return { type: target.type === "card" ? "crowded" : "notYet", until };
  const hasNoThread = effect.topic !== undefined && threadId === undefined && isPaced(call.method);
  if (effect.topic !== undefined && hasNoThread && mayHaveTopics(readStateOf(store), now)) {
    const answer = await bot.deps.telegram.call(createTopic(call.payload.chat_id, effect.topic));
    return judgeTopic(answer) ?? judgeAnswer(effect, call, answer, tried);
  }
  const answer = await bot.deps.telegram.call(call, bot.deps.files);
  if (answer.type === "ok" && isPaced(call.method)) noteSent(sentAt, now, call);
  if (answer.type === "refused" && answer.code === 401) await raiseAlert(bot.deps, "token.revoked");
  const verdict = judgeThread(effect, answer) ?? judgeAnswer(effect, call, answer, tried);
  return verdict.type === "sent" && card !== undefined ? { ...verdict, cardRev: card.rev } : verdict;
}

/** The call that an effect comes to now; undefined where there is nothing left to show. */
function planCall(store: SessionStore, subject: Subject, target: CallTarget, card: RenderedCard | undefined): Call | undefined {
  const state = readStateOf(store);
  if (target.type === "call") return target.call;
  if (target.type === "screen") return screenCall(target, state.read(slotCell(target.slot)));
  return card === undefined ? undefined : cardCall(target, card, { subject, state });
}

const ENDS = new Set<Verdict["type"]>(["sent", "unreachable", "dropped", "expired"]);

async function follow(parts: SenderParts, effect: Effect, verdict: Verdict, now: number): Promise<Aftermath> {
  const { target } = effect;
  if (ENDS.has(verdict.type)) await forgetUpload(parts.bot, effect);
  switch (verdict.type) {
    case "sent":
      return followSent(parts, effect, verdict, now);
    case "crowded":
      return { effects: [], ...(target.type === "card" ? putOnList(parts.store, target.cardId, { until: verdict.until, now }) : {}) };
    case "notYet":
      return { effects: [{ ...effect, isBegun: false, notBefore: verdict.until }] };
    case "wait":
      return { effects: [{ ...effect, isBegun: false, notBefore: verdict.until, tries: effect.tries + 1 }] };
    case "plain":
      return { effects: plainEffects(effect) };
    case "sendAnew":
      if (target.type === "card") return withoutPost(effect, target);
      return { effects: target.type === "screen" ? [{ ...effect, target: { ...withoutMessage(target), sendsAnew: true } }] : [] };
    case "migrated":
      await noteMigration(parts, verdict.to);
      return followMigration(parts, effect, verdict.to, now);
    case "topicMade":
    case "topicGone":
    case "topicClosed":
    case "noTopics":
      if (verdict.type === "noTopics") parts.bot.deps.log.warn("session.topic.impossible", { key: effect.effectId });
      return healTopic(effect, verdict, { threadId: threadOf(parts.store, effect), chatId: chatOf(parts.subject), now });
    case "unreachable":
      await noteUnreachable(parts, effect);
      return { effects: [], ...toldUnreachable(parts, effect, verdict.reason, now) };
    case "expired":
      return { effects: [], ...told(parts, effect, { type: "failed", reason: "expired" }, now) };
    case "dropped":
      await raiseAlert(parts.bot.deps, "effect.dropped");
      parts.bot.deps.log.error("session.effect.dropped", {
        key: effect.effectId,
        method: methodOf(effect),
        reason: verdict.reason.slice(0, 120),
      });
      return { effects: [], ...told(parts, effect, { type: "failed", reason: verdict.reason }, now) };
  }
}

/** A card's new message is noted before whoever waits for the card is told. */
function followSent(parts: SenderParts, effect: Effect, verdict: Verdict & { type: "sent" }, now: number): Aftermath {
  const { target } = effect;
  const { store } = parts;
  const shown = target.type === "card" ? noteShown(target, verdict, { effect, shown: shownOf(parts, target), store, now }) : {};
  const { arrivals = [] } = told(parts, effect, sentOutcome(store, effect, verdict), now);
  const all = [...(shown.arrivals ?? []), ...arrivals];
  const offList = target.type === "card" ? takeOffList(store, target) : [];
  const state = [...slotWrites(store, target, verdict.messageId), ...(shown.state ?? []), ...offList];
  return { effects: [], state, ...(all.length === 0 ? {} : { arrivals: all }) };
}

function threadOf(store: SessionStore, { topic }: Effect): number | undefined {
  return topic === undefined ? undefined : readStateOf(store).read(topicCell(topic));
}

/** Only a new message names its thread. */
function inThread(call: Call, threadId: number | undefined): Call {
  if (threadId === undefined || !isPaced(call.method)) return call;
  return { ...call, payload: { ...call.payload, message_thread_id: threadId } };
}

/** A file that cannot be deleted now must not have its message sent again. */
async function forgetUpload({ deps }: SessionBot, { target, effectId }: Effect): Promise<void> {
  if (target.type !== "call" || target.call.upload === undefined) return;
  try {
    await deps.files.delete(target.call.upload.key);
  } catch (error) {
    deps.log.error("session.upload.kept", { key: effectId, error });
  }
}

/** For whoever names the old id later; the message under way finds its chat without it. */
async function noteMigration({ bot, subject }: SenderParts, to: number): Promise<void> {
  try {
    await saveMigration(bot.deps.db, { from: subject, to });
  } catch (error) {
    bot.deps.log.error("session.migration.unsaved", { chatId: to, error });
  }
}

function sentOutcome(store: SessionStore, effect: Effect, { messageId: id, messageIds, fileId }: Sent): TellOutcome {
  return { type: "sent", messageId: id, messageIds, fileId, threadId: threadOf(store, effect) };
}

/** The event for whoever waits to be told. */
function told({ store }: SenderParts, effect: Effect, outcome: TellOutcome, now: number): { arrivals?: InboxRow[] } {
  const { effectId, tell, hops } = effect;
  if (tell === undefined || isLooping(effect)) return {};
  const body = JSON.stringify({ kind: tell.kind, version: tell.version, data: { ...tell.data, outcome }, hops });
  return { arrivals: [newRow({ key: `e:${effectId}`, kind: "event", body }, store.nextSeq(), now)] };
}

/** What is said because something else was said, and so for ever, ends here: who waits is not told. */
function isLooping({ hops = 0 }: Effect): boolean {
  return hops > MAX_HOPS;
}

async function noteLoop({ bot }: SenderParts, { effectId, tell }: Effect): Promise<void> {
  bot.deps.log.error("session.event.looping", { key: effectId, ...(tell === undefined ? {} : { kind: tell.kind }) });
  await raiseAlert(bot.deps, "event.looping");
}

/** That somebody blocks the bot is their own affair; a group without it is work that nobody sees. */
async function noteUnreachable({ bot, subject }: SenderParts, effect: Effect): Promise<void> {
  if (subject.type !== "chat") return;
  bot.deps.log.error("session.chat.unreachable", { chatId: subject.id, key: effect.effectId, method: methodOf(effect) });
  await raiseAlert(bot.deps, "chat.unreachable");
}

/** The features are told too that this person takes no messages any more. */
function toldUnreachable(parts: SenderParts, effect: Effect, reason: string, now: number): { arrivals: InboxRow[] } {
  const { arrivals = [] } = told(parts, effect, { type: "failed", reason }, now);
  if (parts.subject.type !== "person") return { arrivals };
  if (isLooping(effect)) return { arrivals };
  const { effectId: cause, hops } = effect;
  return { arrivals: [...arrivals, platformRow(parts.store, { kind: "person.unreachable", cause, hops }, now)] };
}

const messageId = z.int();

export function slotCell(slot: string): StateCell<number> {
  return { feature: "session", key: `slot:${slot}`, schema: messageId };
}

/** Remembers the message that a screen is on, if it is another than before. */
function slotWrites(store: SessionStore, target: Target, sentId: number | undefined): StateWrite[] {
  if (target.type !== "screen") return [];
  const shown = sentId ?? target.messageId;
  const cell = slotCell(target.slot);
  if (shown === undefined || readStateOf(store).read(cell) === shown) return [];
  return [{ feature: cell.feature, key: cell.key, json: String(shown) }];
}

function shownOf({ store }: SenderParts, { cardId }: Target & { type: "card" }): ShownCard | undefined {
  return readStateOf(store).read(cardCell(cardId));
}

async function followMigration(parts: SenderParts, effect: Effect, chatId: number, now: number): Promise<Aftermath> {
  const { target } = effect;
  const stays = target.type === "call" && !isPaced(target.call.method) && namesMessage(target.call);
  return stays
    ? follow(parts, effect, { type: "dropped", reason: "the message has stayed in the old chat" }, now)
    : { effects: [moved(effect, chatId, parts.subject)] };
}
