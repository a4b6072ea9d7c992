import type { Desk } from "./desk.ts";
import { NOTICE } from "./desk.ts";
import { decisionLabel } from "./desk-bot.ts";
import type { Require } from "./invariants.ts";

/** What is decided about a card is told to its person, however often the deciding handler and its event are run. */
export class DecisionRules {
  private readonly known: { desk: Desk; require: Require };
  private readonly times = new Map<string, number>();
  private readonly waitForStaff = new Set<number>();

  constructor(known: { desk: Desk; require: Require }) {
    this.known = known;
  }

  /** What a handler wants said is committed. */
  told(label: string): void {
    if (!label.startsWith("decision ")) return;
    this.times.set(label, this.timesOf(label) + 1);
    const isStored = this.known.desk.decided().some((cardId) => decisionLabel(cardId) === label);
    this.known.require(isStored && this.timesOf(label) === 1, "a decision is told once", () => `${label}, ${this.timesOf(label)} times`);
  }

  died(body: string): void {
    const { kind, data } = JSON.parse(body);
    if (kind === NOTICE) this.waitForStaff.add(data.cardId);
  }

  /** Only when nothing is open any more, and every event was delivered. */
  atRest(): void {
    for (const cardId of this.known.desk.decided()) {
      const times = this.timesOf(decisionLabel(cardId));
      const isTold = times === 1 || this.waitForStaff.has(cardId);
      this.known.require(isTold, "a decision is told once", () => `card ${cardId}: ${times} times`);
    }
  }

  private timesOf(label: string): number {
    return this.times.get(label) ?? 0;
  }
}
