import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Response as MiniflareResponse } from "miniflare";
import type { FakeTelegram } from "#fakes/telegram/contract.ts";
import { createTelegram } from "#fakes/telegram/telegram.ts";
import { buildWorker } from "./built-worker.ts";
import { createDraw } from "./draws.ts";
import { createOutside } from "./outside.ts";
import { beginRegistration, createPerson, live, type Person, register } from "./person.ts";
import { createPostOffice, type Posted } from "./post-office.ts";
import { createWatch } from "./screens.ts";
import { type Stored, readStored } from "./stored.ts";
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
const SETTLES_WITHIN_MS = 45_000;
const ANSWERS_WITHIN_MS = 20_000;

/** All that is known when the storm is over. */
export type Aftermath = {
  telegram: FakeTelegram;
  people: Person[];
  posted: Posted[];
  kills: Kill[];
  /** As it lay on disk when nothing moved any more, before anybody wrote again. */
  stored: Stored;
  /** People whom /menu did not answer at the end. */
  stuck: number[];
  log: string[];
};

/** Lets people use the built Worker while it is killed again and again, and waits until all is settled. */
export async function storm(seed: string): Promise<Aftermath> {
  const folder = mkdtempSync(join(tmpdir(), "stoa-faults-"));
  const tripwire = createTripwire();
  const log: string[] = [];
  let workerd: Workerd | undefined;
  const office = createPostOffice({ secret: SECRET, tripwire, url: () => running(workerd).url });
  const telegram = createTelegram({ token: TOKEN, bot: BOT, now: Date.now, deliver: async (update) => void (await office.deliver(update)) });
  const outside = createOutside({ telegram, tripwire, draw: createDraw(`${seed}:outside`) });
  try {
    workerd = await startWorkerd({
      worker: await buildWorker({ name: "stoa", config: "wrangler.toml" }),
      bindings: bindings(),
      outside: async (request) => toMiniflare(await outside(request)),
      folder,
      onLog: (line) => log.push(line),
    });
    const { kill } = workerd;
    const world = { telegram, watch: createWatch(telegram), seed };
    const { people, kills } = await rage({ world, posted: office.posted, strike: (invite) => strikeAll({ draw: createDraw(`${seed}:strikes`), tripwire, kill, invite }) });
    await untilSettled(telegram, people);
    const stored = readStored(folder);
    const stuck = await findStuck(telegram, people);
    return { telegram, people, posted: office.posted, kills, stored, stuck, log };
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

/** Until everybody has what they must have, or the time for it is over; then a while in which nothing more comes. */
async function untilSettled(telegram: FakeTelegram, people: Person[]): Promise<void> {
  const deadline = Date.now() + SETTLES_WITHIN_MS;
  const isSettled = () => people.every((person) => newMessagesOf(telegram, person.personId).length >= person.awaited) && quietMs(telegram) > 3_000;
  while (Date.now() < deadline && !isSettled()) await sleep(200);
}

const quietMs = ({ calls }: FakeTelegram): number => Date.now() - (calls.at(-1)?.at ?? 0);

/** The calls that put a new message before a person. */
export function newMessagesOf(telegram: FakeTelegram, personId: number) {
  return telegram.calls.filter((call) => call.status === 200 && /^send(Rich)?Message$/.test(call.method) && call.payload["chat_id"] === personId);
}

async function findStuck(telegram: FakeTelegram, people: Person[]): Promise<number[]> {
  const watch = createWatch(telegram);
  const answers = await Promise.all(
    people.map(async ({ personId }) => {
      const { message_id: asked } = await telegram.say(personId, "/menu");
      return { personId, isAnswered: await watch(personId, (screen) => screen.some((message) => message.message_id > asked && message.reply_markup !== undefined), ANSWERS_WITHIN_MS) };
    }),
  );
  return answers.filter(({ isAnswered }) => !isAnswered).map(({ personId }) => personId);
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
  };
}

function running(workerd: Workerd | undefined): Workerd {
  if (workerd === undefined) throw new Error("the Worker has not been started");
  return workerd;
}

async function toMiniflare(response: Response): Promise<MiniflareResponse> {
  return new MiniflareResponse(await response.arrayBuffer(), { status: response.status, headers: Object.fromEntries(response.headers) });
}
