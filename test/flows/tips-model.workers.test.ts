import { env } from "cloudflare:workers";
import worker from "#src/index.ts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { allDelivered } from "#support/campaigns.ts";
import { model } from "#support/outside.ts";
import { aLearner, quiet, textOf, type Person } from "#support/person.ts";

Object.assign(env, { TIPS_AI: "approve" });

const DAY_MS = 86_400_000;
let sunday = Date.parse("2027-01-24T12:00:00Z");
let nextTeacher = 7_500;

beforeEach(async () => {
  // Another Sunday each time: models write for Monday, and Tuesday is people's.
  sunday += 7 * DAY_MS;
  vi.useFakeTimers({ toFake: ["Date"], now: sunday });
  const tables = ["tips", "tip_days", "people", "staff", "campaigns", "deliveries", "cards", "card_steps", "events"];
  await env.DB.batch(tables.map((table) => env.DB.prepare(`delete from ${table}`)));
  await env.DB.prepare(
    "insert into tips (language, text, added_at, key) values ('en', 'Written: read aloud.', 0, 'a'), ('en', 'Written: sing along.', 0, 'b')",
  ).run();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function aTeacher(): Promise<Person> {
  const person = await aLearner({ user: { id: nextTeacher++, first_name: "Tina" }, level: "B2" });
  await env.DB.prepare("insert into staff (person_id, role, name, added_by, added_at) values (?, 'teacher', 'Tina', 900, 0)")
    .bind(person.user.id)
    .run();
  return person;
}

const tick = () => worker.scheduled({ cron: "*/5 * * * *" }, env);
const statesOf = async () => (await env.DB.prepare("select level, state from tips where for_day is not null order by level").all()).results;

/** Has models write for the days to come, and waits for what came of it. */
async function prepare(): Promise<void> {
  await tick();
  await tick();
  await quiet("misc:0");
}

/** What a morning has asked for takes none of the answers of the next test. */
async function settled<Value>(told: Promise<Value>): Promise<Value> {
  const value = await told;
  await quiet("misc:0");
  return value;
}

/** What somebody reads in the morning, so many days after the Sunday. */
async function tipAfter(days: number, person: Person): Promise<string> {
  vi.setSystemTime(sunday + days * DAY_MS - 5 * 3_600_000);
  await tick();
  await allDelivered();
  return textOf(person.screen().at(-1) ?? { message_id: 0, date: 0, chat: { id: 0, type: "private", first_name: "" } }).replace(
    "💡 Tip of the day\n\n",
    "",
  );
}

test("a model's tip waits for a teacher's yes, goes to its level on its day, and Tuesday's is a written one", async () => {
  const [tina, lena] = [await aTeacher(), await aLearner({ level: "A2" })];
  model.script(["Say “mit dem Zug” ten times while you wait for one.", "Say “trotz des Regens” when it rains."]);
  await prepare();
  await quiet(tina.user.id);
  expect(await statesOf()).toEqual([
    { level: "A2", state: "proposed" },
    { level: "B2", state: "proposed" },
  ]);
  expect(tina.last()).toContain("Tip of the day by a model");
  for (const message of tina.screen()) {
    if (!textOf(message).includes("For en A2")) continue;
    await tina.say(`/approve ${/#(\d+)/.exec(textOf(message))?.[1]}`);
  }
  expect(await statesOf()).toEqual([
    { level: "A2", state: "ready" },
    { level: "B2", state: "proposed" },
  ]);
  const { results } = await env.DB.prepare("select text from tips where level = 'A2'").all<{ text: string }>();
  expect([await tipAfter(1, lena), await tipAfter(1, tina)]).toEqual([results[0]?.text, expect.stringContaining("Written:")]);
  expect(await settled(tipAfter(2, lena))).toContain("Written:");
});

test("a teacher approves it in other words, and takes a rejection back", async () => {
  const tina = await aTeacher();
  model.script(["Say “mit der Zug” ten times while you wait for one."]);
  await prepare();
  await quiet(tina.user.id);
  await tina.tap("❌ Reject");
  await quiet(tina.user.id);
  expect(await statesOf()).toEqual([{ level: "B2", state: "refused" }]);
  const card = /#(\d+)/.exec(tina.last())?.[1];
  await tina.say(`/change ${card}`);
  await tina.tap("✏️ In other words");
  await tina.say("Say “mit dem Zug” ten times while you wait for one.");
  await quiet(tina.user.id);
  expect(await settled(tipAfter(1, tina))).toBe("Say “mit dem Zug” ten times while you wait for one.");
});

test.for([
  ["answers with a link", "Learn with https://example.com every day, it is the best."],
  ["says too little", "Ok."],
] as const)("a model that %s leaves a written tip for its day, and no card", async ([, answer]) => {
  const tina = await aTeacher();
  model.script([answer]);
  await prepare();
  await quiet(tina.user.id);
  expect(await statesOf()).toEqual([{ level: "B2", state: "asked" }]);
  expect(await env.DB.prepare("select count(*) as cards from cards").first("cards")).toBe(0);
  expect(await settled(tipAfter(1, tina))).toContain("Written:");
});

// The last one: what is asked again comes later.
test("while no model answers, the day's tip is a written one", async () => {
  const lena = await aLearner({ level: "A2" });
  model.fail({ kind: "server-error", times: 1_000 });
  await tick();
  expect(await tipAfter(1, lena)).toContain("Written:");
  expect(await statesOf()).toContainEqual({ level: "A2", state: "asked" });
});
