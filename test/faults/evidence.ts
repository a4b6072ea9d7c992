import type { TimedCall } from "./outside.ts";
import type { Person } from "./person.ts";
import type { Posted } from "./post-office.ts";
import type { Stored } from "./stored.ts";
import type { Kill } from "./strikes.ts";

/** What a storm has left behind. Updates, calls and storage are as they were when nothing moved any more. */
export type Evidence = {
  people: Person[];
  kills: Kill[];
  posted: Posted[];
  calls: TimedCall[];
  stored: Stored;
  /** What the model was asked to answer, once for each time. */
  marksAsked: string[];
  /** People whom /menu did not answer afterwards. */
  stuck: number[];
  log: string[];
};

/**
 * How long after its answer went out a call may still be unmarked, and how late after a kill one that was under way may come in:
 * seen up to a second where the processor was wanted three times over.
 */
const BEFORE_MS = 4_000;
const AFTER_MS = 4_000;

/** The kills that may have left the outcome of one of these calls unknown. */
export function countUnknown({ kills, calls: all }: Pick<Evidence, "kills" | "calls">, calls: readonly TimedCall[]): number {
  return kills.filter((kill) => calls.some((call) => isLeftUnknown(all, call, kill))).length;
}

/** Only the last call of a chat: the one before it is marked before the next is begun. */
function isLeftUnknown(all: readonly TimedCall[], call: TimedCall, kill: Kill): boolean {
  if (call.answeredAt < kill.at - BEFORE_MS || call.askedAt > kill.at + AFTER_MS) return false;
  const isNext = ({ number, askedAt, method, payload }: TimedCall) =>
    number > call.number && askedAt <= kill.at && payload["chat_id"] === call.payload["chat_id"] && isOfTheSender(method);
  return !all.some(isNext);
}

/** Drafts and answers to presses go out beside the sender. */
function isOfTheSender(method: string): boolean {
  return !/Draft$|^answerCallbackQuery$/.test(method);
}

/** Calls with the same answer that were made although the one before had been acknowledged. */
export function listNeedless(evidence: Pick<Evidence, "kills" | "calls">, answers: readonly TimedCall[]): TimedCall[] {
  return answers.slice(1).filter((_, n) => countUnknown(evidence, answers.slice(n, n + 1)) === 0);
}

/** The calls that Telegram carried out for the answer with this mark, in their order. */
export function listAnswers(calls: readonly TimedCall[], mark: string): TimedCall[] {
  return calls.filter(
    ({ status, method, payload }) => status === 200 && method === "sendMessage" && String(payload["text"]).startsWith(`${mark}:`),
  );
}

/** The calls that put a new message before a person. */
export function listNewMessages(calls: readonly TimedCall[], personId: number): TimedCall[] {
  return calls.filter(
    ({ status, method, payload }) => status === 200 && /^send(Rich)?Message$/.test(method) && payload["chat_id"] === personId,
  );
}
