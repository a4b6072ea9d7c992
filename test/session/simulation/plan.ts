import * as z from "zod";
import { OutsideError, UnknownVersionError } from "#platform/outside-error.ts";
import type { QueueJobKind } from "#platform/job-kind.ts";
import { bold, paragraph } from "#platform/text/tree.ts";
import { tellOutcome, type StateCell, type Topic, type Turn } from "#platform/turn.ts";
import type { EffectClass } from "#session/effects.ts";
import { CARD_IDS, topicOfCard, TOPICS } from "./desk.ts";
import { createRandom, type Random } from "./random.ts";

/** What one handler does for one row: always the same for the same seed and row, however often it is run. */
export type Plan = { acts: Act[]; failure: { kind: "bug" | "passing" | "unknown version" | "hang"; times: number } | undefined };

export type Act =
  | { type: "say"; atMostOnce: boolean; isBold: boolean; isTold: boolean; expiresInMs: number | undefined; topic: Topic | undefined }
  | { type: "card"; cardId: number; sendsAnew: boolean; isTold: boolean }
  | { type: "decide"; cardId: number }
  | { type: "rich"; isTold: boolean }
  | { type: "show"; slot: string }
  | { type: "edit" | "answer" | "job" | "queue job" | "stop jobs" }
  | { type: "relay"; chatId: number }
  | { type: "timer"; key: string; inMs: number }
  | { type: "cancel timer"; key: string };

/** An effect as the plan wants it; the checker holds the core to this, not to what the core made of it. */
export type Wanted = { label: string; class: EffectClass | "answer"; isTold: boolean; expiresAt?: number; topic?: string };

const SECOND_MS = 1_000;
const OTHER_CHATS = [-100, -200] as const;
export const ledgerCell: StateCell<number> = { feature: "simulation", key: "ledger", schema: z.int() };
export const toldData = z.object({ label: z.string(), outcome: tellOutcome });
export const jobInput = z.object({ label: z.string() });

const work = {
  where: "object" as const,
  name: "work",
  deadlineMs: 60 * SECOND_MS,
  input: z.unknown(),
  outcome: z.unknown(),
  run: async () => undefined,
  done: () => undefined,
  failed: () => undefined,
};

const queuedWork: QueueJobKind = { ...work, name: "queued work", where: "queue" };

/** How often the end of a job in the queue was told. */
export function reportsCell(jobId: string): StateCell<number> {
  return { feature: ledgerCell.feature, key: `reports:${jobId}`, schema: z.int() };
}

/** The job whose reports are counted here. */
export function reportsOf({ feature, key }: { feature: string; key: string }): string | undefined {
  return feature === ledgerCell.feature && key.startsWith("reports:") ? key.slice("reports:".length) : undefined;
}

/** What is `vital` is what the object tells itself: it succeeds before its tries are used up. */
export function planOf(seed: string, cause: string, { kind, isVital }: { kind: string; isVital: boolean }): Plan {
  const random = createRandom(`${seed} ${cause}`);
  // What follows from something else does less, so that no chain of events goes on for ever.
  const isDerived = kind === "event" || kind === "job";
  const count = isDerived ? random.weighted({ 0: 5, 1: 4, 2: 1 }) : random.weighted({ 0: 1, 1: 5, 2: 3, 4: 1 });
  const acts = Array.from({ length: Number(count) }, () => actOf(random, isDerived));
  if (kind === "press" && random.chance(0.8)) acts.unshift({ type: "answer" });
  if (kind === "press" && random.chance(0.3)) acts.push({ type: "decide", cardId: random.pick(CARD_IDS) });
  const failure = random.chance(isDerived ? 0.1 : 0.2) ? failureOf(random) : undefined;
  return { acts, failure: isVital && failure !== undefined ? { ...failure, times: Math.min(failure.times, 2) } : failure };
}

function failureOf(random: Random): Plan["failure"] {
  const kind = random.weighted({ bug: 4, passing: 4, "unknown version": 1, hang: 1 });
  // A day of waiting for a new version is long to simulate, so few wait it out.
  return { kind, times: kind === "unknown version" ? random.pick([1, 2, 3]) : random.pick([1, 1, 2, 3, 6, 1000]) };
}

function actOf(random: Random, isDerived: boolean): Act {
  const type = random.weighted({
    say: 8,
    rich: 0.5,
    show: 4,
    edit: 2,
    relay: 2,
    card: 1,
    job: isDerived ? 0.7 : 2,
    "queue job": isDerived ? 0.3 : 1.5,
    "stop jobs": 0.3,
    timer: isDerived ? 0.7 : 3,
    "cancel timer": 0.5,
  });
  switch (type) {
    case "say":
      return {
        type,
        atMostOnce: random.chance(0.2),
        isBold: random.chance(0.2),
        isTold: random.chance(0.3),
        expiresInMs: random.chance(0.2) ? random.pick([0, 1, 10, 120, 3_600]) * SECOND_MS : undefined,
        topic: random.chance(0.3) ? random.pick(TOPICS) : undefined,
      };
    case "card":
      return { type, cardId: random.pick(CARD_IDS), sendsAnew: random.chance(0.3), isTold: random.chance(0.3) };
    case "rich":
      return { type, isTold: random.chance(0.4) };
    case "show":
      return { type, slot: random.pick(["menu", "question"]) };
    case "relay":
      return { type, chatId: random.pick(OTHER_CHATS) };
    case "timer":
      return {
        type,
        key: random.pick(["undo", "album", `own-${random.between(1, 1e9)}`]),
        inMs: random.pick([0, 1.2, 60, 3_600, 86_400]) * SECOND_MS,
      };
    case "cancel timer":
      return { type, key: random.pick(["undo", "album"]) };
    default:
      return { type };
  }
}

/** Does what the plan says, and tells what should come of it. */
export function perform(turn: Turn, plan: Plan, cause: string): Wanted[] {
  return plan.acts.flatMap((act, at) => {
    const label = `${cause}/${at + 1}`;
    const effectClass = act1(turn, act, label);
    if (effectClass === undefined) return [];
    const expiresAt = expiryOf(turn, act)?.expiresAt.getTime();
    const topic = act.type === "say" ? topicIn(turn, act.topic).topic?.name : undefined;
    const isTold = "isTold" in act && act.isTold;
    return [
      { label, class: effectClass, isTold, ...(expiresAt === undefined ? {} : { expiresAt }), ...(topic === undefined ? {} : { topic }) },
    ];
  });
}

/** Only a group has topics. */
export function topicIn({ subject }: Turn, topic: Topic | undefined): { topic?: Topic } {
  return subject.type === "chat" && topic !== undefined ? { topic } : {};
}

function expiryOf({ now }: Turn, act: Act): { expiresAt: Date } | undefined {
  if (act.type !== "say" || act.expiresInMs === undefined) return undefined;
  return { expiresAt: new Date(now.getTime() + act.expiresInMs) };
}

function act1(turn: Turn, act: Act, label: string): Wanted["class"] | undefined {
  const text = mark(label);
  const tell = "isTold" in act && act.isTold ? { tell: { kind: "simulation.told", version: 1, data: { label } } } : {};
  switch (act.type) {
    case "say":
      turn.say(
        { text: [paragraph(act.isBold ? bold(text) : text)] },
        { atMostOnce: act.atMostOnce, ...tell, ...expiryOf(turn, act), ...topicIn(turn, act.topic) },
      );
      return act.atMostOnce ? "atMostOnce" : "atLeastOnce";
    case "card": {
      const { cardId, sendsAnew, isTold } = act;
      const told = isTold ? { tell: { kind: "simulation.shown", version: 1, data: { label, cardId } } } : {};
      turn.showCard(cardId, { ...(sendsAnew ? { sendsAnew } : {}), ...topicIn(turn, topicOfCard(cardId)), ...told });
      return undefined;
    }
    case "decide":
      // The database is asked by the bot, which waits for it.
      return undefined;
    case "rich":
      turn.say(
        { text: [paragraph(`${text} ${"x".repeat(3_000)}`), paragraph(`${mark(`${label}+`)} ${"y".repeat(3_000)}`)], isStructured: true },
        tell,
      );
      return "atLeastOnce";
    case "show":
      turn.show(act.slot, { text: [paragraph(text)] });
      return "atLeastOnce";
    case "edit":
      turn.capture("editMessageText", { message_id: 1, text });
      return "repeat";
    case "answer":
      turn.capture("answerCallbackQuery", { callback_query_id: text });
      return "answer";
    case "relay":
      turn.capture("sendMessage", { chat_id: act.chatId, text });
      return "repeat";
    case "job":
      turn.start(work, { label });
      return undefined;
    case "queue job":
      turn.start(queuedWork, { label });
      return undefined;
    case "stop jobs":
      turn.stopJobs(work);
      return undefined;
    case "timer":
      turn.after(act.key, { dueAt: new Date(turn.now.getTime() + act.inMs), kind: "simulation.rung", version: 1, data: {} });
      return undefined;
    case "cancel timer":
      turn.cancelTimer(act.key);
      return undefined;
  }
}

export function errorOf(kind: "bug" | "passing" | "unknown version"): Error {
  switch (kind) {
    case "bug":
      return new Error("a handler's own mistake");
    case "passing":
      return new OutsideError({ service: "database", reason: "overloaded", retryable: true });
    case "unknown version":
      return new UnknownVersionError("simulation");
  }
}

/** A label as it stands in what is sent, and is found again by `labelIn`. */
export function mark(label: string): string {
  return `«${label}»`;
}

/** The first label in anything that can be written as JSON. */
export function labelIn(value: unknown): string | undefined {
  return /«([^»]+)»/.exec(JSON.stringify(value) ?? "")?.[1];
}

/** The name of a row and of the moment it was accepted, as its turn sees it: the same in every try. */
export function causeOf(turn: Turn): { cause: string; rowKey: string } {
  const cause = turn.key().replace(/:\d+$/, "");
  const [, rowKey = ""] = /^\w+:-?\d+:\d+:(.*)$/.exec(cause) ?? [];
  return { cause, rowKey };
}
