import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { savePractice } from "#features/tutor/store.ts";
import { getDeps } from "#platform/deps.ts";
import worker from "#src/index.ts";
import { aGroup, settled } from "#support/group.ts";
import { halfAMinuteLater } from "#support/budget.ts";
import { model, telegram } from "#support/outside.ts";
import { aLearner, quiet, textOf, type Person } from "#support/person.ts";
import { aTeacher, NOON, practised, shown, tableOf } from "#support/progress.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"], now: NOON }));
afterEach(async () => {
  model.heal();
  vi.useRealTimers();
  await env.DB.batch([env.DB.prepare("delete from outages"), env.DB.prepare("delete from settings")]);
});

const outagesOf = ({ user }: Person) =>
  env.DB.prepare("select count(*) as n from outages where person_id = ?").bind(user.id).first<number>("n");

async function talk(person: Person, text: string): Promise<void> {
  await person.say("/learn");
  await person.tap("💬 Free conversation");
  await person.say(text);
}

test("days on which the whole bot was away, found by its own silence, do not end a streak", async () => {
  const lena = await aLearner();
  for (const daysAgo of [0, 4, 5, 6]) await practised(lena, { daysAgo });
  await lena.say("/progress");
  expect(shown(lena)).toContain("1 day in a row");
  vi.setSystemTime(NOON - 3 * 24 * 3_600_000);
  await worker.scheduled({ cron: "* * * * *" }, env);
  vi.setSystemTime(NOON - 1 * 24 * 3_600_000);
  await worker.scheduled({ cron: "* * * * *" }, env);
  vi.setSystemTime(NOON);
  await lena.say("/progress");
  expect(shown(lena)).toContain("4 days in a row");
  expect(shown(lena)).toContain("We had an outage");
  expect(tableOf(lena, 0)[1]).toEqual(["●", "●", "●", "☔", "☔", "☔", "●"]);
});

test("whoever came and was not answered by any model has an outage of their own, and nobody else has", async () => {
  const [lena, mira] = [await aLearner(), await aLearner()];
  model.fail({ kind: "server-error", times: 3 });
  await talk(lena, "Hallo!");
  expect(lena.last()).toContain("cannot be reached");
  expect([await outagesOf(lena), await outagesOf(mira)]).toEqual([1, 0]);
});

test("models that staff have switched off are our outage; a budget of one's own that is used up is none", async () => {
  const [lena, mira] = [await aLearner(), await aLearner()];
  model.bill(getDeps(env).config.budgets.person / 1_000_000);
  await talk(mira, "Hallo!");
  await mira.say("Noch ein Satz!");
  expect(mira.last()).toContain("for today");
  expect(await outagesOf(mira)).toBe(0);
  await env.DB.prepare("insert into settings values ('ai-off', 'the bill')").run();
  halfAMinuteLater();
  model.fail({ kind: "slow", ms: 3_000, times: 1 });
  await talk(lena, "Hallo!");
  expect(await outagesOf(lena)).toBe(1);
});

test("a stretch over four in the morning is practice of both days", async () => {
  const lena = await aLearner();
  const [startedAt, lastAt] = [Date.parse("2026-11-24T02:50:00Z"), Date.parse("2026-11-24T03:10:00Z")];
  const study = { startedAt, lastAt, activeMs: 20 * 60_000, turns: 4, mistakes: [] };
  const stretch = { personId: lena.user.id, mode: "conversation", level: "A2", timezone: "Europe/Berlin", study } as const;
  await savePractice(getDeps(env).db, stretch);
  await lena.say("/progress");
  expect(shown(lena)).toContain("2 days studied");
  expect(shown(lena)).toContain("2 days in a row");
});

test("whoever moves to another zone keeps the days that they have studied", async () => {
  const lena = await aLearner();
  for (let daysAgo = 0; daysAgo < 5; daysAgo++) await practised(lena, { daysAgo });
  for (const timezone of ["Asia/Tokyo", "America/New_York"]) {
    await telegram.forge(lena.user.id, `profile:zone:${timezone}`);
    await quiet(lena.user.id);
    expect(await env.DB.prepare("select timezone from people where person_id = ?").bind(lena.user.id).first("timezone")).toBe(timezone);
    await lena.say("/progress");
    expect(shown(lena)).toContain("5 days studied");
    expect(shown(lena)).toContain("5 days in a row");
  }
});

test("a very long mistake is cut, and one in another script is shown as it is", async () => {
  const lena = await aLearner();
  const wrong = "sehr ".repeat(59).trim();
  await practised(lena, {
    daysAgo: 0,
    made: [
      { wrong, right: "kurz" },
      { type: "spelling", wrong: "እንደምን አደርክ", right: "سلام" },
    ],
  });
  await lena.say("/progress");
  expect(shown(lena)).toContain("sehr sehr…");
  expect(shown(lena)).not.toContain(wrong);
  expect(shown(lena)).toContain("እንደምን አደርክ");
  expect(shown(lena)).toContain("سلام");
});

test.for(["English", "Deutsch", "Русский"])("where Telegram refuses a rich message the tables stand in columns: %s", async (language) => {
  const lena = await aLearner({ language });
  for (const mode of ["conversation", "grammar", "listening", "vocabulary"])
    await practised(lena, { daysAgo: 1, mode, minutes: 125, made: [{}] });
  telegram.fail({ kind: "refusal", method: "sendRichMessage", description: "Bad Request: can't parse rich message", times: 1 });
  await lena.say("/progress");
  const { text = "", entities = [] } = lena.screen().at(-1) ?? {};
  expect(text).toContain("▰▰▰▰▰ 125");
  const aligned = entities.filter(({ type }) => type === "pre").map(({ offset, length }) => text.slice(offset, offset + length));
  expect(aligned).toHaveLength(3);
  expect(
    Math.max(
      ...aligned
        .join("\n")
        .split("\n")
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(34);
});

test("asked in a group it comes in private, for the teacher who replies and for the learner who asks for theirs", async () => {
  const [tina, lena] = [await aTeacher(), await aLearner({ user: { username: "lena_in_class" } })];
  await practised(lena, { daysAgo: 0, made: [{}] });
  const group = aGroup({ title: "Class", members: [tina, lena] });
  await lena.inGroup(group).say("Guten Morgen!");
  await tina.inGroup(group).say("/progress", { replyTo: "Guten Morgen!" });
  await settled(group, tina.user.id);
  expect(shown(tina)).toContain("Progress of @lena_in_class");
  await lena.inGroup(group).say("/progress");
  await settled(group, lena.user.id);
  expect(shown(lena)).toContain("Your progress");
  const read = group.screen().map(textOf);
  expect(read.filter((text) => text === "I have sent it to you in private.")).toHaveLength(2);
  expect(read.join()).not.toMatch(/Katze|Level/);
});

test("two devices at once see the same, and what is under way is written once", async () => {
  const lena = await aLearner();
  await talk(lena, "Ich lerne Deutsch.");
  await Promise.all([telegram.say(lena.user.id, "/progress"), telegram.say(lena.user.id, "/progress")]);
  await quiet(lena.user.id);
  const [one, two] = lena
    .screen()
    .slice(-2)
    .map((message) => JSON.stringify(message.rich_message));
  expect(one).toContain("1 day studied");
  expect(two).toBe(one);
  expect(await env.DB.prepare("select count(*) as n from study_sessions where person_id = ?").bind(lena.user.id).first("n")).toBe(1);
});
