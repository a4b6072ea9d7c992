import type { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import { noticeCampaign, sendNotices } from "#features/subscription/notices.ts";
import { nextNotice, NOTICE_HOURS } from "#features/subscription/rules.ts";
import { dailyTips } from "#features/tips/campaigns.ts";
import { sendDailyTips } from "#features/tips/daily.ts";
import { TIP_HOURS, USUAL_HOUR } from "#features/tips/rules.ts";
import type { Reader } from "#platform/campaign/kind.ts";
import { queuedChunk } from "#platform/campaign/queue.ts";
import { sendChunk, type Sending } from "#platform/campaign/send.ts";
import { finish } from "#platform/campaign/upkeep.ts";
import type { Deps } from "#platform/deps.ts";
import { createLog } from "#platform/log.ts";
import { localTime } from "#platform/zone.ts";
import { createRandom, type Random } from "../../session/simulation/random.ts";
import { createSqlite, openNodeDatabase } from "./node-database.ts";

// The feature itself has words, which are no modules here.
vi.mock("#features/tutor/feature.ts", () => import("#features/tutor/record.ts"));

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FROM = Date.parse("2028-01-10T00:00:00Z");
const UNTIL = FROM + 366 * DAY_MS;
/** Summer begins and ends on other days in each of them, or never. */
const ZONES = ["Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata"] as const;
const PEOPLE = 8;

type Somebody = { personId: number; timezone: string; hour: number; isMuted: boolean; endsAt: number };
type Told = { personId: number; what: "tip" | "notice"; at: number };

/** People, tips, and a clock that is read by nobody else. */
function createAcademy(random: Random) {
  const sqlite = createSqlite();
  const clock = { now: FROM };
  const told: Told[] = [];
  const queue: unknown[] = [];
  for (let n = 1; n <= 30; n++)
    sqlite.prepare("insert into tips (language, text, added_at, key) values ('en', ?, 0, ?)").run(`Tip number ${n}.`, `${n}`);
  const deps = {
    config: { cooldowns: { telegramMs: 1, modelMs: 1 }, targetLanguage: "de", offer: undefined, graceDays: 0, contact: "" },
    db: openNodeDatabase(sqlite),
    log: createLog("silent"),
    clock: { now: async () => new Date(clock.now) },
    telegram: {
      call: async ({ payload }: { payload: Record<string, unknown> }) => {
        const what = String(payload["text"]).startsWith("tip-title") ? "tip" : "notice";
        told.push({ personId: Number(payload["chat_id"]), what, at: clock.now });
        return { type: "ok", result: { message_id: told.length } };
      },
    },
    deliveries: {
      sendBatch: async (messages: Iterable<{ body: unknown }>) => {
        for (const { body } of messages) queue.push(body);
      },
    },
  } as unknown as Deps;
  const readers: Sending["readers"] = (person): Reader => ({ ...person, t: (key) => key, directory: { requestKinds: [] } });
  const sending: Sending = { deps, kinds: [dailyTips, noticeCampaign], readers, pause: async () => undefined };
  const tick = async () => {
    await sendDailyTips(new Date(clock.now), deps);
    await sendNotices(new Date(clock.now), deps);
    for (let body = queue.shift(); body !== undefined; body = queue.shift()) await sendChunk(sending, queuedChunk.parse(body));
    await finish(deps, new Date(clock.now));
  };
  const people = Array.from({ length: PEOPLE }, (_, n) =>
    settle(sqlite, { personId: n + 1, timezone: ZONES[n % ZONES.length] ?? "UTC", random }),
  );
  return { sqlite, clock, told, tick, people };
}

function settle(sqlite: DatabaseSync, { personId, timezone, random }: { personId: number; timezone: string; random: Random }): Somebody {
  sqlite.prepare("insert into people values (?, 'en', 'B1', 'en', ?, 1, 0, 1, '', null)").run(personId, timezone);
  const somebody = {
    personId,
    timezone,
    hour: random.chance(0.5) ? USUAL_HOUR : random.between(6, 20),
    isMuted: random.chance(0.1),
    endsAt: 0,
  };
  const choose = sqlite.prepare("insert into tip_choices (person_id, is_wanted, chosen_at, hour) values (?, ?, 0, ?)");
  choose.run(personId, somebody.isMuted ? 0 : 1, somebody.hour);
  extend(sqlite, somebody, FROM + random.between(8, 40) * DAY_MS + random.between(0, DAY_MS), FROM);
  return somebody;
}

/** Access until another instant, as the person's own object notes it. */
function extend(sqlite: DatabaseSync, somebody: Somebody, endsAt: number, now: number): void {
  somebody.endsAt = endsAt;
  const noticeAt = nextNotice(new Date(endsAt), new Date(now))?.getTime() ?? null;
  sqlite
    .prepare(
      "insert into entitlements values (?, ?, 1, ?) on conflict do update set ends_at = excluded.ends_at, notice_at = excluded.notice_at",
    )
    .run(somebody.personId, endsAt, noticeAt);
}

/** Which notice it is time for: -1 before the first, 3 at the end. */
function noticeOf(endsAt: number, now: number): number {
  return [7, 3, 1, 0].findLastIndex((days) => now >= endsAt - days * DAY_MS);
}

/** What this tick should lead to, in words that are the same however often it comes. */
function expectAt(people: readonly Somebody[], now: number, newest: Map<string, number>): string[] {
  return people.flatMap(({ personId, timezone, hour: wanted, isMuted, endsAt }) => {
    const { day, hour } = localTime(timezone, new Date(now));
    const tip = !isMuted && hour >= wanted && hour < TIP_HOURS.until ? [`tip ${personId} ${day}`] : [];
    const which = noticeOf(endsAt, now);
    const key = `${personId} ${endsAt}`;
    const isNew = which > (newest.get(key) ?? -1) && hour >= NOTICE_HOURS.from && hour < NOTICE_HOURS.until;
    if (isNew) newest.set(key, which);
    return isNew ? [...tip, `notice ${key} ${which}`] : tip;
  });
}

/** The next instant at which cron comes: mostly within the hour, at times only after two days, and by a clock that was set. */
function step(random: Random, now: number): number {
  switch (random.weighted({ soon: 400, outage: 1, back: 2, ahead: 1 })) {
    case "soon":
      return now + random.between(40, 180) * 60_000;
    case "outage":
      return now + 2 * DAY_MS;
    case "back":
      return now - HOUR_MS;
    case "ahead":
      return now + DAY_MS;
  }
}

test.for(["1"])(
  "cases 17 and 18: over a year of clocks that change, stand still and jump, each tip and notice comes once, and none at night (seed %s)",
  { timeout: 600_000 },
  async (seed) => {
    const random = createRandom(seed);
    const { sqlite, clock, told, tick, people } = createAcademy(random);
    const expected = new Set<string>();
    const newest = new Map<string, number>();
    const seen: string[] = [];
    while (clock.now < UNTIL) {
      const before = told.length;
      for (const each of expectAt(people, clock.now, newest)) expected.add(each);
      for (let times = random.chance(0.1) ? 2 : 1; times > 0; times--) await tick();
      for (const { personId, what } of told.slice(before)) seen.push(describe(people, { personId, what, at: clock.now }));
      for (const somebody of people) {
        if (clock.now > somebody.endsAt + 3 * DAY_MS || random.chance(0.0005)) extend(sqlite, somebody, clock.now + 30 * DAY_MS, clock.now);
      }
      clock.now = step(random, clock.now);
    }
    expect(seen.length).toBeGreaterThan(2_000);
    expect(seen.toSorted()).toEqual([...expected].toSorted());
    expect(told.filter(({ personId, what, at }) => isAtNight(people, { personId, what, at }))).toEqual([]);
  },
);

function describe(people: readonly Somebody[], { personId, what, at }: Told): string {
  const somebody = people.find((each) => each.personId === personId);
  if (somebody === undefined) throw new Error("somebody was told who is not there");
  if (what === "tip") return `tip ${personId} ${localTime(somebody.timezone, new Date(at)).day}`;
  return `notice ${personId} ${somebody.endsAt} ${noticeOf(somebody.endsAt, at)}`;
}

function isAtNight(people: readonly Somebody[], { personId, what, at }: Told): boolean {
  const { hour } = localTime(people.find((each) => each.personId === personId)?.timezone ?? "UTC", new Date(at));
  const { from, until } = what === "tip" ? TIP_HOURS : NOTICE_HOURS;
  return hour < from || hour >= until;
}
