import { expect, test } from "vitest";
import { MOST_IN_FLIGHT } from "#platform/campaign/rules.ts";
import { findReport } from "#platform/campaign/steer.ts";
import { openCampaign } from "#platform/campaign/store.ts";
import type { TelegramAnswer } from "#platform/telegram/client.ts";
import { createRandom } from "../../session/simulation/random.ts";
import { announcement, createMailroom, START } from "./world.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const PEOPLE = 20_000;
const HELD_SECONDS = 35;

const sent: TelegramAnswer = { type: "ok", result: { message_id: 1 } };
const blocked: TelegramAnswer = { type: "refused", code: 403, description: "Forbidden: bot was blocked by the user" };
const failing: TelegramAnswer = { type: "refused", code: 500, description: "Internal Server Error" };

/** Two in a hundred have blocked the bot, one in a hundred cannot be sent anything for some minutes, and once Telegram has enough. */
function aBadDay(seed: string) {
  const random = createRandom(`${seed} day`);
  const isBlocked = new Set<number>();
  const failsUntil = new Map<number, number>();
  for (let personId = 1; personId <= PEOPLE; personId++) {
    if (random.chance(0.02)) isBlocked.add(personId);
    else if (random.chance(0.01)) failsUntil.set(personId, START + random.between(1, 20) * MINUTE_MS);
  }
  const heldFrom = START + random.between(60, 400) * SECOND_MS;
  let heldUntil: number | undefined;
  const answer = ({ personId, at }: { personId: number; at: number }): TelegramAnswer => {
    if (at >= heldFrom) heldUntil ??= at + HELD_SECONDS * SECOND_MS;
    if (heldUntil !== undefined && at < heldUntil)
      return { type: "refused", code: 429, description: "Too Many Requests", retryAfterSeconds: Math.ceil((heldUntil - at) / SECOND_MS) };
    if (isBlocked.has(personId)) return blocked;
    return at < (failsUntil.get(personId) ?? 0) ? failing : sent;
  };
  return { random, isBlocked, answer, heldUntil: () => heldUntil ?? 0 };
}

type Plan = { seed: string; people: number; answer: Parameters<typeof createMailroom>[0]["answer"]; kills: number[]; doubts?: number[] };

/** Two hours in which the same sentence goes to everybody. */
async function sendToEverybody({ kills, doubts = [], ...plan }: Plan) {
  const room = createMailroom({ ...plan, kinds: [announcement] });
  const { database, queue, time } = room;
  await database.batch([openCampaign(database, { campaignId: "news", kind: announcement.name, at: new Date(START), isFilled: false })]);
  queue.send({ type: "filling", campaignId: "news" });
  const cutOff: number[] = [];
  for (const instant of kills) time.at(instant, () => cutOff.push(room.kill()));
  for (const instant of doubts) time.at(instant, room.doubt);
  await time.runTo(START + 120 * MINUTE_MS);
  const rows = room.sqlite.prepare("select person_id, status from deliveries").all();
  const ends = new Map(rows.map((row) => [Number(row["person_id"]), String(row["status"])]));
  const received = room.calls.filter(({ isTaken }) => isTaken).map(({ personId }) => personId);
  return { ...room, cutOff, ends, received, report: await findReport(database, "news") };
}

const countBy = (ends: Map<number, string>) => {
  const counts: Record<string, number> = {};
  for (const end of ends.values()) counts[end] = (counts[end] ?? 0) + 1;
  return counts;
};

test.for(["lantern"])(
  "case 12: 20,000 people, blocked and failing ones, a pause of 35 seconds and three kills: everybody reachable has it once, or is listed as unknown (seed %s)",
  { timeout: 600_000 },
  async (seed) => {
    const { random, answer, isBlocked, heldUntil } = aBadDay(seed);
    const kills = [1, 2, 3].map(() => START + random.between(20_000, 700_000));
    const { calls, cutOff, ends, failures, largestRows, queue, received, report } = await sendToEverybody({
      seed,
      people: PEOPLE,
      answer,
      kills,
    });
    expect(failures).toEqual([]);
    const reached = new Set(received);
    expect([ends.size, received.length - reached.size]).toEqual([PEOPLE, 0]);
    expect([...ends].filter(([personId, end]) => !isBlocked.has(personId) && end !== "unknown" && !reached.has(personId))).toEqual([]);

    const totals = countBy(ends);
    expect(Math.max(...cutOff)).toBeLessThanOrEqual(MOST_IN_FLIGHT);
    expect(totals["unknown"] ?? 0).toBe(cutOff.reduce((sum, count) => sum + count, 0));
    expect(Object.keys(totals).toSorted()).toEqual(["sent", "unknown", "unreachable"]);
    expect([report?.campaign.status, JSON.parse(report?.campaign.totals ?? "{}")]).toEqual(["finished", totals]);

    // Nobody is called while Telegram wants to be left alone, but for what was on its way when it said so.
    const heldFrom = heldUntil() - HELD_SECONDS * SECOND_MS;
    expect(calls.filter(({ at }) => at > heldFrom + SECOND_MS && at < heldUntil())).toEqual([]);
    expect(fastest(calls.map(({ at }) => at))).toBeLessThanOrEqual(30);
    // So much is held at a time, however many people there are.
    expect(largestRows()).toBeLessThanOrEqual(2_000);
    expect([queue.largest(), queue.count()]).toEqual([250, 0]);
  },
);

test("two consumers that have the same in their hands, by a mistake of the queue, send nothing twice", async () => {
  const doubts = [5_000, 12_345, 31_000].map((ms) => START + ms);
  const { received, failures, report } = await sendToEverybody({ seed: "doubt", people: 1_500, answer: () => sent, kills: [], doubts });
  expect([received.length, new Set(received).size, failures]).toEqual([1_500, 1_500, []]);
  expect(JSON.parse(report?.campaign.totals ?? "{}")).toEqual({ sent: 1_500 });
});

test("when nothing is wrong, 25 to 30 people are reached a second", async () => {
  const { received, calls } = await sendToEverybody({ seed: "calm", people: 1_500, answer: () => sent, kills: [] });
  const seconds = ((calls.at(-1)?.at ?? 0) - (calls[0]?.at ?? 0)) / SECOND_MS;
  expect(received).toHaveLength(1_500);
  expect(1_500 / seconds).toBeGreaterThan(25);
  expect(1_500 / seconds).toBeLessThan(30);
});

/** The most that went out within any second. */
function fastest(instants: number[]): number {
  const sorted = instants.toSorted((a, b) => a - b);
  let first = 0;
  return Math.max(
    ...sorted.map((at, last) => {
      while ((sorted[first] ?? at) <= at - SECOND_MS) first += 1;
      return last - first + 1;
    }),
  );
}
