import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Response as MiniflareResponse } from "miniflare";
import type { Message } from "@grammyjs/types";
import type { FakeTelegram } from "#fakes/telegram/contract.ts";
import { createTelegram } from "#fakes/telegram/telegram.ts";
import { buildWorker } from "./built-worker.ts";
import { createDraw } from "./draws.ts";
import type { Evidence } from "./evidence.ts";
import { migrate } from "./migrate.ts";
import { createOutside } from "./outside.ts";
import { beginRegistration, createPerson, live, type Person, register } from "./person.ts";
import { createPostOffice, type Posted } from "./post-office.ts";
import { buttonsOn, createWatch } from "./screens.ts";
import { isAtRest, readStored, type Stored } from "./stored.ts";
import { type Kill, strikeAll } from "./strikes.ts";
import { createTripwire } from "./tripwire.ts";
import { startWorkerd, type Workerd } from "./workerd.ts";

const TOKEN = `1:${"t".repeat(35)}`;
const SECRET = "webhook-secret";
const BOT = { id: 1, first_name: "Stoa", username: "stoa_bot" };

const CROWD = 36;
const QUITTERS = 4;
const NEWCOMERS = 3;
const LEAST_UPDATES = 2_000;
/** An object that died with work in hand is woken after 20 seconds at the latest. */
const SETTLES_WITHIN_MS = 90_000;
const QUIET_MS = 2_000;
const ANSWERS_WITHIN_MS = 60_000;

/** Lets people use the built Worker while it is killed again and again, and waits until all is settled. */
export async function storm(seed: string): Promise<Evidence> {
  const folder = mkdtempSync(join(tmpdir(), "stoa-faults-"));
  const tripwire = createTripwire();
  const log: string[] = [];
  let workerd: Workerd | undefined;
  const office = createPostOffice({ secret: SECRET, tripwire, url: () => running(workerd).url });
  const telegram = createTelegram({
    token: TOKEN,
    bot: BOT,
    now: Date.now,
    deliver: async (update) => void (await office.deliver(update)),
  });
  const outside = createOutside({ telegram, tripwire, draw: createDraw(`${seed}:outside`) });
  try {
    workerd = await startWorkerd({
      worker: await buildWorker({ name: "stoa", config: "wrangler.toml" }),
      bindings: bindings(),
      outside: async (request) => toMiniflare(await outside.fetch(request)),
      folder,
      onLog: (line) => log.push(line),
    });
    await migrate(workerd);
    const { kill } = workerd;
    const world = { telegram, watch: createWatch(telegram), seed };
    const { people, kills } = await rage({
      world,
      posted: office.posted,
      strike: (invite) => strikeAll({ draw: createDraw(`${seed}:strikes`), tripwire, kill, invite }),
    });
    const settled = { stored: await settle(telegram, folder), posted: [...office.posted], calls: [...outside.calls] };
    const { marksAsked } = outside;
    return { people, kills, ...settled, marksAsked, stuck: await findStuck(telegram, people), log };
  } finally {
    await workerd?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Rage = { world: Parameters<typeof createPerson>[0]; posted: Posted[]; strike: (invite: () => void) => Promise<Kill[]> };

/** The load and the kills together, until there was enough of both. */
async function rage({ world, posted, strike }: Rage): Promise<{ people: Person[]; kills: Kill[] }> {
  const people: Person[] = [];
  const lives: Promise<void>[] = [];
  let isStruck = false;
  const isOver = () => isStruck && posted.length >= LEAST_UPDATES;
  const admit = (behave: (person: Person) => Promise<void>) => {
    const person = createPerson(world);
    people.push(person);
    lives.push(behave(person));
  };
  const regular = async (person: Person) => {
    await register(person);
    await live(person, isOver);
  };
  for (let n = 0; n < CROWD; n++) admit(regular);
  for (let n = 0; n < QUITTERS; n++) admit(beginRegistration);
  const kills = await strike(() => {
    for (let n = 0; n < NEWCOMERS; n++) admit(regular);
  });
  isStruck = true;
  await Promise.all(lives);
  return { people, kills };
}

/** Waits until no object has anything left to do, or the time for it is over, and reads what is stored then. */
async function settle(telegram: FakeTelegram, folder: string): Promise<Stored> {
  const deadline = Date.now() + SETTLES_WITHIN_MS;
  for (let stored: Stored | undefined; ;) {
    await sleep(500);
    const isQuiet = Date.now() - (telegram.calls.at(-1)?.at ?? 0) > QUIET_MS;
    if (isQuiet) stored = tryToRead(folder) ?? stored;
    if (stored !== undefined && (isAtRest(stored) || Date.now() > deadline)) return stored;
    if (Date.now() > deadline + SETTLES_WITHIN_MS) throw new Error("Telegram is still called, or what is stored cannot be read");
  }
}

/** Undefined when a file vanished under the copy: the Worker tidies up behind objects that have nothing to do. */
function tryToRead(folder: string): Stored | undefined {
  try {
    return readStored(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function findStuck(telegram: FakeTelegram, people: Person[]): Promise<number[]> {
  const watch = createWatch(telegram);
  const asked = people.map(async ({ personId }) => {
    const { message_id: askedIn } = await telegram.say(personId, "/menu");
    const isAnswered = (screen: Message[]) => screen.some((message) => message.message_id > askedIn && buttonsOn(message).length > 0);
    return (await watch(personId, isAnswered, ANSWERS_WITHIN_MS)) ? [] : [personId];
  });
  return (await Promise.all(asked)).flat();
}

// With Telegram's own root, as in production: any other makes the clock movable, and that reads D1.
function bindings(): Record<string, string> {
  return {
    BOT_TOKEN: TOKEN,
    WEBHOOK_SECRET: SECRET,
    ADMIN_TOKEN: "admin-token-of-the-faults",
    BOT_INFO: JSON.stringify({ ...BOT, is_bot: true }),
    AI_CHAT: "compatible:stoa-fake-1",
    AI_BASE_URL: "https://model.test/v1",
    // People in a storm are in a hurry; the limit has tests of its own.
    FLOOD_UPDATES: "1000",
  };
}

function running(workerd: Workerd | undefined): Workerd {
  if (workerd === undefined) throw new Error("the Worker has not been started");
  return workerd;
}

async function toMiniflare(response: Response): Promise<MiniflareResponse> {
  return new MiniflareResponse(await response.arrayBuffer(), { status: response.status, headers: Object.fromEntries(response.headers) });
}
