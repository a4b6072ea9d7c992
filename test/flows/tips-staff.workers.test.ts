import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sendButton } from "#features/tips/buttons.ts";
import { allDelivered } from "#support/campaigns.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, anOwner, pressForged, quiet, textOf, type Person } from "#support/person.ts";

let nextAdmin = 8_000;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2027-03-01T10:00:00Z") });
  await env.DB.batch(
    ["tips", "tip_days", "people", "staff", "campaigns", "deliveries"].map((table) => env.DB.prepare(`delete from ${table}`)),
  );
});
afterEach(() => vi.useRealTimers());

async function anAdmin(language = "English"): Promise<Person> {
  const person = await aLearner({ language, user: { id: nextAdmin++, first_name: "Ada" } });
  await env.DB.prepare("insert into staff (person_id, role, name, added_by, added_at) values (?, 'admin', 'Ada', 900, 0)")
    .bind(person.user.id)
    .run();
  return person;
}

/** Adds a tip and gives its number. */
async function aTip(admin: Person, text: string): Promise<number> {
  await admin.say(`/add_tip ${text}`);
  return Number(/#(\d+)/.exec(admin.last())?.[1]);
}

const tipsOf = (person: Person) =>
  person
    .screen()
    .map(textOf)
    .filter((text) => text.startsWith("💡 Tip of the day\n"));

test("/list_tips tells the newest ten with number, day, how often they were sent and their first 100 characters, and the older ones by a press", async () => {
  const ada = await anAdmin();
  await ada.say("/list_tips");
  expect(ada.last()).toContain("There are no tips yet");
  for (let n = 1; n <= 11; n += 1) await aTip(ada, `Tip number ${n} says: read a page. ${"More of it. ".repeat(10)}`);
  await ada.say("/list_tips");
  expect(ada.last()).toContain("Tip number 11 says");
  expect(ada.last()).not.toContain("Tip number 1 says");
  expect(ada.last()).toMatch(/#\d+ · 3\/1\/27 · en · sent 0 times: Tip number 11 says.* …/);
  await ada.tap("Older ›");
  expect(ada.last()).toContain("Tip number 1 says");
});

test("a tip is changed in one line or when asked, and the record has both texts", async () => {
  const ada = await anAdmin();
  const tip = await aTip(ada, "Learn ten words a day, not more.");
  await ada.say(`/edit_tip ${tip} Learn five words a day, not more.`);
  expect(ada.last()).toContain(`Tip #${tip} now says:`);
  await ada.say(`/edit_tip #${tip}`);
  expect(ada.last()).toContain("What should the tip say?");
  await ada.say("Learn three words a day, not more.");
  expect(await env.DB.prepare("select text from tips where tip_id = ?").bind(tip).first("text")).toBe("Learn three words a day, not more.");
  const { results } = await env.DB.prepare("select before from audit_log where action = 'tips.edit' and actor = ? order by rowid")
    .bind(`person:${ada.user.id}`)
    .all();
  expect(results).toEqual([
    { before: '{"text":"Learn ten words a day, not more."}' },
    { before: '{"text":"Learn five words a day, not more."}' },
  ]);
});

test("a deleted tip is sent no more and listed no more, until it is put back", async () => {
  const ada = await anAdmin();
  const tip = await aTip(ada, "Sing in the shower, in German.");
  await ada.say(`/delete_tip ${tip}`);
  expect(ada.last()).toContain(`Tip #${tip} is out of the pool:`);
  for (const command of ["test_tip", "send_tip", "edit_tip"]) {
    await ada.say(`/${command} ${tip} Sing in the kitchen, in German.`);
    expect(ada.last()).toContain("Which tip do you mean?");
  }
  await ada.say("/list_tips");
  expect(ada.last()).toContain("There are no tips yet");
  await ada.say(`/delete_tip ${tip}`);
  await ada.tap("↩️ Put it back");
  await ada.say(`/test_tip ${tip}`);
  expect(ada.last()).toContain("Sing in the shower, in German.");
});

test("/test_tip shows it to whoever asks alone, and the newest where no number is given", async () => {
  const [ada, lena] = [await anAdmin(), await aLearner()];
  await aTip(ada, "Count the stairs in German.");
  await ada.say("/test_tip");
  expect(tipsOf(ada)).toEqual(["💡 Tip of the day\n\nCount the stairs in German."]);
  expect(tipsOf(lena)).toEqual([]);
});

test("case 12: /send_tip asks with the number of people, sends once however often it is pressed, and ends with exact counts; whoever has blocked the bot is reached again once they do something", async () => {
  const ada = await anAdmin();
  const [lena, max, olga] = [await aLearner(), await aLearner(), await aLearner()];
  await max.say("/settings");
  await max.tap("💡 Tip of the day: 08:00");
  await max.tap("🔕 No more daily tips");
  const tip = await aTip(ada, "Name five things on your desk in German.");
  await ada.say(`/send_tip ${tip}`);
  expect(ada.last()).toContain(`Send #${tip} to 3 people now?`);
  // Nobody has heard that she has blocked the bot.
  await telegram.block(olga.user.id);
  await quiet(olga.user.id);
  await env.DB.prepare("update people set is_reachable = 1").run();
  await ada.tap("📣 Send to 3");
  await pressForged(ada, sendButton.data({ tipId: tip, at: Date.parse("2027-03-01T10:00:00Z") / 1000 }));
  await allDelivered();
  await vi.waitFor(() => expect(ada.last()).toContain("✅ Sent"), { timeout: 20_000 });
  expect(ada.last()).toBe("✅ Sent\n\n• 3 recipients\n• ✅ 2 got it\n• 🚫 1 cannot be reached");
  expect([tipsOf(lena), tipsOf(max)]).toEqual([["💡 Tip of the day\n\nName five things on your desk in German."], []]);
  await ada.say("/list_tips");
  expect(ada.last()).toContain("sent 2 times");
  await quiet(olga.user.id);
  expect(await env.DB.prepare("select is_reachable from people where person_id = ?").bind(olga.user.id).first("is_reachable")).toBe(0);
  await telegram.unblock(olga.user.id);
  await olga.say("/menu");
  expect(await env.DB.prepare("select is_reachable from people where person_id = ?").bind(olga.user.id).first("is_reachable")).toBe(1);
});

test("where it is night, what staff send comes in the morning", async () => {
  vi.setSystemTime(new Date("2027-03-01T21:30:00Z"));
  const [ada, lena] = [await anAdmin(), await aLearner()];
  await aTip(ada, "Dream in German tonight.");
  await ada.say("/send_tip");
  await ada.tap("📣 Send to 2");
  await allDelivered();
  expect(tipsOf(lena)).toEqual([]);
  await ada.tap("🔄 Newest");
  expect(ada.last()).toContain("⏳ 2 to go");
});

test.for([
  ["English", "That is too short for a tip.", "That is too long for a tip.", "Which tip do you mean?", "I do not know"],
  ["Deutsch", "Das ist zu kurz für einen Tipp.", "Das ist zu lang für einen Tipp.", "Welcher Tipp ist gemeint?", "kenne ich nicht"],
  ["Русский", "Для совета это слишком коротко.", "Для совета это слишком длинно.", "Какой совет имеется в виду?", "не знаю"],
] as const)("in %s it is said what is wrong with a tip, a number or whoever asks", async ([language, short, long, unknown, noCommand]) => {
  const [ada, lena] = [await anAdmin(language), await aLearner({ language })];
  await ada.say("/add_tip 123456789");
  expect(ada.last()).toContain(short);
  await ada.say(`/add_tip ${"ä".repeat(1_001)}`);
  expect(ada.last()).toContain(long);
  await ada.say(`/add_tip ${"ä".repeat(1_000)}`);
  const tip = Number(/#(\d+)/.exec(ada.last())?.[1]);
  await ada.say(`/edit_tip ${tip} short`);
  expect(ada.last()).toContain(short);
  for (const command of [
    "edit_tip",
    "edit_tip 99999 It does not matter what.",
    "delete_tip",
    "delete_tip 99999",
    "send_tip 99999",
    "test_tip x",
  ]) {
    await ada.say(`/${command}`);
    expect(ada.last(), command).toContain(unknown);
  }
  for (const command of ["add_tip Learn a poem.", "list_tips", "edit_tip 1", "delete_tip 1", "send_tip 1", "test_tip 1"]) {
    await lena.say(`/${command}`);
    expect(lena.last(), command).toContain(noCommand);
  }
});

test("a level behind a tip is for the pool and not for the reader", async () => {
  const olga = await anOwner();
  await olga.say("/add_tip Read one newspaper column a week. #b2");
  expect(olga.last()).toContain("For learners from B2 on.");
  expect(await env.DB.prepare("select text, level, target from tips").first()).toEqual({
    text: "Read one newspaper column a week.",
    level: "B2",
    target: "de",
  });
});
