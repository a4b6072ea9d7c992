import { env } from "cloudflare:workers";
import { beforeEach, expect, test, vi } from "vitest";
import { makeVoiceNote } from "#fakes/voice-note.ts";
import { countSteps } from "#support/counting.ts";
import { model, outside, telegram } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";

/** Rows that a turn of the tutor writes in its object: two updates, history and mistakes. */
const MOST_ROWS = 16;

let seen: string[] = [];
const prepare = env.DB.prepare.bind(env.DB);
const preparing = vi.spyOn(env.DB, "prepare");

// What the Worker does outside of itself, in its order. The clock that a simulation moves is read from the database; the real one is not.
beforeEach(() => {
  preparing.mockImplementation((query) => {
    if (!query.includes('where "settings"."name" = ?')) seen.push(`D1: ${query}`);
    return prepare(query);
  });
  vi.stubGlobal("fetch", async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    seen.push(new URL(request.url).pathname.split("/").at(-1) ?? "");
    return outside(request);
  });
});

async function aConversation(): Promise<Person> {
  const person = await aLearner();
  await person.say("/learn");
  await person.tap("💬 Free conversation");
  await person.say("Hallo!");
  return person;
}

/** What a turn does until its last message is out, and the rows that are written for all of it. */
async function costsOf(
  person: Person,
  say: () => Promise<void>,
  messages: number,
): Promise<{ untilAnswered: string[]; after: string[]; rows: number }> {
  const counted = await countSteps(`person:${person.user.id}`);
  seen = [];
  await say();
  await quiet(person.user.id);
  const sent = seen.flatMap((what, at) => (what === "sendMessage" || what === "sendRichMessage" ? [at] : []));
  expect(sent).toHaveLength(messages);
  const end = (sent.at(-1) ?? 0) + 1;
  return { untilAnswered: seen.slice(0, end), after: seen.slice(end), rows: counted.rows() };
}

const answer = "~~gehst~~ **ging** [tense] — The past.\n\n> Ich ging gestern ins Kino.\n\nWas lief?";

test("a turn asks the database nothing until it is answered, is counted afterwards, and writes sixteen rows at most", async () => {
  const lena = await aConversation();
  model.script([answer]);
  const { untilAnswered, after, rows } = await costsOf(lena, () => lena.say("Ich gehst gestern ins Kino."), 1);
  expect(untilAnswered).toContain("completions");
  expect(untilAnswered.filter((what) => what.startsWith("D1"))).toEqual([]);
  expect(after.some((what) => what.includes("ai_usage"))).toBe(true);
  expect(rows).toBeLessThanOrEqual(MOST_ROWS);
});

test("nor does a turn that was spoken", async () => {
  const lena = await aConversation();
  model.script([answer]);
  const body = makeVoiceNote("Ich gehst gestern ins Kino.");
  telegram.addFile({ fileId: "spoken", path: "voice/spoken.oga", body, contentType: "audio/ogg" });
  const voice = { file_id: "spoken", file_unique_id: "spoken", duration: 4, mime_type: "audio/ogg" };
  const { untilAnswered, after, rows } = await costsOf(lena, () => lena.post({ voice }), 2);
  expect(untilAnswered).toEqual(expect.arrayContaining(["transcriptions", "completions"]));
  expect(untilAnswered.filter((what) => what.startsWith("D1"))).toEqual([]);
  expect(after.some((what) => what.includes("ai_usage"))).toBe(true);
  expect(rows).toBeLessThanOrEqual(MOST_ROWS);
});

test("where the shared budgets were not asked for of late, that is done beside the turn, which waits for no answer", async () => {
  const lena = await aConversation();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
  const never = async () => new Promise<never>(() => undefined);
  let asked = 0;
  preparing.mockImplementation((query) => {
    const isShared = query.includes("ai_reservations");
    asked += isShared ? 1 : 0;
    return isShared ? ({ bind: () => ({ all: never, raw: never }) } as never) : prepare(query);
  });
  model.script(["Schnell da."]);
  await lena.say("Hallo?");
  expect(lena.last()).toBe("Schnell da.");
  expect(asked).toBe(1);
  vi.useRealTimers();
});
