import { env } from "cloudflare:workers";
import worker from "#src/index.ts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { allDelivered } from "#support/campaigns.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, textOf, type Person } from "#support/person.ts";

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2027-02-01T12:00:00Z") });
  await env.DB.batch(
    ["tips", "tip_days", "people", "campaigns", "deliveries", "settings"].map((table) => env.DB.prepare(`delete from ${table}`)),
  );
});
afterEach(() => vi.useRealTimers());

async function at(instant: string, cron = "*/5 * * * *"): Promise<void> {
  vi.setSystemTime(new Date(instant));
  await worker.scheduled({ cron }, env);
  await allDelivered();
}

const addTip = (text: string, { level = null, topic = null }: { level?: string | null; topic?: string | null } = {}) =>
  env.DB.prepare("insert into tips (language, text, added_at, key, target, level, topic) values ('en', ?1, 0, ?1, 'de', ?2, ?3)")
    .bind(text, level, topic)
    .run();

const tipsOf = (person: Person) =>
  person
    .screen()
    .map(textOf)
    .filter((text) => text.startsWith("💡 Tip of the day\n"))
    .map((text) => text.slice("💡 Tip of the day\n\n".length));

const daysOf = async ({ user }: Person) =>
  (await env.DB.prepare("select status, reason from deliveries where person_id = ? order by delivery_id").bind(user.id).all()).results;

test("a tip comes at the hour that somebody has chosen where they live, on the same day if that hour is still to come", async () => {
  await addTip("Read a menu aloud.");
  await addTip("Read a timetable aloud.");
  const lena = await aLearner();
  await lena.say("/settings");
  await lena.tap("💡 Tip of the day: 08:00");
  await lena.tap("19:00");
  expect(lena.last()).toContain("💡 Tip of the day: 19:00");
  expect(lena.buttons()).toContain("✓ 19:00");
  await at("2027-02-01T17:55:00Z");
  expect(tipsOf(lena)).toHaveLength(0);
  await at("2027-02-01T18:00:00Z");
  await at("2027-02-01T18:05:00Z");
  expect(tipsOf(lena)).toHaveLength(1);
  await lena.tap("🕗 Another hour");
  await lena.tap("06:00");
  await at("2027-02-02T05:00:00Z");
  expect(tipsOf(lena)).toHaveLength(2);
});

test("what Telegram holds back into the night is dropped, and the next day has one tip", async () => {
  await addTip("Read a menu aloud.");
  await addTip("Read a timetable aloud.");
  const lena = await aLearner();
  telegram.fail({ kind: "too-many-requests", method: "sendMessage", chatId: lena.user.id, retryAfter: 14 * 3_600, times: 1 });
  vi.setSystemTime(new Date("2027-02-02T07:00:00Z"));
  await worker.scheduled({ cron: "*/5 * * * *" }, env);
  const held = env.DB.prepare("select count(*) as n from settings where name = 'deliveries-held-until-ms'");
  await vi.waitFor(async () => expect(await held.first("n")).toBe(1), { timeout: 20_000 });
  // The queue waits for real, so that the clock does what its message would do.
  await env.DB.prepare("update deliveries set not_before = ?").bind(Date.parse("2027-02-02T21:00:00Z")).run();
  await at("2027-02-02T20:30:00Z", "* * * * *");
  expect(tipsOf(lena)).toHaveLength(0);
  await at("2027-02-02T21:01:00Z", "* * * * *");
  expect(await daysOf(lena)).toEqual([{ status: "skipped", reason: "too late" }]);
  await at("2027-02-03T07:00:00Z");
  expect(tipsOf(lena)).toHaveLength(1);
});

test("somebody's tips are of their level, and about what they got wrong of late", async () => {
  await addTip("Say “the news is”.", { level: "C1" });
  await addTip("Say “weil ich müde bin”.", { level: "B1", topic: "word order" });
  await addTip("Say “mit dem Bus”.", { level: "A1", topic: "case" });
  const lena = await aLearner({ level: "B1" });
  const mistake =
    "insert into mistakes (mistake_id, person_id, at, mode, type, wrong, right, reason, sentence, level) values (?, ?, ?, 'conversation', ?, 'x', 'y', '', '', 'B1')";
  const make = (id: string, type: string, instant: string) =>
    env.DB.prepare(mistake).bind(`${lena.user.id}:${id}`, lena.user.id, Date.parse(instant), type);
  await env.DB.batch([make("1", "case", "2027-01-30T12:00:00Z"), make("2", "word order", "2026-11-01T12:00:00Z")]);
  for (const day of ["02", "03"]) await at(`2027-02-${day}T07:00:00Z`);
  expect(tipsOf(lena)).toEqual(["Say “mit dem Bus”.", "Say “weil ich müde bin”."]);
});
