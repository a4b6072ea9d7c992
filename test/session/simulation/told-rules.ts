import type { TellOutcome } from "#platform/turn.ts";
import type { InboxRow } from "#session/inbox.ts";
import type { Attempt, Invariant } from "./invariants.ts";
import { toldData, type Wanted } from "./plan.ts";

type Known = {
  wanted: ReadonlyMap<string, Wanted>;
  attempts: ReadonlyMap<string, readonly Attempt[]>;
  require: (condition: boolean, invariant: Invariant, detail: () => string) => void;
};

/** Until when a message may be sent, and what whoever waits for it is told. */
export class ToldRules {
  private readonly known: Known;
  private readonly told = new Map<string, number>();
  /** The latest that the clock has ever shown: it may be set back. */
  private latest = -Infinity;

  constructor(known: Known) {
    this.known = known;
  }

  timeIs(now: number): void {
    this.latest = Math.max(this.latest, now);
  }

  inserted({ kind, body }: InboxRow): void {
    if (kind !== "event" || !body.includes('"simulation.told"')) return;
    const { label, outcome } = toldData.parse(JSON.parse(body).data);
    this.told.set(label, (this.told.get(label) ?? 0) + 1);
    this.known.require(this.told.get(label) === 1, "who waits for a message is told once", () => label);
    this.known.require(this.isTrue(label, outcome), "what is told of a message is true", () => `${label}: ${JSON.stringify(outcome)}`);
  }

  callBegun(label: string, now: number): void {
    this.timeIs(now);
    const { expiresAt = Infinity } = this.known.wanted.get(label) ?? {};
    this.known.require(now <= expiresAt, "nothing is sent after its time", () => `${label}, ${now - expiresAt} ms late`);
  }

  isExpired(label: string): boolean {
    return this.latest > (this.known.wanted.get(label)?.expiresAt ?? Infinity);
  }

  /** Only when nothing is open any more. */
  atRest(label: string): void {
    const times = this.told.get(label) ?? 0;
    if (this.known.wanted.get(label)?.isTold === true)
      this.known.require(times === 1, "who waits for a message is told once", () => `${label}: ${times} times`);
  }

  private isTrue(label: string, outcome: TellOutcome): boolean {
    if (outcome.type === "failed") return outcome.reason !== "expired" || this.isExpired(label);
    const { attempts } = this.known;
    // Of what was sent plain in two parts, whoever waits is told of the second.
    return [label, `${label}+`].some((part) => attempts.get(part)?.some(({ isCarriedOut }) => isCarriedOut) === true);
  }
}
