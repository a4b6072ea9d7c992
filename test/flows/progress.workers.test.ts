import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { model, telegram } from "#support/outside.ts";
import { aLearner, aStranger, quiet, textOf } from "#support/person.ts";
import { aTeacher, NOON, practised, shown, tableOf } from "#support/progress.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"], now: NOON }));
afterEach(() => {
  model.heal();
  vi.useRealTimers();
});

/** Trips to the database while something is done. */
async function roundTrips(act: () => Promise<void>): Promise<number> {
  const [prepare, batch] = [vi.spyOn(env.DB, "prepare"), vi.spyOn(env.DB, "batch")];
  await act();
  const batched = batch.mock.calls.reduce((count, [statements]) => count + statements.length, 0);
  const trips = prepare.mock.calls.length - batched + batch.mock.calls.length;
  prepare.mockRestore();
  batch.mockRestore();
  return trips;
}

test("before the first practice there is nothing to show, which is said kindly, with a way to begin", async () => {
  const lena = await aLearner();
  await lena.tap("📈 My progress");
  expect(shown(lena)).toContain("Nothing has been practised yet");
  expect(shown(lena)).toContain("Level A2");
  expect(shown(lena)).not.toContain("in a row");
  expect(lena.buttons()).toEqual(["▶️ Practise: Conversation", "‹ Main menu"]);
  await lena.tap("▶️ Practise: Conversation");
  expect(lena.last()).toContain("Write to me");
});

test("on the first day what is being practised at this moment counts, and it is written down anew at its end", async () => {
  const lena = await aLearner();
  await lena.tap("🎓 Learn");
  await lena.tap("💬 Free conversation");
  model.script(["Gut!\n\n~~ein Katze~~ **eine Katze** [article] — feminine\n\nWie heißt sie?"]);
  await lena.say("Ich habe ein Katze.");
  await lena.say("/progress");
  expect(shown(lena)).toContain("1 day studied");
  expect(shown(lena)).toContain("1 day in a row");
  expect(shown(lena)).toContain("There is nothing to compare with yet");
  expect(shown(lena)).toContain("too early");
  expect(tableOf(lena, 2)).toEqual([
    ["Skill", "This week", "Last week"],
    ["Conversation", "1", "0"],
  ]);
  vi.setSystemTime(NOON + 2 * 60_000);
  await lena.say("Ich habe eine Katze, sie heißt Mia.");
  await lena.tap("⏹ End conversation");
  const rows = await env.DB.prepare("select turns, minutes, mended from study_sessions where person_id = ?").bind(lena.user.id).all();
  expect(rows.results).toEqual([{ turns: 2, minutes: 2, mended: 1 }]);
  await lena.say("/progress");
  expect(shown(lena)).toContain("1 day studied");
});

test("the screen compares two weeks by skill, names the commonest mistakes with an example, strengths, and the next step", async () => {
  const lena = await aLearner();
  const articles = { wrong: "ein Katze", right: "eine Katze" };
  await practised(lena, { daysAgo: 0, minutes: 20, made: [articles, articles, articles] });
  await practised(lena, {
    daysAgo: 1,
    mode: "grammar",
    minutes: 10,
    made: [
      { type: "word order", wrong: "ich habe gegangen", right: "bin ich gegangen", isMended: true },
      { type: "word order", isMended: true },
    ],
  });
  await practised(lena, { daysAgo: 6, minutes: 5 });
  await practised(lena, { daysAgo: 7, minutes: 40, made: [articles, { type: "case", wrong: "mit der Hund", right: "mit dem Hund" }] });
  await practised(lena, { daysAgo: 20, made: [{ type: "case" }] });
  await lena.say("/progress");
  expect(shown(lena)).toContain("5 days studied");
  expect(shown(lena)).toContain("2 days in a row");
  expect(tableOf(lena, 1)).toEqual([
    ["Skill", "This week", "Last week"],
    ["Conversation", "▰▰▰▱▱ 25", "▰▰▰▰▰ 40"],
    ["Grammar", "▰▱▱▱▱ 10", "–"],
    ['{"type":"bold","text":"Together"}', '{"type":"bold","text":"35"}', '{"type":"bold","text":"40"}'],
  ]);
  expect(tableOf(lena, 2).slice(1, 3)).toEqual([
    ["Conversation", "3", "2"],
    ["Grammar", "2", "0"],
  ]);
  const [before = "", after = ""] = shown(lena).split("Strengths");
  expect(before.indexOf("Articles: 4")).toBeGreaterThan(0);
  expect(before.indexOf("Word order: 2")).toBeGreaterThan(before.indexOf("Articles: 4"));
  expect(before).toContain('{"type":"strikethrough","text":"mit der Hund"}," ",{"type":"underline","text":"mit dem Hund"}');
  expect(after).toContain("Word order: 2 of 2 corrections used right since.");
  expect(after).toContain("Articles: 4 corrections are still waiting");
  await lena.tap("▶️ Practise: Grammar, Articles");
  expect(lena.last()).toContain("I explain one rule");
  expect(lena.last()).toContain("Above all: Articles.");
  await lena.say("ready");
  expect(model.calls.at(-1)?.messages[0]?.content).toContain("their mistakes of one type: article.");
  await lena.tap("⏹ End lesson");
  await lena.tap("📐 Grammar");
  expect(lena.last()).not.toContain("Above all");
  await lena.say("ready");
  expect(model.calls.at(-1)?.messages[0]?.content).not.toContain("mistakes of one type");
});

test("a correction that a teacher took back counts nowhere", async () => {
  const lena = await aLearner();
  await practised(lena, { daysAgo: 0, made: [{}, { type: "case" }] });
  await env.DB.prepare("update mistakes set withdrawn_at = 1 where person_id = ? and type = 'case'").bind(lena.user.id).run();
  await lena.say("/progress");
  expect(shown(lena)).not.toContain("Cases");
  expect(tableOf(lena, 2)[1]).toEqual(["Conversation", "1", "0"]);
  await lena.tap("🗓 What I practised");
  expect(tableOf(lena, 0)[1]).toEqual(["24 Nov", "Conversation", "10", "1"]);
});

test("five hundred sessions are paged in the database, newest first, each step one round trip", async () => {
  const lena = await aLearner();
  for (let daysAgo = 499; daysAgo >= 0; daysAgo--) await practised(lena, { daysAgo, made: daysAgo === 0 ? [{}, { isMended: true }] : [] });
  expect(await roundTrips(() => lena.say("/progress"))).toBe(1);
  expect(shown(lena)).toContain("500 days studied");
  expect(shown(lena)).toContain("500 days in a row");
  expect(await roundTrips(() => lena.tap("🗓 What I practised"))).toBe(1);
  expect(tableOf(lena, 0)).toHaveLength(11);
  expect(tableOf(lena, 0)[1]).toEqual(["24 Nov", "Conversation", "10", "2 ✓1"]);
  expect(shown(lena)).toContain("Page 1 of 50");
  expect(await roundTrips(() => lena.tap("‹ Older"))).toBe(1);
  expect(shown(lena)).toContain("Page 2 of 50");
  await lena.tap("Newer ›");
  expect(shown(lena)).toContain("Page 1 of 50");
  await telegram.forge(lena.user.id, `progress:history:${lena.user.id}:49`);
  await quiet(lena.user.id);
  expect(tableOf(lena, 0).at(-1)).toEqual(["13 Jul 25", "Conversation", "10", "0"]);
  expect(lena.buttons()).toEqual(["Newer ›", "‹ Back", "‹ Main menu"]);
  await telegram.forge(lena.user.id, `progress:history:${lena.user.id}:50`);
  await quiet(lena.user.id);
  expect(lena.last()).toContain("out of date");
});

test("while somebody practises, looking takes two round trips: what is under way is written, all is read", async () => {
  const lena = await aLearner();
  await lena.tap("🎓 Learn");
  await lena.tap("💬 Free conversation");
  await lena.say("Ich lerne Deutsch.");
  expect(await roundTrips(() => lena.say("/progress"))).toBe(2);
});

test("a teacher sees a student's progress by name, id and reply, in two round trips, and turns its pages", async () => {
  const [tina, lena] = [await aTeacher(), await aLearner({ user: { username: "lena_progress" } })];
  await practised(lena, { daysAgo: 0, made: [{}] });
  expect(await roundTrips(() => tina.say("/progress @Lena_Progress"))).toBe(2);
  expect(shown(tina)).toContain("Progress of @lena_progress");
  expect(shown(tina)).toContain("ein Katze");
  expect(tina.buttons()).toEqual(["🗓 What I practised", "‹ Main menu"]);
  expect(await roundTrips(() => tina.tap("🗓 What I practised"))).toBe(2);
  expect(shown(tina)).toContain("What @lena_progress practised");
  await tina.tap("‹ Back");
  expect(shown(tina)).toContain("Progress of @lena_progress");
  await tina.say(`/progress ${lena.user.id}`);
  expect(shown(tina)).toContain("Progress of @lena_progress");
  const chat = tina.screen()[0]?.chat;
  const forwarded = { message_id: 5, date: 1, chat, from: tina.user, forward_origin: { type: "user", date: 1, sender_user: lena.user } };
  await tina.post({ text: "/progress", reply_to_message: forwarded as never });
  expect(shown(tina)).toContain("Progress of @lena_progress");
});

test("the role is read at the press: whoever has lost it finds the button out of date", async () => {
  const [tina, lena] = [await aTeacher(), await aLearner()];
  await practised(lena, { daysAgo: 0 });
  await tina.say(`/progress ${lena.user.id}`);
  await env.DB.prepare("delete from staff where person_id = ?").bind(tina.user.id).run();
  await tina.tap("🗓 What I practised");
  expect(tina.last()).toContain("out of date");
});

test("somebody else's progress is for teachers only, by command and by a forged button", async () => {
  const [lena, mira] = [await aLearner(), await aLearner({ user: { username: "mira_progress" } })];
  await practised(mira, { daysAgo: 0, made: [{ wrong: "Geheimnis" }] });
  for (const act of [() => lena.say("/progress @mira_progress"), () => lena.say(`/progress ${mira.user.id}`)]) {
    await act();
    expect(lena.last()).toBe("This is for the academy's staff.");
  }
  for (const data of [`progress:show:${mira.user.id}`, `progress:history:${mira.user.id}:0`]) {
    await telegram.forge(lena.user.id, data);
    await quiet(lena.user.id);
    expect(lena.last()).toContain("out of date");
  }
  expect(lena.screen().map(textOf).join()).not.toContain("Geheimnis");
});

test("who is unknown, ambiguous, hidden or has been forgotten is told in a sentence each", async () => {
  const tina = await aTeacher();
  const lena = await aLearner({ user: { username: "lena_gone" } });
  await practised(lena, { daysAgo: 0 });
  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  await lena.tap("🗑 Delete it for good");
  const told = async (text: string) => {
    await tina.say(text);
    return tina.last();
  };
  expect(await told(`/progress ${lena.user.id}`)).toContain("had everything forgotten");
  expect(await told("/progress @lena_gone")).toContain("Nobody who has registered has this name");
  expect(await told("/progress 99999999")).toContain("Nobody with this id has registered");
  expect(await told("/progress please")).toContain("Ask like this");
  const before = await aLearner({ user: { username: "passed_on" } });
  before.user.username = "other";
  const after = await aLearner({ user: { username: "passed_on" } });
  expect(await told("/progress @passed_on")).toContain(`one of: ${before.user.id}, ${after.user.id}`);
  const hidden = {
    message_id: 5,
    date: 1,
    chat: tina.screen()[0]?.chat,
    from: tina.user,
    forward_origin: { type: "hidden_user", date: 1, sender_user_name: "X" },
  };
  await tina.post({ text: "/progress", reply_to_message: hidden as never });
  expect(tina.last()).toContain("hides their account");
});

test("after /forget no day, session, mistake or outage of the person is left", async () => {
  const lena = await aLearner();
  await practised(lena, { daysAgo: 0, made: [{}] });
  await env.DB.prepare("insert into outages values ('x', ?, 0, 0)").bind(lena.user.id).run();
  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  await lena.tap("🗑 Delete it for good");
  for (const name of ["study_days", "study_sessions", "mistakes", "outages"]) {
    expect(await env.DB.prepare(`select count(*) as n from ${name} where person_id = ?`).bind(lena.user.id).first("n"), name).toBe(0);
  }
  await practised(lena, { daysAgo: 0 });
  expect(await env.DB.prepare("select count(*) as n from study_days where person_id = ?").bind(lena.user.id).first("n")).toBe(0);
});

test("a stranger who asks is registered first", async () => {
  const nikos = aStranger();
  await nikos.say("/progress");
  expect(nikos.buttons()).toEqual(["English", "Deutsch", "Русский"]);
});
