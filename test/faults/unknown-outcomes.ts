import type { ApiCall } from "#fakes/telegram/contract.ts";
import type { Aftermath } from "./storm.ts";

/** A call carried out so shortly before a kill may have been acknowledged to nobody; what was under way arrives a little after it. */
const BEFORE_MS = 250;
const AFTER_MS = 150;

/** How many kills may have left the outcome of one of these calls unknown. */
export function unknownOutcomes({ kills }: Pick<Aftermath, "kills">, calls: readonly ApiCall[]): number {
  return kills.filter((kill) => calls.some(({ at }) => at >= kill.at - BEFORE_MS && at <= kill.at + AFTER_MS)).length;
}

/** The calls that Telegram carried out and that hold this mark, in their order. */
export function callsWith({ telegram }: Pick<Aftermath, "telegram">, mark: string): ApiCall[] {
  return telegram.calls.filter(({ status, payload }) => status === 200 && JSON.stringify(payload).includes(`${mark}:`));
}
