import type { Subject } from "#platform/object-name.ts";
import type { Call } from "#platform/telegram/view.ts";
import type { Effect, Target } from "#session/effects.ts";
import type { InboxRow } from "#session/inbox.ts";
import type { Change, StateWrite } from "#session/store.ts";
import { CardRules } from "./card-rules.ts";
import { cardIn, type Chat } from "./chat.ts";
import { DecisionRules } from "./decision-rules.ts";
import type { Desk } from "./desk.ts";
import type { Attempt, Invariant, Require, Violation } from "./invariants.ts";
import { JobRules } from "./job-rules.ts";
import { labelIn, ledgerCell, type Wanted } from "./plan.ts";
import { chatOf, isSharedLabel, labelOf, unsentOf } from "./labels.ts";
import { QueueRules } from "./queue-rules.ts";
import { ToldRules } from "./told-rules.ts";
import { TopicRules } from "./topic-rules.ts";

/** A handler under way; `until` is when it may be given up. */
export type Running = { life: number; until: number };

/** What came of one call: a new message, that the message is gone, or a refusal for good. */
type Heard = { messageId?: number | undefined; description: string; isGone: boolean; isFinal: boolean };

const PACE = { messages: 20, windowMs: 60_000 };

/** Watches what the core asks of its store and of the outside, and compares it with what it should be. */
export class Checker {
  readonly violations: Violation[] = [];
  readonly wanted = new Map<string, Wanted>();
  readonly attempts = new Map<string, Attempt[]>();
  readonly dropped = new Set<string>();
  private readonly rows = new Map<string, InboxRow>();
  private readonly ended = new Map<string, number>();
  private readonly committed = new Set<string>();
  private readonly timers = new Map<string, number>();
  private readonly silenced: InboxRow[] = [];
  private readonly sentAt: number[] = [];
  private handled = 0;
  private running: Running | undefined;
  private readonly inFlight = new Map<string, Attempt>();
  private readonly subject: Subject;
  private readonly require: Require = (condition, invariant, detail) => {
    if (!condition) this.fail(invariant, detail());
  };
  readonly jobs = new JobRules(this.require);
  readonly queue = new QueueRules(this.require);
  readonly told = new ToldRules({ wanted: this.wanted, attempts: this.attempts, require: this.require });
  readonly cards: CardRules;
  readonly topics: TopicRules;
  readonly decisions: DecisionRules;

  constructor(subject: Subject, { desk, chat }: { desk: Desk; chat: Chat }) {
    this.subject = subject;
    this.cards = new CardRules({ desk, chat, hasTopics: subject.type === "chat", require: this.require });
    this.topics = new TopicRules({ chat, require: this.require });
    this.decisions = new DecisionRules({ desk, require: this.require });
  }

  fail(invariant: Invariant, detail: string): void {
    this.violations.push({ invariant, detail });
  }

  // What the store has written.

  inserted(row: InboxRow): void {
    this.require(!this.rows.has(row.key), "a key that is known is not taken again", () => row.key);
    this.rows.set(row.key, row);
    if (row.status === "limited") this.silenced.push(row);
    this.told.inserted(row);
    if (row.kind === "job" && !row.body.includes('"queued":')) this.jobs.reported(row);
  }

  private stateWritten(write: StateWrite): void {
    this.jobs.written(write);
    this.queue.written(write);
    this.topics.written(write);
  }

  applied({ row, state = [], arrivals = [] }: Change, now: number): void {
    this.told.timeIs(now);
    state.forEach((write) => this.stateWritten(write));
    if (row !== undefined) this.moved(row.next, state);
    this.cards.applied({ ...(row === undefined ? {} : { row }), state, arrivals });
    const isRing = row === undefined;
    for (const arrival of arrivals) {
      if (isRing && arrival.key.startsWith("a:"))
        this.require(!this.rows.has(arrival.key), "a timer rings once, in its time", () => `${arrival.key} rings into nothing`);
      if (!this.rows.has(arrival.key)) this.inserted(arrival);
    }
    for (const { feature, key, json } of state)
      if (feature === "session" && key.startsWith("timer:")) this.timerChanged(key, json, isRing, now);
  }

  private timerChanged(key: string, json: string | undefined, isRing: boolean, now: number): void {
    const dueAt = this.timers.get(key);
    if (json !== undefined) this.timers.set(key, Number(JSON.parse(json).dueAt));
    else this.timers.delete(key);
    if (isRing)
      this.require(dueAt !== undefined && dueAt <= now, "a timer rings once, in its time", () => `${key} due at ${dueAt} rings at ${now}`);
  }

  private moved(next: InboxRow, state: NonNullable<Change["state"]>): void {
    const before = this.rows.get(next.key);
    this.rows.set(next.key, next);
    if (before === undefined) return this.fail("a row ends once", `${next.key} was changed and never taken in`);
    this.require(isOpen(before), "a row ends once", () => `${next.key} was ${before.status} and is ${next.status}`);
    if (!isOpen(next)) this.ended.set(next.key, (this.ended.get(next.key) ?? 0) + 1);
    if (next.status === "limited") this.silenced.push(next);
    else if (before.status === "waiting" && next.status !== "waiting") this.leftQueue(next, state);
    if (before.status === "sending") this.settled(before, next);
  }

  private leftQueue(row: InboxRow, state: NonNullable<Change["state"]>): void {
    const overtaken = [...this.rows.values()].find(
      (other) => other.kind === "message" && other.status === "waiting" && other.seq < row.seq,
    );
    if (row.kind === "message")
      this.require(overtaken === undefined, "messages keep their order", () => `${row.key} overtakes ${overtaken?.key}`);
    const ledger = state.find((write) => write.feature === ledgerCell.feature && write.key === ledgerCell.key);
    if (row.end === "dead") {
      this.queue.died(row.body);
      this.decisions.died(row.body);
      const wanted = this.subject.type === "person" && row.kind !== "event" ? 1 : 0;
      const isRight = row.effects.length === wanted && ledger === undefined;
      this.require(
        isRight,
        "a dead row is apologised for once, and nothing else of it is sent",
        () => `${row.key}: ${row.effects.length} effects`,
      );
    } else {
      this.handled += 1;
      this.require(
        Number(ledger?.json) === this.handled,
        "the ledger counts the rows that were handled",
        () => `${ledger?.json} after ${this.handled}, at ${row.key}`,
      );
    }
    for (const { target } of row.effects) {
      const label = labelIn(target);
      if (label !== undefined) this.committed.add(label);
      if (label !== undefined) this.decisions.told(label);
      if (target.type === "card") this.cards.committed(target);
    }
  }

  private settled(before: InboxRow, next: InboxRow): void {
    for (const effect of next.effects) {
      const label = labelOf(effect);
      const tries = this.triesOf(label, effect);
      this.require(effect.tries <= tries + 1, "a wait is not a try", () => `${label} counts ${effect.tries} tries and had ${tries}`);
    }
    if (next.effects.length > before.effects.length + 1) this.fail("nothing is sent that is not stored", `${next.key} grows`);
  }

  /** The second part of what was sent plain takes over the tries of the whole; a card and a topic have them for all that wants them. */
  private triesOf(label: string, { target }: Effect): number {
    const whole = label.endsWith("+") ? (this.attempts.get(label.slice(0, -1))?.length ?? 0) : 0;
    const own = target.type === "card" ? this.cards.triesOf(target.cardId) : (this.attempts.get(label)?.length ?? 0);
    return whole + own + this.topics.triesOf(this.wanted.get(label)?.topic);
  }

  forgotten(keys: string[], before: number): void {
    for (const key of keys) {
      const row = this.rows.get(key);
      this.rows.delete(key);
      this.ended.delete(key);
      this.require(row !== undefined && !isOpen(row) && row.acceptedAt < before, "a row ends once", () => `${key} is forgotten too early`);
    }
  }

  // What the core does with its bot.

  handlerBegun(rowKey: string, life: number, realNow: number, deadlineMs: number): Running {
    const row = this.rows.get(rowKey);
    this.require(row?.status === "waiting", "a row is handled only while it waits", () => `${rowKey} is ${row?.status}`);
    const other = this.running;
    this.require(other === undefined || other.life !== life || realNow >= other.until, "one handler at a time", () => rowKey);
    return (this.running = { life, until: realNow + deadlineMs });
  }

  handlerEnded(run: Running): void {
    if (this.running === run) this.running = undefined;
  }

  // What reaches the outside.

  callBegun(label: string, life: number, call: Call | undefined, open: InboxRow[], now: number): Attempt {
    const earlier = this.attempts.get(label) ?? [];
    const attempt: Attempt = { label, life, isCarriedOut: false };
    this.attempts.set(label, [...earlier, attempt]);
    this.told.callBegun(label, now);
    // What has no plan of its own goes to the queue.
    const effectClass = this.wanted.get(label)?.class ?? (call === undefined ? "repeat" : "atLeastOnce");
    if (call?.method === "createForumTopic") return this.makeBegun(attempt, { name: String(call.payload.name), open, now });
    if (effectClass === "answer") {
      this.require(
        earlier.every((other) => other.life !== life),
        "a press is answered once",
        () => label,
      );
      return attempt;
    }
    this.checkOrder(attempt, open);
    // What several want is sent for whichever of them comes first.
    if (!isSharedLabel(label)) this.checkRepetition(attempt, earlier, effectClass);
    if (!isSharedLabel(label)) this.checkWait(attempt, earlier, now);
    if (call !== undefined) this.checkPlace(call, attempt, open);
    if (this.subject.type === "chat" && call !== undefined && call.method.startsWith("send")) this.checkPace(now);
    return attempt;
  }

  private makeBegun(attempt: Attempt, { name, open, now }: { name: string; open: InboxRow[]; now: number }): Attempt {
    const heads = open.flatMap((row) => this.listHeads([row]).get("its own") ?? []);
    attempt.wantedBy = heads.filter(({ topic }) => topic?.name === name).map(labelOf);
    this.checkAlone("its own", attempt);
    this.topics.makeBegun(name, attempt, now);
    return attempt;
  }

  private checkPlace(call: Call, attempt: Attempt, open: InboxRow[]): void {
    const cards = open.flatMap(unsentOf).flatMap(({ target }) => (target.type === "card" ? [target] : []));
    this.cards.callBegun(call, attempt, cards);
    const topic = this.topicOf(attempt.label, call);
    if (call.method.startsWith("send")) this.topics.sendBegun(call, topic);
  }

  private topicOf(label: string, { payload }: Call): string | undefined {
    const card = cardIn(payload);
    return card === undefined ? this.wanted.get(label.replace(/\+$/, ""))?.topic : this.cards.topicOf(card.cardId);
  }

  /** In each chat for itself: what goes to another one neither waits for this nor is waited for. */
  private checkOrder(attempt: Attempt, open: InboxRow[]): void {
    const { label } = attempt;
    const rows = open.filter((candidate) => unsentOf(candidate).some((effect) => labelOf(effect) === label));
    const [row] = rows;
    const chat = row?.effects.flatMap((effect) => (labelOf(effect) === label ? chatOf(effect.target) : []))[0];
    if (row === undefined || chat === undefined) return this.fail("nothing is sent that is not stored", label);
    this.checkAlone(chat, attempt);
    // Several may want the same: then it is sent for one of them.
    const isItsTurn = ({ head }: { head: Effect | undefined }) => head !== undefined && labelOf(head) === label;
    const turns = rows.map((one) => ({ row: one, head: this.listHeads([one]).get(chat) })).filter(isItsTurn);
    this.require(turns.length > 0, "one call at a time, in order", () => `${label} is not the next of ${row.key}`);
    const isOpenHere = (other: InboxRow) => other.status === "waiting" || this.listHeads([other]).has(chat);
    const isOvertaking = (one: InboxRow) =>
      one.kind === "message" && open.some((other) => other.kind === "message" && other.seq < one.seq && isOpenHere(other));
    const isInOrder = turns.length === 0 || turns.some((turn) => !isOvertaking(turn.row));
    this.require(isInOrder, "messages keep their order", () => `${label} is sent while an earlier message is open`);
  }

  /** An object that died before it had noted the wait knows nothing of it. */
  private checkWait({ label, life }: Attempt, earlier: Attempt[], now: number): void {
    const isOver = ({ wait }: Attempt) => wait === undefined || now >= wait.until || Date.now() >= wait.realUntil;
    const early = earlier.find((other) => other.life === life && !isOver(other));
    this.require(
      early === undefined,
      "nothing is sent before a wait is over",
      () => `${label} at ${now}, not before ${early?.wait?.until}`,
    );
  }

  private checkAlone(chat: string, attempt: Attempt): void {
    const other = this.inFlight.get(chat);
    const isAlone = other === undefined || other.life !== attempt.life || other.answer !== undefined;
    this.require(isAlone, "one call at a time, in order", () => `${attempt.label} beside ${other?.label}`);
    this.inFlight.set(chat, attempt);
  }

  /** What each chat gets next. */
  listHeads(open: InboxRow[]): Map<string, Effect> {
    const unsent = open.flatMap(unsentOf).filter(({ target }) => this.wanted.get(labelIn(target) ?? "")?.class !== "answer");
    return new Map(unsent.toReversed().map((effect) => [chatOf(effect.target), effect]));
  }

  /** For what carries no words. Two tries of one job leave in their order, so it is the first that is unsent. */
  labelIn(open: InboxRow[], isIt: (target: Target) => boolean): string {
    const sent = open.flatMap(unsentOf).find(({ target }) => isIt(target));
    return sent === undefined ? "what nobody wants sent" : labelOf(sent);
  }

  private checkRepetition({ label, life }: Attempt, earlier: Attempt[], effectClass: Wanted["class"]): void {
    const known = earlier.find((attempt) => attempt.life === life && attempt.answer === "ok");
    this.require(known === undefined, "nothing is sent again after its success", () => label);
    const carriedOut = earlier.filter((attempt) => attempt.isCarriedOut);
    if (effectClass === "atMostOnce") this.require(carriedOut.length === 0, "what must not come twice does not", () => label);
    const isExcused = carriedOut.every((attempt) => attempt.answer === "lost" || attempt.life !== life);
    if (effectClass === "atLeastOnce") this.require(isExcused, "an answer comes again only when its outcome was lost", () => label);
  }

  /** The pace is kept in the object's memory, so each incarnation has its own. */
  private checkPace(now: number): void {
    // A clock that is set back brings together what lay an hour apart, so only the newest count.
    const recent = this.sentAt.slice(-PACE.messages).filter((at) => at > now - PACE.windowMs && at <= now);
    this.require(recent.length < PACE.messages, "a group is paced", () => `${recent.length + 1} messages within a minute`);
  }

  /** What Telegram has said of one call. */
  answered(call: Call, attempt: Attempt, { messageId, description, isGone, isFinal }: Heard): void {
    const { label, answer } = attempt;
    if (call.method === "createForumTopic") this.topics.makeAnswered(String(call.payload.name), attempt);
    const isGivenUp = isFinal || this.topics.isGivenUp(label, call, description);
    if (isGivenUp || (isGone && this.wanted.get(label)?.class === "repeat")) this.dropped.add(label);
    if (isGivenUp) attempt.wantedBy?.forEach((each) => this.givenUp(each));
    if (answer === "ok") this.topics.sent(label);
    this.cards.answered(call, attempt, { isGone, isFinal: isGivenUp, ...(messageId === undefined ? {} : { messageId }) });
  }

  private givenUp(label: string): void {
    this.dropped.add(label);
    this.cards.givenUp(label);
  }

  messageSent(now: number): void {
    this.sentAt.push(now);
  }

  died(): void {
    this.sentAt.length = 0;
    this.running = undefined;
  }

  // Between the steps, and when everything has come to rest.

  afterStep(work: { isLeft: boolean; isWoken: boolean }, floodWindowMs: number): void {
    this.require(!work.isLeft || work.isWoken, "work that is left has an alarm", () => "the object sleeps on it");
    for (const row of this.silenced.splice(0)) {
      const isTold = [...this.rows.values()].some(
        (other) => other.key.startsWith("a:session.limited:") && Math.abs(other.acceptedAt - row.acceptedAt) <= floodWindowMs,
      );
      // A group and a channel are not warned: others read along.
      this.require(isTold || this.subject.type !== "person", "who is held back is told so", () => row.key);
    }
  }

  atEnd(stored: Map<string, string>, ledger: number, delivered: Iterable<string>): void {
    this.require(
      ledger === this.handled,
      "the ledger counts the rows that were handled",
      () => `${ledger} at the end, ${this.handled} handled`,
    );
    for (const [key, status] of stored) {
      this.require(
        this.rows.get(key)?.status === status,
        "a row ends once",
        () => `${key} is stored as ${status} and was left as ${this.rows.get(key)?.status}`,
      );
    }
    for (const key of delivered)
      this.require(stored.has(key) || !this.rows.has(key), "everything comes to its end", () => `${key} was accepted and is not there`);
    for (const [key, times] of this.ended)
      this.require(times === 1 || !this.rows.has(key), "a row ends once", () => `${key} ended ${times} times`);
  }

  /** Only when nothing is open any more. */
  atRest(state: StateWrite[]): void {
    this.cards.atRest(state);
    this.decisions.atRest();
    for (const [key, row] of this.rows) this.require(!isOpen(row), "everything comes to its end", () => `${key} is ${row.status}`);
    this.jobs.atRest();
    this.queue.atRest();
    for (const label of this.committed) {
      const wanted = this.wanted.get(label);
      const attempts = this.attempts.get(label) ?? [];
      const isExcused =
        this.dropped.has(label) ||
        this.told.isExpired(label) ||
        attempts.length + this.topics.triesOf(wanted?.topic) >= MAX_TRIES ||
        wanted?.class === "atMostOnce" ||
        wanted?.class === "answer";
      this.require(
        isExcused || attempts.some(({ isCarriedOut }) => isCarriedOut),
        "nothing that was wanted is lost",
        () => `${label} after ${attempts.length} tries`,
      );
      this.told.atRest(label);
    }
  }
}

const MAX_TRIES = 40;

function isOpen(row: InboxRow): boolean {
  return row.status === "waiting" || row.status === "sending";
}
