import { DurableObject } from "cloudflare:workers";
import { createLog } from "#platform/log.ts";
import { parseName } from "#platform/object-name.ts";
import type { Delivery, Replay } from "#platform/sessions.ts";
import type { RecalledRow } from "#platform/trace.ts";
import type { SessionBot } from "./bot.ts";
import { createGate } from "./gate.ts";
import { KEEP_KEYS_MS, isReplayedBy, nextDue, replayRow } from "./inbox.ts";
import { createJobRunner } from "./job-runner.ts";
import { hasJobs, nextParked } from "./jobs.ts";
import { createLoop } from "./loop.ts";
import { createSender } from "./sender.ts";
import { createSettling } from "./settling.ts";
import { recallBodies, recallRows } from "./recall.ts";
import { createSqlStore } from "./sql-store.ts";
import { nextTimer, ringTimers } from "./timers.ts";

/** How soon an object that died with work in hand is woken to go on. */
const GUARD_MS = 20_000;
/** How long to wait after a failure that no row answers for, and after one of the configuration. */
const FAILED_MS = 5_000;
const BROKEN_MS = 60_000;

/**
 * The one writer for its subject: takes updates and events into its inbox, handles them one after another, sends what they want
 * sent, and runs the slow work beside. A shell over the modules of this folder.
 */
export abstract class SessionObject extends DurableObject<Env> {
  protected abstract createBot(): SessionBot;

  private parts: ReturnType<SessionObject["assemble"]> | undefined;
  private alarmAt: number | undefined;
  private worksUnderWay = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.waitUntil(
      ctx.blockConcurrencyWhile(async () => {
        this.alarmAt = (await ctx.storage.getAlarm()) ?? undefined;
      }),
    );
  }

  /** Returns when the delivery is stored; a key that is known already changes nothing. */
  async accept(delivery: Delivery): Promise<void> {
    const { store, bot, gate } = this.open();
    const now = (await bot.deps.clock.now()).getTime();
    gate.take(delivery, now);
    store.prune(now - KEEP_KEYS_MS);
    this.guard();
    this.ctx.waitUntil(this.work());
  }

  async beat(): Promise<boolean> {
    const { store } = this.open();
    store.apply({ state: [{ feature: "session", key: "beat", json: String(Date.now()) }] });
    return store.readState("session", "beat") !== undefined;
  }

  async recall(key?: string): Promise<RecalledRow[]> {
    return recallRows(this.ctx.storage.sql, key);
  }

  async recallBodies(): Promise<Array<{ key: string; body: string }>> {
    return recallBodies(this.ctx.storage.sql);
  }

  async replay({ key, by }: Replay): Promise<boolean> {
    const [known] = recallRows(this.ctx.storage.sql, key);
    if (known === undefined) return false;
    const { store, bot } = this.open();
    const at = (await bot.deps.clock.now()).getTime();
    const row = store.find(key);
    const replayed = row === undefined ? undefined : replayRow(row, { at, by }, store.nextSeq());
    if (row === undefined || replayed === undefined) return isReplayedBy(row ?? known, by);
    store.apply({ row: { next: replayed.spent, tries: row.tries }, arrivals: [replayed.again] });
    this.guard();
    this.ctx.waitUntil(this.work());
    return true;
  }

  /** Never throws: an alarm that does is given up by the platform after a few retries, and the work with it. */
  override async alarm(): Promise<void> {
    this.alarmAt = undefined;
    try {
      const { store } = this.open();
      // A timer that rings now is work in hand as well.
      if (this.nextDue() !== undefined || hasJobs(store)) this.guard();
      await this.work();
      await this.rest();
    } catch (error) {
      createLog("error").error("session.alarm.failed", { error });
      this.setAlarm(Date.now() + BROKEN_MS);
    }
  }

  private open() {
    return (this.parts ??= this.assemble());
  }

  private assemble() {
    const subject = parseName(this.ctx.id.name ?? "");
    const store = createSqlStore(this.ctx.storage);
    const bot = this.createBot();
    const again = () => this.ctx.waitUntil(this.work());
    const sender = createSender({ subject, store, bot, onArrival: again });
    const jobs = createJobRunner({ subject, store, bot, onResult: again });
    const onCommit = () => {
      jobs.endMarked();
      this.ctx.waitUntil(sender.answerPresses());
      this.ctx.waitUntil(this.attempt(sender.send));
    };
    const loop = createLoop({ subject, store, bot, onCommit });
    const gate = createGate({ subject, store, bot, jobs, inBackground: (work) => this.ctx.waitUntil(work) });
    return { store, bot, loop, sender, jobs, gate, settling: createSettling({ store, bot }) };
  }

  /** Does all that can be done now, and sees to it that there is an alarm while anything is left. */
  private async work(): Promise<void> {
    this.worksUnderWay++;
    try {
      await this.workThrough();
    } finally {
      this.worksUnderWay--;
    }
  }

  private async workThrough(): Promise<void> {
    const { bot, store, loop, sender, jobs, settling } = this.open();
    const steps = [async () => ringTimers(store, (await bot.deps.clock.now()).getTime()), loop, sender.send, settling.settle];
    this.ctx.waitUntil(this.attempt(jobs.work));
    let isWell = true;
    // One that fails holds back no other.
    for (const step of steps) isWell = (await this.attempt(step)) && isWell;
    this.ctx.waitUntil(this.attempt(jobs.work));

    if (hasJobs(store)) this.guard();
    const now = (await bot.deps.clock.now()).getTime();
    const due = this.nextDue();
    if (due !== undefined) await this.planAlarm(new Date(Math.max(due, isWell ? now : now + FAILED_MS)));
  }

  /** With nothing in hand that could be lost, sleeps until something is due instead of being woken by the guard again and again. */
  private async rest(): Promise<void> {
    const due = this.nextDue();
    if (due === undefined) return;
    const at = await this.open().bot.deps.clock.toRealTime(new Date(due));
    const isIdle = this.worksUnderWay === 0 && !hasJobs(this.open().store);
    if (isIdle && this.alarmAt !== undefined && at.getTime() > this.alarmAt) this.setAlarm(at.getTime());
  }

  private nextDue(): number | undefined {
    const { store, settling } = this.open();
    const dues = [nextDue(store.open()), nextTimer(store), nextParked(store), settling.due()].filter((due) => due !== undefined);
    return dues.length === 0 ? undefined : Math.min(...dues);
  }

  private async attempt(step: () => Promise<void>): Promise<boolean> {
    try {
      await step();
      return true;
    } catch (error) {
      this.open().bot.deps.log.error("session.work.failed", { error });
      return false;
    }
  }

  /** However far away the next alarm is, this object is woken soon if it dies now. */
  private guard(): void {
    const at = Date.now() + GUARD_MS;
    if (this.alarmAt === undefined || this.alarmAt > at) this.setAlarm(at);
  }

  private async planAlarm(at: Date): Promise<void> {
    const due = Math.max((await this.open().bot.deps.clock.toRealTime(at)).getTime(), Date.now() + 100);
    if (this.alarmAt === undefined || due < this.alarmAt) this.setAlarm(due);
  }

  private setAlarm(at: number): void {
    this.alarmAt = at;
    this.ctx.waitUntil(this.ctx.storage.setAlarm(at));
  }
}
