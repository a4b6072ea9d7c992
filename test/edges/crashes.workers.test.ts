import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { crashAfterD1 } from "#support/crashes.ts";
import { aStranger, type Person } from "#support/person.ts";

// The two whom this file's journeys compare: owners, so that every handler that writes is open to them.
const [plain, crashing] = [900, 901].map((id) => aStranger({ id }));

async function travel(person: Person): Promise<void> {
  await person.say("/start");
  await person.tap("Deutsch");
  await person.tap("B1");
  await person.tap("English");
  await person.say("/settings");
  await person.tap("Niveau");
  await person.tap("C1");
  await person.tap("Erklärungen");
  await person.tap("Русский");
  await person.tap("Sprache");
  await person.tap("English");
  await person.tap("🔕 No more daily tips");
  await person.say("/add_tip Read one page a day, and only one.");
}

async function traces(person: Person) {
  const all = async (query: string) => (await env.DB.prepare(query).bind(person.user.id).all()).results;
  return {
    people: await all(
      "select interface_language, level, explanation_language, timezone, is_reachable, version from people where person_id = ?",
    ),
    choices: await all("select is_wanted from tip_choices where person_id = ?"),
    tips: await all("select language, text from tips where added_by = ?"),
    screen: person.screen().map((message) => message.text ?? JSON.stringify(message.rich_message)),
  };
}

test("every handler that writes does the same when it is run again after a crash behind its D1 writes", async () => {
  if (plain === undefined || crashing === undefined) throw new Error("two people are needed");
  await crashAfterD1(`person:${crashing.user.id}`);
  await travel(plain);
  await travel(crashing);
  const [expected, seen] = [await traces(plain), await traces(crashing)];
  expect(expected.tips).toHaveLength(1);
  // The pool is shared: its count is one higher for the second.
  const withoutCount = (texts: string[]) => texts.map((text) => text.replace(/There (is|are) \d+ tips?/, "There are some"));
  expect({ ...seen, screen: withoutCount(seen.screen) }).toEqual({ ...expected, screen: withoutCount(expected.screen) });
}, 20_000);

test("being forgotten is done once, also when it is done twice", async () => {
  if (crashing === undefined) throw new Error("somebody is needed");
  await crashing.say("/forget");
  await crashing.tap("Yes, forget me");
  await crashing.tap("🗑 Delete it for good");
  expect((await traces(crashing)).people).toEqual([]);
  expect(crashing.last()).toContain("Everything about you has been deleted");
});
