import type { ApiCall } from "#fakes/telegram/contract.ts";
import type { Person } from "./person.ts";
import type { Posted } from "./post-office.ts";
import type { Stored } from "./stored.ts";
import type { Kill } from "./strikes.ts";

/** What a storm has left behind. Updates, calls and storage are as they were when nothing moved any more. */
export type Evidence = {
  people: Person[];
  kills: Kill[];
  posted: Posted[];
  calls: ApiCall[];
  stored: Stored;
  /** People whom /menu did not answer afterwards. */
  stuck: number[];
  log: string[];
};

/** A call carried out so shortly before a kill may have been acknowledged to nobody; what was under way arrives a little after it. */
const BEFORE_MS = 250;
const AFTER_MS = 150;

/** How many kills may have left the outcome of one of these calls unknown. */
export function countUnknown({ kills }: Pick<Evidence, "kills">, calls: readonly ApiCall[]): number {
  return kills.filter((kill) => calls.some(({ at }) => at >= kill.at - BEFORE_MS && at <= kill.at + AFTER_MS)).length;
}

/** The calls that Telegram carried out for the answer with this mark, in their order. */
export function listAnswers(calls: readonly ApiCall[], mark: string): ApiCall[] {
  return calls.filter(({ status, payload }) => status === 200 && JSON.stringify(payload).includes(`${mark}:`));
}

/** The calls that put a new message before a person. */
export function listNewMessages(calls: readonly ApiCall[], personId: number): ApiCall[] {
  return calls.filter(
    ({ status, method, payload }) => status === 200 && /^send(Rich)?Message$/.test(method) && payload["chat_id"] === personId,
  );
}
