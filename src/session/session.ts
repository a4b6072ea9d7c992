import { DurableObject } from "cloudflare:workers";
import { parseName } from "#platform/object-name.ts";
import type { Delivery } from "#platform/sessions.ts";
import type { SessionBot } from "./bot.ts";
import { KEEP_KEYS_MS, newRow, nextDue } from "./inbox.ts";
import { createJobRunner } from "./job-runner.ts";
import { hasJobs } from "./jobs.ts";
import { createLoop } from "./loop.ts";
import { createSender, unreachableRow } from "./sender.ts";
import { createSqlStore } from "./sql-store.ts";
import type { SessionStore } from "./store.ts";

/** How soon an object that died with work in hand is woken to go on. */
const GUARD_MS = 20_000;

/**
 * The one writer for its subject: takes updates and events into its inbox, handles them one after another, sends what they want
 * sent, and runs the slow work beside. A shell over the modules of this folder.
 */
export abstract class SessionObject extends DurableObject<Env> {
  protected abstract createBot(): SessionBot;

  private parts: { store: SessionStore; bot: SessionBot; loop: () => Promise<void>; sender: () => Promise<void>; jobs: () => Promise<void> } | undefined;
  private alarmAt: number | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    void ctx.blockConcurrencyWhile(async () => {
      this.alarmAt = (await ctx.storage.getAlarm()) ?? undefined;
    });
  }

  /** Returns when the delivery is stored; a key that is known already changes nothing. */
  async accept(delivery: Delivery): Promise<void> {
    const { store, bot } = this.open();
    const now = (await bot.deps.clock.now()).getTime();
    store.insert(newRow(delivery, store.nextSeq(), now));
    store.prune(now - KEEP_KEYS_MS);
    this.guard();
    this.ctx.waitUntil(this.work());
  }

  async beat(): Promise<boolean> {
    const { store } = this.open();
    store.writeState([{ feature: "session", key: "beat", json: String(Date.now()) }]);
    return store.readState("session", "beat") !== undefined;
  }

  override async alarm(): Promise<void> {
    this.alarmAt = undefined;
    const { store } = this.open();
    if (store.open().length > 0 || hasJobs(store)) this.guard();
    await this.work();
  }

  private open() {
    return (this.parts ??= this.assemble());
  }

  private assemble() {
    const subject = parseName(this.ctx.id.name ?? "");
    const store = createSqlStore(this.ctx.storage);
    const bot = this.createBot();
    const sender = createSender({ subject, store, bot, onUnreachable: () => this.noteUnreachable() });
    const jobs = createJobRunner({ store, bot, onResult: () => this.ctx.waitUntil(this.work()) });
    const loop = createLoop({ subject, store, bot, onCommit: () => this.ctx.waitUntil(sender()) });
    return { store, bot, loop, sender, jobs };
  }

  /** Does all that can be done now, and sees to it that there is an alarm while anything is left. Never throws. */
  private async work(): Promise<void> {
    const { store, bot, loop, sender, jobs } = this.open();
    try {
      await loop();
      this.ctx.waitUntil(jobs());
      await sender();
    } catch (error) {
      bot.deps.log.error("session.work.failed", { error });
    }
    const due = nextDue(store.open());
    if (due !== undefined) await this.planAlarm(new Date(due));
  }

  private guard(): void {
    if (this.alarmAt === undefined) this.setAlarm(Date.now() + GUARD_MS);
  }

  private async planAlarm(at: Date): Promise<void> {
    const due = Math.max((await this.open().bot.deps.clock.toRealTime(at)).getTime(), Date.now() + 100);
    if (this.alarmAt === undefined || due < this.alarmAt) this.setAlarm(due);
  }

  private setAlarm(at: number): void {
    this.alarmAt = at;
    this.ctx.waitUntil(this.ctx.storage.setAlarm(at));
  }

  private noteUnreachable(): void {
    const { store } = this.open();
    store.insert(unreachableRow(store, Date.now()));
    this.ctx.waitUntil(this.work());
  }
}
