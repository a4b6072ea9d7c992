import { vi } from "vitest";
import { nameOf, type Subject } from "#platform/object-name.ts";
import type { Delivery } from "#platform/sessions.ts";
import type { TelegramClient } from "#platform/telegram/client.ts";
import type { SessionBot } from "#session/bot.ts";
import { SessionObject } from "#session/session.ts";
import type { SessionStore } from "#session/store.ts";
import { createBot, FLOOD_LIMIT } from "./bot.ts";
import { createChat, type Chat } from "./chat.ts";
import { createDesk, type Desk } from "./desk.ts";
import { createDisk } from "./disk.ts";
import { Crash, createFaults, mortalStore, forever, type Faults, type Life } from "./faults.ts";
import { Checker } from "./checker.ts";
import { createJobQueue } from "./job-queue.ts";
import { ledgerCell } from "./plan.ts";
import { createRandom, type Random } from "./random.ts";
import { createTelegram } from "./telegram.ts";
import { createSqlStore } from "#session/sql-store.ts";
import { wrapStore } from "./wrapped-store.ts";
import { watchedStore } from "./watched-store.ts";

/** A core that is wrong on purpose, to see that the checker finds it. */
export type Break = {
  store?: (store: SessionStore) => SessionStore;
  telegram?: (telegram: TelegramClient["call"]) => TelegramClient["call"];
  desk?: (desk: Desk) => Desk;
  losesAlarms?: boolean;
};

/** What was asked outside and is not answered yet. */
type Pending = { settle: () => void; from: number; until: number };
type Incarnation = { life: Life; session: SessionObject; store: SessionStore };

const START = 1_800_000_000_000;
/** Nothing outside takes longer: the adapters have a deadline. */
const SLOWEST_MS = 15_000;
/** After which the platform runs an alarm again whose object died. */
const ALARM_RETRY_MS = 2_000;
const MAX_ALARMS_AT_ONCE = 60;
const BUSY_WITHIN_MS = 1_000;

/** The real object, with this simulation's bot. */
class SimulatedSession extends SessionObject {
  bot: SessionBot | undefined;
  protected createBot(): SessionBot {
    if (this.bot === undefined) throw new Error("the bot is given after construction");
    return this.bot;
  }
}

/** One object with everything around it, driven by one seed. */
export class World {
  readonly random: Random;
  readonly subject: Subject;
  readonly checker: Checker;
  readonly faults: Faults;
  readonly desk: Desk;
  readonly chat: Chat;
  readonly telegram: ReturnType<typeof createTelegram>;
  readonly queue: ReturnType<typeof createJobQueue>;
  readonly trace: string[] = [];
  readonly relayed = new Map<string, string>();
  readonly undelivered = new Map<string, Delivery>();
  readonly delivered = new Set<string>();
  clockOffsetMs = 0;
  job: { life: number; jobId: string; draftId: number } | undefined;
  readonly seed: string;
  private readonly broken: Break;
  private readonly disk = createDisk();
  private readonly runs = new Map<string, number>();
  private pendings: Pending[] = [];
  private object: Incarnation | undefined;
  private lives = 0;
  private alarmRun: Life | undefined;
  /** The last one that found nothing to do, and how long the trace was then. */
  private idleAlarm = { at: -Infinity, lines: 0 };

  constructor(seed: string, broken: Break) {
    vi.setSystemTime(START);
    this.seed = seed;
    this.broken = broken;
    this.random = createRandom(seed);
    this.subject = this.random.chance(0.75) ? { type: "person", id: 7 } : { type: "chat", id: -5 };
    const desk = createDesk({ self: nameOf(this.subject), hasTopics: this.subject.type === "chat" });
    this.desk = broken.desk?.(desk) ?? desk;
    this.chat = createChat({ isForum: this.random.chance(0.8) });
    this.checker = new Checker(this.subject, this);
    this.faults = createFaults(this.random);
    this.telegram = createTelegram(this.random, this.chat);
    this.queue = createJobQueue(this.random);
  }

  now(): number {
    return Date.now() + this.clockOffsetMs;
  }

  note(line: string): void {
    this.trace.push(`${((Date.now() - START) / 1000).toFixed(1)} s  ${line}`);
  }

  /** How often the handler of a row was run, this time included. */
  countRun(cause: string): number {
    const count = (this.runs.get(cause) ?? 0) + 1;
    this.runs.set(cause, count);
    return count;
  }

  // What happens to the object.

  /** Telegram posts an update, or another object an event; what the object did not take is posted again later. */
  async deliver(delivery: Delivery): Promise<void> {
    this.note(`delivery ${delivery.key} (${delivery.kind})`);
    this.undelivered.set(delivery.key, delivery);
    this.handOver(await this.wake(), delivery);
    await flush();
  }

  private handOver({ session, life }: Incarnation, delivery: Delivery): void {
    const taken = () => {
      this.undelivered.delete(delivery.key);
      this.delivered.add(delivery.key);
    };
    session.accept(delivery).then(taken, (error: unknown) => this.failed(life, error));
  }

  /** By this object, of what lies in the database. */
  deliverWritten(eventId: string): void {
    const event = this.desk.find(eventId);
    if (event === undefined || this.delivered.has(event.delivery.key)) return;
    if (event.to !== nameOf(this.subject)) this.takeElsewhere(event.delivery.key);
    else if (this.object !== undefined) this.handOver(this.object, event.delivery);
  }

  /** The database's cron: what its writer could not deliver. */
  async redeliverEvents(): Promise<void> {
    for (const { to, delivery } of this.undeliveredEvents()) {
      if (to === nameOf(this.subject)) await this.deliver(delivery);
      else this.takeElsewhere(delivery.key);
    }
  }

  /** Another object takes each key once. */
  private takeElsewhere(key: string): void {
    this.delivered.add(key);
    this.relayed.set(key, key);
  }

  private undeliveredEvents() {
    return this.desk.events().filter(({ delivery }) => !this.delivered.has(delivery.key));
  }

  crash(): void {
    if (this.object !== undefined) this.die(this.object.life);
  }

  async settleOne(): Promise<void> {
    const ready = this.pendings.filter(({ from }) => from <= Date.now());
    const [first, ...others] = ready;
    if (first === undefined) return;
    this.settle(this.random.pick([first, ...others]));
    await flush();
  }

  async settleAll(): Promise<void> {
    for (let round = 0; round < 1_000 && this.pendings.some(({ from }) => from <= Date.now()); round++) await this.settleOne();
  }

  /** Time passes: what is outside answers at the latest now, and alarms ring on the way. */
  async advance(ms: number): Promise<void> {
    const target = Date.now() + ms;
    for (let alarms = 0; alarms < MAX_ALARMS_AT_ONCE;) {
      const alarmAt = this.alarmRun === undefined ? (this.disk.alarmAt ?? Infinity) : Infinity;
      const outsideAt = Math.min(...this.pendings.map(({ until }) => until));
      const next = Math.max(Math.min(alarmAt, outsideAt), Date.now());
      if (next > target) break;
      vi.advanceTimersByTime(next - Date.now());
      await flush();
      for (const pending of this.pendings.filter(({ until }) => until <= Date.now())) this.settle(pending);
      if (alarmAt <= next) await this.ringAlarm();
      if (alarmAt <= next) alarms += 1;
      await flush();
      this.afterStep();
    }
    vi.advanceTimersByTime(target - Date.now());
    await flush();
  }

  private async ringAlarm(): Promise<void> {
    this.disk.alarmAt = undefined;
    const { session, store, life } = await this.wake();
    const isIdle = !this.isAnythingDue(store);
    const { at, lines } = this.idleAlarm;
    const isBusy = isIdle && Date.now() - at < BUSY_WITHIN_MS && lines === this.trace.length;
    if (isBusy) this.checker.fail("waiting is not busy", `woken twice within ${Date.now() - at} ms, and nothing has happened between`);
    this.note(`alarm${isIdle ? " for nothing" : ""}`);
    if (isIdle) this.idleAlarm = { at: Date.now(), lines: this.trace.length };
    this.alarmRun = life;
    const rung = () => {
      if (this.alarmRun === life) this.alarmRun = undefined;
    };
    session.alarm().then(rung, (error: unknown) => this.failed(life, error));
    await flush();
  }

  private isAnythingDue(store: SessionStore): boolean {
    const now = this.now();
    const rows = store.open();
    const isTimerDue = store.listState("session", "timer:").some(({ json }) => JSON.parse(json).dueAt <= now);
    const firstMessage = rows.find((row) => row.kind === "message" && row.status === "waiting");
    const isRowDue = rows.some(
      (row) => row.status === "waiting" && row.notBefore <= now && (row.kind !== "message" || row === firstMessage),
    );
    const isEffectDue = [...this.checker.listHeads(rows).values()].some(({ notBefore }) => notBefore <= now);
    return isTimerDue || isRowDue || isEffectDue || store.listState("session", "job:").length > 0 || this.pendings.length > 0;
  }

  // The incarnations.

  private async wake(): Promise<Incarnation> {
    this.object ??= this.build();
    await flush();
    return this.object ?? this.wake();
  }

  private build(): Incarnation {
    const life = this.createLife();
    this.note(`the object is built, life ${life.number}`);
    const storage = this.createStorage(life);
    const session = new SimulatedSession(this.createContext(life, storage), {} as Env);
    const store = createSqlStore(storage);
    session.bot = createBot(this, life, store, this.broken);
    return { life, session, store };
  }

  private createStorage(life: Life): DurableObjectStorage {
    const setAlarm = async (at: number) => {
      if (!life.isOver && this.broken.losesAlarms !== true) this.disk.alarmAt = at;
    };
    const storage = { ...this.disk.storage, getAlarm: async () => this.disk.alarmAt ?? null, setAlarm } as DurableObjectStorage;
    let store: SessionStore | undefined;
    // Opened once: what the object reads of its storage is read for the simulation's own looks at it as well.
    wrapStore(storage, (create) => (store ??= mortalStore(this.watch(create()), life, this.faults)));
    return storage;
  }

  private watch(sql: SessionStore): SessionStore {
    return watchedStore(this.broken.store?.(sql) ?? sql, { disk: this.disk, checker: this.checker, now: () => this.now() });
  }

  private createContext(life: Life, storage: DurableObjectStorage): DurableObjectState {
    const context = {
      id: { name: nameOf(this.subject) },
      storage,
      waitUntil: (work: Promise<void>) => void work.catch((error: unknown) => this.failed(life, error)),
      blockConcurrencyWhile: (work: () => Promise<void>) => work(),
    };
    return context as unknown as DurableObjectState;
  }

  private createLife(): Life {
    const life: Life = {
      number: ++this.lives,
      isOver: false,
      dieSoon: (point) =>
        queueMicrotask(() => {
          this.note(`crash ${point}`);
          this.die(life);
        }),
      pause: async (point, slowestMs = SLOWEST_MS) => {
        if (life.isOver) return forever();
        if (this.faults.crash(point)) {
          this.note(`crash ${point}`);
          this.die(life);
          return forever();
        }
        if (this.faults.isSlow(point)) await this.wait(life, 0, slowestMs);
        return life.isOver ? forever() : undefined;
      },
      hang: (ms) => this.wait(life, ms, ms),
    };
    return life;
  }

  private async wait(life: Life, least: number, most: number): Promise<void> {
    const now = Date.now();
    await new Promise<void>((settle) => this.pendings.push({ settle, from: now + least, until: now + most }));
    return life.isOver ? forever() : undefined;
  }

  private settle(pending: Pending): void {
    this.pendings = this.pendings.filter((other) => other !== pending);
    pending.settle();
  }

  private die(life: Life): void {
    if (life.isOver) return;
    life.isOver = true;
    this.note(`life ${life.number} ends`);
    this.object = undefined;
    this.job = undefined;
    this.pendings = [];
    this.checker.died();
    if (this.alarmRun === life) this.disk.alarmAt ??= Date.now() + ALARM_RETRY_MS;
    if (this.alarmRun === life) this.alarmRun = undefined;
  }

  private failed(life: Life, error: unknown): void {
    if (!life.isOver) this.checker.fail("nothing fails outside the four edges", String(error));
  }

  /** `work` catches everything, so what it logs is what would have been lost. */
  logged(event: string, { error }: { error?: unknown }): void {
    if (event === "session.work.failed" && !(error instanceof Crash))
      this.checker.fail("nothing fails outside the four edges", String(error));
  }

  // What the checker looks at between the steps.

  afterStep(): void {
    if (this.lives > 0)
      this.checker.afterStep(
        { isLeft: this.isWorkLeft(), isWoken: this.disk.alarmAt !== undefined || this.alarmRun !== undefined },
        FLOOD_LIMIT.windowMs,
      );
  }

  isAtRest(): boolean {
    return (
      !this.isWorkLeft() &&
      this.pendings.length === 0 &&
      this.alarmRun === undefined &&
      this.undelivered.size === 0 &&
      this.queue.isEmpty() &&
      this.undeliveredEvents().length === 0
    );
  }

  nextAlarmInMs(): number | undefined {
    return this.disk.alarmAt === undefined ? undefined : Math.max(0, this.disk.alarmAt - Date.now());
  }

  /** In which ways rows have ended so far. */
  ends(): string[] {
    return this.lives === 0 ? [] : this.disk.query("SELECT DISTINCT outcome FROM inbox").map(({ outcome }) => String(outcome));
  }

  /** Everything is at its end: what is left must be what should be. */
  atRest(): void {
    const rows = this.disk.query("SELECT feature, key, json FROM state");
    this.checker.atRest(rows.map(({ feature, key, json }) => ({ feature: String(feature), key: String(key), json: String(json) })));
  }

  end(): void {
    const rows = this.lives === 0 ? [] : this.disk.query("SELECT key, status FROM inbox");
    const [ledger] =
      this.lives === 0
        ? []
        : this.disk.query(`SELECT json FROM state WHERE feature = '${ledgerCell.feature}' AND key = '${ledgerCell.key}'`);
    this.checker.atEnd(new Map(rows.map(({ key, status }) => [String(key), String(status)])), Number(ledger?.json ?? 0), this.delivered);
    this.crash();
    this.disk.close();
    vi.clearAllTimers();
  }

  private isWorkLeft(): boolean {
    if (this.lives === 0) return false;
    const [left] = this.disk.query(
      `SELECT EXISTS (SELECT 1 FROM inbox WHERE status IN ('waiting', 'sending')) OR EXISTS (SELECT 1 FROM state WHERE feature = 'session' AND (key >= 'job:' AND key < 'job;' OR key >= 'timer:' AND key < 'timer;')) AS isLeft`,
    );
    return left?.isLeft === 1;
  }
}

/** Lets everything run that waits for nothing outside. */
function flush(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
