import type { CampaignKind, Reader } from "#platform/campaign/kind.ts";
import { queuedChunk, queuedFilling } from "#platform/campaign/queue.ts";
import { sendChunk, type Sending } from "#platform/campaign/send.ts";
import { listReachable } from "#platform/campaign/store.ts";
import { fillCampaign, finish, tendCampaigns } from "#platform/campaign/upkeep.ts";
import type { Deps } from "#platform/deps.ts";
import { createLog } from "#platform/log.ts";
import type { TelegramAnswer } from "#platform/telegram/client.ts";
import { paragraph } from "#platform/text/tree.ts";
import { createRandom, type Random } from "../../session/simulation/random.ts";
import { createSqlite, openNodeDatabase, type Around } from "./node-database.ts";
import { createPostQueue } from "./post-queue.ts";
import { createVirtualTime, type VirtualTime } from "./virtual-time.ts";

export const START = Date.parse("2028-01-10T09:00:00Z");
const MINUTE_MS = 60_000;
const DATABASE_MS = 4;

type Answer = (call: { personId: number; at: number }) => TelegramAnswer;
type Sleep = (ms: number) => Promise<void>;
type Parts = ReturnType<typeof createParts>;
type Life = { isOver: boolean; bornAt: number };

/** Everything outside of the Worker, by the clock of the simulation. */
function createParts({ seed, answer, kinds }: { seed: string; answer: Answer; kinds: CampaignKind[] }) {
  const time = createVirtualTime(START);
  const random = createRandom(seed);
  return {
    kinds,
    time,
    sqlite: createSqlite(),
    queue: createPostQueue(time),
    telegram: createCallee(time, random, answer),
    largest: { rows: 0 },
  };
}

/** Telegram does what it was asked to, whatever becomes of who has asked. */
function createCallee(time: VirtualTime, random: Random, answer: Answer) {
  const calls: Array<{ personId: number; at: number; isTaken: boolean }> = [];
  const call = async (personId: number, sleep: Sleep): Promise<TelegramAnswer> => {
    const answered = answer({ personId, at: time.now() });
    calls.push({ personId, at: time.now(), isTaken: answered.type === "ok" });
    await sleep(random.between(40, 180));
    return answered;
  };
  return { call, calls };
}

/** The Worker in one of its lives. What it waits for when that is over never comes. */
function liveIn({ kinds, time, sqlite, queue, telegram, largest }: Parts, life: Life): Sending {
  const sleep: Sleep = (ms) => new Promise((resolve) => time.at(time.now() + ms, () => (life.isOver ? undefined : resolve())));
  const around: Around = async (work) => {
    await sleep(DATABASE_MS / 2);
    const value = work();
    largest.rows = Math.max(largest.rows, countRows(value));
    await sleep(DATABASE_MS / 2);
    return value;
  };
  const markUnreachable = sqlite.prepare("update people set is_reachable = 0 where 'person:' || person_id = ?");
  const deps = {
    config: { cooldowns: { telegramMs: 10 * MINUTE_MS, modelMs: 1 } },
    db: openNodeDatabase(sqlite, around),
    log: createLog("silent"),
    clock: { now: async () => new Date(time.now()), toRealTime: async (at: Date) => at },
    telegram: { call: ({ payload }: { payload: Record<string, unknown> }) => telegram.call(Number(payload["chat_id"]), sleep) },
    deliveries: queue.binding,
    sessions: { of: (name: string) => ({ accept: async () => void markUnreachable.run(name) }) },
  } as unknown as Deps;
  const readers: Sending["readers"] = (person): Reader => ({ ...person, t: (key) => key, directory: { requestKinds: [] } });
  return { deps, kinds, readers, pause: sleep };
}

/** Takes batch after batch, one after the other: there is no second consumer. */
async function consume({ time, queue }: Parts, sending: Sending): Promise<void> {
  for (;;) {
    const batch = queue.take();
    for (const one of batch) {
      const heldMs = await work(sending, one.body, new Date(time.now()));
      if (heldMs === undefined) queue.acknowledge(one);
      else queue.retry(one, Math.ceil(heldMs / 1000) * 1000);
    }
    await sending.pause(batch.length > 0 ? 50 : 500);
  }
}

async function work(sending: Sending, body: unknown, now: Date): Promise<number | undefined> {
  const filling = queuedFilling.safeParse(body);
  if (filling.success) {
    await fillCampaign(sending, filling.data);
    return undefined;
  }
  const heldMs = await sendChunk(sending, queuedChunk.parse(body));
  await finish(sending.deps, now);
  return heldMs;
}

/** A queue with one consumer, cron, people and a Telegram. The code and its statements are ours. */
export function createMailroom({ people, ...options }: Parameters<typeof createParts>[0] & { people: number }) {
  const parts = createParts(options);
  const { time, sqlite, queue, telegram, largest } = parts;
  const failures: unknown[] = [];
  const inBackground = (doing: Promise<void>) => void doing.catch((error: unknown) => failures.push(error));
  let life: Life = { isOver: false, bornAt: START };

  const tick = () => {
    inBackground(tendCampaigns(new Date(time.now()), liveIn(parts, life).deps));
    time.at(time.now() + MINUTE_MS, tick);
  };
  const insert = sqlite.prepare("insert into people values (?, 'en', 'B1', 'en', 'Europe/Berlin', 1, 0, 1, '', null)");
  for (let personId = 1; personId <= people; personId++) insert.run(personId);
  inBackground(consume(parts, liveIn(parts, life)));
  time.at(START + MINUTE_MS / 2, tick);

  const marked = sqlite.prepare("select count(*) as n from deliveries where status = 'sending' and changed_at >= ?");
  return {
    time,
    sqlite,
    queue,
    failures,
    calls: telegram.calls,
    largestRows: () => largest.rows,
    database: openNodeDatabase(sqlite),
    /** The queue holds a consumer for dead that is not, and gives all that it has to a second one. */
    doubt: (): void => {
      queue.lose(0);
      inBackground(consume(parts, liveIn(parts, life)));
    },
    /** Everything that runs dies now; gives how many calls were under way, of which nobody will hear. */
    kill: (): number => {
      const { bornAt } = life;
      life.isOver = true;
      life = { isOver: false, bornAt: time.now() };
      queue.lose();
      inBackground(consume(parts, liveIn(parts, life)));
      return Number(marked.get(bornAt)?.["n"]);
    },
  };
}

/** Of the largest of what a round trip has brought. */
function countRows(value: unknown): number {
  if (!Array.isArray(value)) return typeof value === "object" && value !== null && "results" in value ? countRows(value.results) : 0;
  return Math.max(value.length, ...value.slice(0, 50).map(countRows));
}

/** The simplest of all: the same sentence to everybody. */
export const announcement: CampaignKind = {
  name: "announcement",
  recipients: (_, page, { db }) => listReachable(db, page),
  prepare: async () => () => ({ text: [paragraph("Good news.")] }),
};
