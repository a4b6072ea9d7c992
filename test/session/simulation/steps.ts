import type { Random } from "./random.ts";
import type { Updates } from "./updates.ts";
import type { World } from "./world.ts";

export const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

type Course = { world: World; updates: Updates; random: Random };
type Step = { weight: number; take: (course: Course) => Promise<void> | void };

/** What can happen, by the names that a trace shows. */
const STEPS = {
  arrive: { weight: 20, take: ({ world, updates }) => world.deliver(updates.next()) },
  burst: { weight: 1.5, take: ({ updates, random }) => updates.burst(random.between(3, 25)) },
  repeat: { weight: 4, take: ({ updates }) => updates.repeat(1) },
  "three at once": { weight: 1, take: ({ updates }) => updates.repeat(3) },
  redeliver: { weight: 3, take: ({ updates }) => updates.redeliver() },
  answer: { weight: 20, take: ({ world }) => world.settleOne() },
  "answer all": { weight: 6, take: ({ world }) => world.settleAll() },
  moment: { weight: 12, take: ({ world, random }) => world.advance(random.between(1, 3 * SECOND_MS)) },
  minute: { weight: 5, take: ({ world, random }) => world.advance(random.between(5 * SECOND_MS, 3 * MINUTE_MS)) },
  hours: { weight: 1, take: ({ world, random }) => world.advance(random.pick([30 * MINUTE_MS, 24 * HOUR_MS - MINUTE_MS, 49 * HOUR_MS])) },
  crash: { weight: 1, take: ({ world }) => (world.faults.isOn() ? world.crash() : undefined) },
  "the queue works": { weight: 4, take: ({ world }) => workQueue(world) },
  "clock jumps": {
    weight: 0.7,
    take: ({ world, random }) => {
      world.checker.told.timeIs(world.now());
      world.clockOffsetMs += random.pick([DAY_MS, -HOUR_MS]);
      return world.note(`the clock is ${world.clockOffsetMs / HOUR_MS} h off`);
    },
  },
  "a card changes": { weight: 4, take: ({ updates, random }) => updates.changeCard({ isOpen: random.chance(0.7) }) },
  "a card is looked at": { weight: 0.7, take: ({ updates }) => updates.changeCard({ sendsAnew: true }) },
  "the list is opened": { weight: 0.5, take: ({ updates }) => updates.openList() },
  "a message is deleted": { weight: 1, take: ({ world }) => atRandom(world, world.chat.posts(), world.chat.deletePost) },
  "a topic is closed": { weight: 0.4, take: ({ world }) => atRandom(world, world.chat.threads(), world.chat.closeThread) },
  "a topic is deleted": { weight: 0.4, take: ({ world }) => atRandom(world, world.chat.threads(), world.chat.deleteThread) },
  "events are delivered": { weight: 1, take: ({ world }) => world.redeliverEvents() },
  "Telegram fails": { weight: 1, take: ({ world }) => void world.telegram.goDown() },
  "Telegram is back": { weight: 2, take: ({ world }) => void world.telegram.comeBack() },
} satisfies Record<string, Step>;
const NAMES = Object.keys(STEPS) as Array<keyof typeof STEPS>;

export async function takeStep(world: World, updates: Updates): Promise<void> {
  const weights = Object.fromEntries(NAMES.map((name) => [name, STEPS[name].weight])) as Record<keyof typeof STEPS, number>;
  // Enough for a group that its pace counts.
  const inGroup = world.subject.type === "chat" ? { burst: 6 } : {};
  const step: Step = STEPS[world.random.weighted({ ...weights, ...inGroup })];
  await step.take({ world, updates, random: world.random });
}

/** People do it, and nobody tells the bot. */
function atRandom({ random }: World, [first, ...others]: number[], act: (id: number) => void): void {
  if (first !== undefined) act(random.pick([first, ...others]));
}

export async function workQueue(world: World): Promise<void> {
  const result = world.queue.work();
  if (result !== undefined) await world.deliver(result);
}
