import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { recordAudit } from "#platform/audit.ts";
import { getDeps } from "#platform/deps.ts";
import worker from "#src/index.ts";
import { model, telegram } from "#support/outside.ts";
import { aLearner, anOwner, quiet, textOf, type Person } from "#support/person.ts";

afterEach(() => vi.useRealTimers());

const objectOf = (person: Person) => env.SESSIONS.getByName(`person:${person.user.id}`);
const heldBy = (person: Person) =>
  runInDurableObject(objectOf(person), (_, state) =>
    JSON.stringify([state.storage.sql.exec("SELECT * FROM state").toArray(), state.storage.sql.exec("SELECT * FROM inbox").toArray()]),
  );
const rowOf = (person: Person) => env.DB.prepare("select * from people where person_id = ?").bind(person.user.id).first();

async function aTalker(): Promise<Person> {
  const person = await aLearner();
  await person.say("/learn");
  await person.tap("💬 Free conversation");
  model.script(["Bello ist ein schöner Name!"]);
  await person.say("Mein Hund heißt Bello.");
  return person;
}

async function forget(person: Person): Promise<void> {
  await person.say("/forget");
  await person.tap("Yes, forget me");
  await person.tap("🗑 Delete it for good");
}

test("mydata sends everything that is held, as a JSON file", async () => {
  const lena = await aTalker();
  await lena.say("/mydata");
  const { document } = lena.screen().at(-1) ?? {};
  expect(document?.file_name).toBe("mydata.json");
  const file = telegram.file(document?.file_id ?? "");
  const data = await new Response(file?.content ?? null).json<Record<string, unknown>>();
  expect(data.profile).toMatchObject({ personId: lena.user.id, level: "A2" });
  expect(JSON.stringify(data.tutor)).toContain("Bello");
  expect((await env.FILES.list()).objects).toEqual([]);
});

test("forget asks twice, and no keeps everything", async () => {
  const lena = await aTalker();
  await lena.say("/forget");
  await lena.tap("No, keep everything");
  expect(lena.last()).toContain("Nothing was deleted");
  expect(await rowOf(lena)).not.toBeNull();
});

test("after the second yes nothing of the person is left but keys and a tombstone", async () => {
  const lena = await aTalker();
  await env.DB.prepare("insert into tip_days values (?, '2026-01-01', 1)").bind(lena.user.id).run();
  await forget(lena);
  expect(lena.last()).toContain("Everything about you has been deleted");
  expect(await rowOf(lena)).toBeNull();
  expect(await env.DB.prepare("select count(*) as days from tip_days where person_id = ?").bind(lena.user.id).first("days")).toBe(0);
  expect(await env.DB.prepare("select person_id from tombstones where person_id = ?").bind(lena.user.id).first("person_id")).toBe(
    lena.user.id,
  );
  const held = await heldBy(lena);
  expect(held).not.toMatch(/Bello|A2|"level"/);
  expect(held).toContain("t:");
});

test("mydata holds what was sent to somebody among many, and nothing of it is left after /forget", async () => {
  const lena = await aTalker();
  const insert =
    "insert into deliveries (delivery_key, campaign_id, person_id, data, status, changed_at) values ('x', 'tips.daily.2027-02-01', ?, '{}', 'sent', 0)";
  await env.DB.prepare(insert).bind(lena.user.id).run();
  await lena.say("/mydata");
  const file = telegram.file(lena.screen().at(-1)?.document?.file_id ?? "");
  const data = await new Response(file?.content ?? null).json<{ campaigns: unknown[] }>();
  expect(data.campaigns).toMatchObject([{ campaignId: "tips.daily.2027-02-01", status: "sent" }]);
  await forget(lena);
  expect(await env.DB.prepare("select count(*) as n from deliveries where person_id = ?").bind(lena.user.id).first("n")).toBe(0);
});

test("nothing that comes late brings a forgotten person back; only /start does, and as somebody new", async () => {
  const lena = await aTalker();
  await forget(lena);
  await lena.say("Hallo?");
  expect(lena.last()).toContain("I have forgotten you");
  const before = lena.screen().length;
  await objectOf(lena).accept({
    key: "e:late",
    kind: "event",
    body: JSON.stringify({ kind: "person.cancelled", version: 1, data: {} }),
  });
  await quiet(lena.user.id);
  await worker.scheduled({ cron: "*/5 * * * *" }, env);
  await quiet(lena.user.id);
  expect(lena.screen()).toHaveLength(before);

  await lena.say("/start");
  expect(lena.buttons()).toEqual(["English", "Deutsch", "Русский"]);
  await lena.tap("English");
  await lena.tap("B1");
  await lena.tap("English");
  expect(await rowOf(lena)).toMatchObject({ level: "B1" });
  expect(await env.DB.prepare("select count(*) as graves from tombstones where person_id = ?").bind(lena.user.id).first("graves")).toBe(0);
});

test("the second yes is good for ten minutes only", async () => {
  const lena = await aTalker();
  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11 * 60_000 });
  await lena.tap("🗑 Delete it for good");
  expect(lena.last()).toContain("some time ago");
  expect(await rowOf(lena)).not.toBeNull();
});

test("what the tutor answers after its learner was forgotten is not shown", async () => {
  const lena = await aTalker();
  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  model.fail({ kind: "slow", ms: 300, times: 1 });
  model.script(["Zu spät für dich."]);
  await telegram.say(lena.user.id, "Noch eine Frage");
  await telegram.tap(lena.user.id, "🗑 Delete it for good");
  await quiet(lena.user.id);
  await scheduler.wait(500);
  expect(lena.screen().map((message) => message.text)).not.toContain("Zu spät für dich.");
});

test("whatever a forgotten person does but /start is answered by one sentence, and opens nobody", async () => {
  const lena = await aLearner();
  await lena.say("/menu");
  const menuId = lena.screen().at(-1)?.message_id;
  await forget(lena);
  const acts: Array<[string, () => Promise<unknown>]> = [
    ...["/cancel", "/help", "/ping", "/privacy", "/learn", "/nonsense", "hallo"].map((text): [string, () => Promise<unknown>] => [
      text,
      () => lena.say(text),
    ]),
    ["a press", () => telegram.tap(lena.user.id, "❓ Help", menuId)],
    ["a photo", () => lena.sendFile({ kind: "photo", body: new Uint8Array([1]) })],
  ];
  for (const [name, act] of acts) {
    const before = lena.screen().filter(({ from }) => from?.is_bot).length;
    await act();
    await quiet(lena.user.id);
    const answers = lena.screen().filter(({ from }) => from?.is_bot);
    expect(answers.slice(before).map(textOf), name).toEqual(["I have forgotten you, as you wished. To begin anew, send /start."]);
  }
  expect(await rowOf(lena)).toBeNull();
});

test("a registration that a forgotten person began and stopped leaves them forgotten", async () => {
  const lena = await aTalker();
  await forget(lena);
  await lena.say("/start");
  await lena.say("/cancel");
  expect(lena.last()).toContain("I have forgotten you");
  await lena.say("hallo");
  expect(lena.last()).toContain("I have forgotten you");
});

test("a person whose row a restored database brings back stays forgotten, and begins anew with nothing of it", async () => {
  const lena = await aTalker();
  await lena.say("/settings");
  await lena.tap("Level");
  await lena.tap("C1");
  const row = await rowOf(lena);
  await forget(lena);
  const restore = () =>
    env.DB.prepare(
      `insert into people (${Object.keys(row ?? {}).join(", ")}) values (${Object.keys(row ?? {})
        .map(() => "?")
        .join(", ")})`,
    )
      .bind(...Object.values(row ?? {}))
      .run();
  await restore();
  await lena.say("hallo");
  expect(lena.last()).toContain("I have forgotten you");
  await lena.say("/start");
  expect(lena.buttons()).toEqual(["English", "Deutsch", "Русский"]);
  expect(await rowOf(lena)).toBeNull();
  await restore();
  await lena.tap("English");
  await lena.tap("B1");
  await lena.tap("English");
  expect(await rowOf(lena)).toMatchObject({ level: "B1", version: 1 });
});

test("the tombstone holds also where the person's object has lost what it knew", async () => {
  const lena = await aTalker();
  await forget(lena);
  await runInDurableObject(objectOf(lena), (instance, state) => {
    state.storage.sql.exec("DELETE FROM state");
    Object.assign(instance, { parts: undefined });
  });
  await lena.say("hallo");
  expect(lena.last()).toContain("I have forgotten you");
  await lena.say("/start");
  expect(lena.buttons()).toEqual(["English", "Deutsch", "Русский"]);
});

test("files that wait for a forgotten person are deleted, however many, and nobody else's", async () => {
  const lena = await aLearner();
  const name = `outgoing/person:${lena.user.id}`;
  const others = [`${name}0:1700000000000:t:1/1/mydata.json`, `outgoing/person:1:1700000000000:t:1/1/mydata.json`];
  const theirs = Array.from({ length: 1_001 }, (_, n) => `${name}:1700000000000:t:${n}/1/mydata.json`);
  await Promise.all([...theirs, ...others].map((key) => env.FILES.put(key, "{}")));
  await forget(lena);
  expect((await env.FILES.list({ prefix: "outgoing/" })).objects.map(({ key }) => key)).toEqual(others.toSorted());
  await env.FILES.delete(others);
}, 30_000);

test("outside of the database only who was forgotten is kept, and when, for a restored one to know", async () => {
  const lena = await aLearner();
  await forget(lena);
  const [kept, ...more] = (await env.FILES.list({ prefix: `tombstones/${lena.user.id}`, include: ["customMetadata"] })).objects;
  expect(more).toEqual([]);
  expect(kept).toMatchObject({ size: 0, customMetadata: { forgottenAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) } });
});

async function mydataOf(person: Person): Promise<Record<string, unknown>> {
  await person.say("/mydata");
  const { document } = person.screen().at(-1) ?? {};
  return new Response(telegram.file(document?.file_id ?? "")?.content ?? null).json();
}

test("mydata holds what staff and the person changed, the tips they added, and what is open with them and due", async () => {
  const olga = await anOwner();
  await olga.say("/add_tip Read aloud what you have written yourself.");
  const about = { auditId: `about-${olga.user.id}`, actor: "admin", action: "role.given", subject: `person:${olga.user.id}` };
  const { db } = getDeps(env);
  const stranger = { ...about, auditId: "about-another", subject: `person:${olga.user.id}0` };
  await db.batch([
    recordAudit(db, { ...about, origin: "admin route", at: new Date() }),
    recordAudit(db, { ...stranger, origin: "admin route", at: new Date() }),
  ]);
  const timer = { dueAt: Date.now() + 3_600_000, kind: "remind", version: 1, data: { of: "an essay" }, setBy: 1 };
  await runInDurableObject(objectOf(olga), (instance, state) => {
    state.storage.sql.exec("INSERT INTO state VALUES ('session', 'timer:essay', ?)", JSON.stringify(timer));
    Object.assign(instance, { parts: undefined });
  });
  await olga.say("/add_tip");
  const question = olga.last();
  const data = await mydataOf(olga);
  expect(data.audit).toMatchObject([{ actor: `person:${olga.user.id}`, action: "tips.add" }, { auditId: about.auditId }]);
  expect(data.tips).toMatchObject({ added: [{ text: "Read aloud what you have written yourself.", language: "en" }] });
  expect(data.session).toMatchObject({ flow: { flow: "add-tip" }, "timer:essay": { data: { of: "an essay" } } });

  await olga.say("Listen to one song a day, and to its words.");
  expect(olga.last()).not.toContain(question);
  expect((await mydataOf(olga)).session).not.toHaveProperty("flow");
});

test.for([
  ["English", "After /forget there remain"],
  ["Deutsch", "Nach /forget bleiben"],
  ["Русский", "После /forget остаются"],
])("the privacy text says in %s what is kept of whoever is forgotten", async ([language = "", sentence = ""]) => {
  const lena = await aLearner({ language });
  await lena.say("/privacy");
  expect(lena.last()).toContain(sentence);
});
