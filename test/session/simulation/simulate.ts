import type { Delivery } from "#platform/sessions.ts";
import type { Violation } from "./invariants.ts";
import { World, type Break } from "./world.ts";

/** `safety`: faults all the time. `liveness`: they stop at some moment, and then everything must come to its end. */
export type Mode = "safety" | "liveness";
export type Run = { seed: string; violations: Violation[]; trace: string[]; ends: string[] };

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const STEPS = { safety: 60, liveness: 36 };
/** Longer than the longest that anything is parked for, and than the longest timer. */
const COMES_TO_REST_WITHIN_MS = 4 * DAY_MS;

/** One run: the same seed and mode do the same again. Ends at the first violation. */
export async function simulate(seed: string, mode: Mode, broken: Break = {}): Promise<Run> {
  const world = new World(`${mode} ${seed}`, broken);
  const updates = new Updates(world);
  const isFine = () => {
    world.afterStep();
    return world.checker.violations.length === 0;
  };
  for (let step = 0; step < STEPS[mode] && isFine(); step++) await takeStep(world, updates);
  if (mode === "liveness" && isFine()) await comeToRest(world, isFine);
  const ends = world.ends();
  world.end();
  return { seed, violations: world.checker.violations, trace: world.trace, ends };
}

/** The names of what can happen are what a trace shows. */
async function takeStep(world: World, updates: Updates): Promise<void> {
  const { random, telegram } = world;
  const step = random.weighted({
    arrive: 20,
    // Enough for a group that its pace counts.
    burst: world.subject.type === "chat" ? 6 : 1.5,
    repeat: 4,
    "three at once": 1,
    redeliver: 3,
    answer: 20,
    "answer all": 6,
    moment: 12,
    minute: 5,
    hours: 1,
    crash: 1,
    "the queue works": 4,
    "clock jumps": 0.7,
    "Telegram fails": 1,
    "Telegram is back": 2,
  });
  switch (step) {
    case "arrive":
      return world.deliver(updates.next());
    case "burst":
      return updates.burst(random.between(3, 25));
    case "repeat":
      return updates.repeat(1);
    case "three at once":
      return updates.repeat(3);
    case "redeliver":
      return updates.redeliver();
    case "answer":
      return world.settleOne();
    case "answer all":
      return world.settleAll();
    case "moment":
      return world.advance(random.between(1, 3 * SECOND_MS));
    case "minute":
      return world.advance(random.between(5 * SECOND_MS, 3 * MINUTE_MS));
    case "hours":
      return world.advance(random.pick([30 * MINUTE_MS, 24 * HOUR_MS - MINUTE_MS, 49 * HOUR_MS]));
    case "crash":
      return world.faults.isOn() ? world.crash() : undefined;
    case "the queue works":
      return workQueue(world);
    case "clock jumps":
      world.checker.told.timeIs(world.now());
      world.clockOffsetMs += random.pick([DAY_MS, -HOUR_MS]);
      return world.note(`the clock is ${world.clockOffsetMs / HOUR_MS} h off`);
    case "Telegram fails":
      return void telegram.goDown();
    case "Telegram is back":
      return void telegram.comeBack();
  }
}

async function workQueue(world: World): Promise<void> {
  const result = world.queue.work();
  if (result !== undefined) await world.deliver(result);
}

async function comeToRest(world: World, isFine: () => boolean): Promise<void> {
  world.note("the faults are healed");
  world.faults.heal();
  world.telegram.heal();
  world.queue.heal();
  const endsAt = Date.now() + COMES_TO_REST_WITHIN_MS;
  while (!world.isAtRest() && isFine()) {
    if (Date.now() > endsAt) return world.checker.fail("everything comes to its end", "work is left after days");
    for (const delivery of world.undelivered.values()) await world.deliver(delivery);
    await workQueue(world);
    await world.settleAll();
    await world.advance(Math.max(world.nextAlarmInMs() ?? 0, SECOND_MS));
  }
  if (isFine()) world.checker.atRest();
}

/** What Telegram and the other objects send. */
class Updates {
  private readonly world: World;
  private readonly sent: Delivery[] = [];
  private nextId = 1;

  constructor(world: World) {
    this.world = world;
  }

  /** Ids come out of order now and then, as they do over several connections. */
  next(
    kind = this.world.random.weighted({ message: 10, command: 3, press: 5, event: 4, payment: 1, other: 1, stop: 1, checkout: 0.5 }),
  ): Delivery {
    const { random } = this.world;
    const id = this.nextId++ + (random.chance(0.1) ? 1_000_000 : 0);
    const delivery = { key: kind === "event" ? `e:other:${id}` : `t:${id}`, kind, body: this.bodyOf(kind, id) };
    this.sent.push(delivery);
    return delivery;
  }

  private bodyOf(kind: string, id: number): string {
    const { random, job } = this.world;
    if (kind === "event") return JSON.stringify({ kind: "simulation.event", version: 1, data: {} });
    if (kind === "stop") return JSON.stringify({ draftId: job !== undefined && random.chance(0.8) ? job.draftId : 1 });
    const chat = { id: 7, type: "private" };
    if (kind === "press")
      return JSON.stringify({ callback_query: { from: { id: 7 }, message: { message_id: random.between(1, 99), chat } } });
    return JSON.stringify({ id, message: { from: { id: 7 }, chat }, isCancel: kind === "command" && random.chance(0.2) });
  }

  /** Many at one moment, shuffled. */
  async burst(count: number): Promise<void> {
    const { random } = this.world;
    const kind = random.chance(0.5) ? "message" : undefined;
    const deliveries = Array.from({ length: count }, () => ({ order: random.next(), delivery: this.next(kind) }));
    const shuffled = deliveries.toSorted((a, b) => a.order - b.order);
    await Promise.all(shuffled.map(({ delivery }) => this.world.deliver(delivery)));
  }

  /** The same again, `times` at once: seconds, minutes or hours after the first. */
  async repeat(times: number): Promise<void> {
    const { random } = this.world;
    const delivery = this.sent[random.chance(0.5) ? this.sent.length - 1 : random.between(0, this.sent.length - 1)];
    if (delivery === undefined) return;
    await Promise.all(Array.from({ length: times }, () => this.world.deliver(delivery)));
  }

  /** What the object did not take. */
  async redeliver(): Promise<void> {
    for (const delivery of this.world.undelivered.values()) await this.world.deliver(delivery);
  }
}
