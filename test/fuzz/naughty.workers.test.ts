import { expect, test } from "vitest";
import { naughtyStrings } from "./naughty-strings.ts";
import { inParts, rowsAtRest } from "./inbox.ts";
import { deliver, telegram } from "#support/outside.ts";
import { aLearner, aStranger, type Person } from "#support/person.ts";

const AT_ONCE = 12;
/** Fewer than somebody may send at once, registration included. */
const EACH = 8;
const MOST_BYTES = 64;

/** Does the same with each string, several by one person, and tells which leave them without an answer or with a dead row. */
async function faultsOf(arrive: () => Promise<Person>, act: (person: Person, text: string) => Promise<unknown>): Promise<string[]> {
  const faults: string[] = [];
  const parts = Array.from({ length: Math.ceil(naughtyStrings.length / EACH) }, (_, at) =>
    naughtyStrings.slice(at * EACH, (at + 1) * EACH),
  );
  await inParts(parts, AT_ONCE, async (texts) => {
    const person = await arrive();
    for (const text of texts) {
      const fault = await faultIn(person, () => act(person, text));
      if (fault !== undefined) faults.push(`${JSON.stringify(text).slice(0, 80)}: ${fault}`);
    }
  });
  return faults;
}

async function faultIn(person: Person, act: () => Promise<unknown>): Promise<string | undefined> {
  const before = shownTo(person).length;
  try {
    await act();
  } catch (error) {
    return String(error);
  }
  const bad = (await rowsAtRest(`person:${person.user.id}`)).filter(({ status }) => status !== "done");
  if (bad.length > 0) return bad.map(({ key, status }) => `${key} is ${status}`).join(", ");
  if (shownTo(person).length === before) return "nothing is shown";
  return person.last().trim() === "" ? "the bot says nothing" : undefined;
}

/** What the bot has sent or changed in this person's chat. */
function shownTo({ user }: Person): unknown[] {
  return telegram.calls.filter(
    ({ method, payload }) => /^(send(Rich)?Message|editMessageText)$/.test(method) && payload.chat_id === user.id,
  );
}

/** As much of it as a button can carry. */
function cut(text: string): string {
  const bytes = new TextEncoder().encode(text).slice(0, MOST_BYTES);
  return new TextDecoder().decode(bytes).replace(/\ufffd$/, "");
}

test("whatever a stranger writes, they are asked what the bot needs to know", async () => {
  expect(
    await faultsOf(
      async () => aStranger(),
      (person, text) => person.say(text),
    ),
  ).toEqual([]);
});

test("whatever somebody writes who has registered, they are answered", async () => {
  expect(await faultsOf(aLearner, (person, text) => person.say(text))).toEqual([]);
});

test("whatever a button is made to say, somebody who has registered gets a sentence and the menu", async () => {
  expect(await faultsOf(aLearner, (person, text) => telegram.forge(person.user.id, cut(text)))).toEqual([]);
});

test("whatever somebody is called, they can register and see their menu", async () => {
  const faults: string[] = [];
  await inParts(naughtyStrings, AT_ONCE, async (text) => {
    const user = {
      first_name: text.slice(0, 64),
      last_name: text.slice(0, 64),
      username: text.slice(0, 32),
      language_code: text.slice(0, 8),
    };
    const person = await aLearner({ user });
    const fault = await faultIn(person, () => person.say("/menu"));
    if (fault !== undefined) faults.push(`${JSON.stringify(text).slice(0, 80)}: ${fault}`);
  });
  expect(faults).toEqual([]);
});

test("whatever a group is called and whatever is written in it, the update is stored and ends well", async () => {
  const faults: string[] = [];
  await inParts(naughtyStrings, AT_ONCE, async (text) => {
    const { user } = aStranger();
    const chat = { id: -1_000_000 - user.id, type: "supergroup" as const, title: text };
    const { status } = await deliver(
      telegram.makeUpdate({ message: { message_id: 1, date: Math.floor(Date.now() / 1000), chat, from: user, text } }),
    );
    const ends = (await rowsAtRest(`person:${user.id}`)).map((row) => row.status);
    if (status !== 200 || ends.join() !== "done") faults.push(`${JSON.stringify(text).slice(0, 80)}: ${status}, ${ends.join()}`);
  });
  expect(faults).toEqual([]);
});
