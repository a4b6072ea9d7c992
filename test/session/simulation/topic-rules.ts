import type { StateWrite } from "#session/store.ts";
import type { Call } from "#platform/telegram/view.ts";
import { threadIn, type Chat } from "./chat.ts";
import { TOPICS } from "./desk.ts";
import type { Attempt, Require } from "./invariants.ts";

type Known = { chat: Chat; require: Require };
const PREFIX = "topic:";
/** How often one message follows a topic that is deleted again and again, and has a closed one opened. */
const FOLLOWS = 5;
const OPENS = 1;
const A_DAY_MS = 24 * 3_600_000;

/** The topics of a group: each is made once, and again when staff have deleted it; what is for one stands in it. */
export class TopicRules {
  private readonly known: Known;
  private readonly threads = new Map<string, number>();
  private readonly gone = new Set<number>();
  private readonly unnoted = new Map<string, number>();
  /** When Telegram last refused to make one, as the object has it: for a day all messages go to the group itself. */
  private refusedAt: number | undefined;
  private isRefused = false;
  private readonly made = new Map<string, number>();
  private readonly refusals = new Map<string, number>();

  constructor(known: Known) {
    this.known = known;
  }

  written({ feature, key, json }: StateWrite): void {
    if (feature === "session" && key === "no-topics") this.refusedAt = Number(json);
    if (feature !== "session" || !key.startsWith(PREFIX)) return;
    const name = nameOf(key.slice(PREFIX.length));
    const before = this.threads.get(name);
    if (json === undefined) {
      this.threads.delete(name);
      const isGone = before !== undefined && this.gone.has(before);
      return this.known.require(isGone, "a topic is not made twice without a cause", () => `${name} is given up on ${before}`);
    }
    this.threads.set(name, Number(json));
    this.unnoted.delete(name);
    this.known.require(this.known.chat.thread(Number(json))?.name === name, "what is for a topic stands in it", () => `${name} is ${json}`);
  }

  makeBegun(name: string, { life }: Attempt, now: number): void {
    const isAsked = this.refusedAt !== undefined && now - this.refusedAt < A_DAY_MS;
    this.known.require(!isAsked, "a group without topics is asked once a day", () => `${name} at ${now} after ${this.refusedAt}`);
    this.made.set(name, this.triesOf(name) + 1);
    const isMissing = !this.threads.has(name) && this.unnoted.get(name) !== life;
    this.known.require(isMissing, "a topic is not made twice without a cause", () => `${name} is ${this.threads.get(name)}`);
  }

  /** The making of a topic is a try of the message for it. */
  triesOf(name: string | undefined): number {
    return name === undefined ? 0 : (this.made.get(name) ?? 0);
  }

  makeAnswered(name: string, { life, answer }: Attempt): void {
    if (answer === "ok") this.unnoted.set(name, life);
    if (answer === "refused") this.isRefused = true;
  }

  sendBegun({ payload }: Call, name: string | undefined): void {
    const threadId = threadIn(payload);
    const isThere = threadId === undefined ? name === undefined || this.isRefused : this.threads.get(name ?? "") === threadId;
    this.known.require(isThere, "what is for a topic stands in it", () => `for ${name}: thread ${threadId}`);
  }

  /** Whether Telegram has refused a message oftener than it follows its topic. */
  isGivenUp(label: string, call: Call, description: string): boolean {
    const isGone = description.includes("message thread not found");
    const threadId = threadIn(call.payload);
    if (threadId === undefined || !(isGone || description.includes("TOPIC_CLOSED"))) return false;
    if (isGone) this.gone.add(threadId);
    const earlier = this.refusals.get(label) ?? 0;
    this.refusals.set(label, earlier + 1);
    return earlier >= (isGone ? FOLLOWS : OPENS);
  }

  sent(label: string): void {
    this.refusals.delete(label);
  }
}

function nameOf(key: string): string {
  return TOPICS.find((topic) => topic.key === key)?.name ?? key;
}
