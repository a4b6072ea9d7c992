import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import * as z from "zod";
import worker from "#src/index.ts";
import { createSessions } from "#platform/sessions.ts";
import { causedBy, deliverWritten, insertEvent, type NewEvent } from "#platform/events.ts";
import { onEvent, type Feature } from "#platform/feature.ts";
import type { Subject } from "#platform/object-name.ts";
import { getDeps } from "#platform/deps.ts";
import { noWords, runWith } from "#support/features.ts";
import { aLearner, quiet } from "#support/person.ts";
import { aStub } from "#support/stub.ts";

const deps = getDeps(env);
const MINUTE_MS = 60_000;

function anEvent(eventId: string, personId: number, ageMs = 0): NewEvent {
  return {
    eventId,
    to: { type: "person", id: personId },
    kind: "session.relay",
    version: 1,
    data: { method: "sendMessage", payload: { chat_id: personId, text: `told of ${eventId}` } },
    cause: "test",
    createdAt: new Date(Date.now() - ageMs),
    hops: 0,
  };
}
const write = (event: NewEvent) => deps.db.batch([insertEvent(deps.db, event)]);
const deliveredAt = (eventId: string) =>
  env.DB.prepare("select delivered_at from events where event_id = ?").bind(eventId).first("delivered_at");

test("an event that cannot be delivered holds back no other, and is delivered no more after a day", async () => {
  const lena = await aLearner();
  await write(anEvent("to-nobody", 1, 5 * MINUTE_MS));
  await env.DB.prepare("update events set \"to\" = 'nobody' where event_id = 'to-nobody'").run();
  await write(anEvent("to-lena", lena.user.id, 2 * MINUTE_MS));
  await worker.scheduled({ cron: "* * * * *" }, env);
  await quiet(lena.user.id);
  expect(lena.last()).toContain("told of to-lena");
  expect(await deliveredAt("to-lena")).not.toBeNull();
  expect(await deliveredAt("to-nobody")).toBeNull();

  await env.DB.prepare("update events set created_at = created_at - 86400000 where event_id = 'to-nobody'").run();
  await worker.scheduled({ cron: "*/5 * * * *" }, env);
  expect(await env.DB.prepare("select count(*) as left from events where event_id = 'to-nobody'").first("left")).toBe(0);
  expect(await env.DB.prepare("select count(*) as kept from dead_letters where dead_letter_id = 'to-nobody'").first("kept")).toBe(1);
});

test("a whole page of events that cannot be delivered holds back no other", async () => {
  const lena = await aLearner();
  await env.DB.prepare(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < 120)
     insert into events (event_id, "to", kind, version, data, cause, hops, created_at)
     select 'lost-' || i, 'person:2', 'session.relay', 1, '{}', 'test', 0, ? from n`,
  )
    .bind(Date.now() - 10 * MINUTE_MS)
    .run();
  await write(anEvent("behind-them", lena.user.id, 2 * MINUTE_MS));
  const of = deps.sessions.of.bind(deps.sessions);
  const broken = vi
    .spyOn(deps.sessions, "of")
    .mockImplementation((subject) => (subject === "person:2" ? aStub({ accept: () => Promise.reject(new Error("down")) }) : of(subject)));
  await worker.scheduled({ cron: "* * * * *" }, env);
  await quiet(lena.user.id);
  broken.mockRestore();
  expect(lena.last()).toContain("told of behind-them");
  await env.DB.prepare("delete from events where event_id like 'lost-%'").run();
});

test("events delivered a week ago are forgotten", async () => {
  await write(anEvent("old", 5, 8 * 24 * 60 * MINUTE_MS));
  await env.DB.prepare("update events set delivered_at = created_at where event_id = 'old'").run();
  await worker.scheduled({ cron: "*/5 * * * *" }, env);
  expect(await env.DB.prepare("select count(*) as left from events where event_id = 'old'").first("left")).toBe(0);
});

test("of many events written together the ones that were taken are marked, the others left for the next tick", async () => {
  const lena = await aLearner();
  const events = [anEvent("a", lena.user.id), anEvent("b", 2), anEvent("c", lena.user.id)];
  for (const event of events) await write(event);
  const of = deps.sessions.of.bind(deps.sessions);
  const broken = vi
    .spyOn(deps.sessions, "of")
    .mockImplementation((subject) => (subject === "person:2" ? aStub({ accept: () => Promise.reject(new Error("down")) }) : of(subject)));
  await deliverWritten(deps, events);
  broken.mockRestore();
  await quiet(lena.user.id);
  expect(await Promise.all(["a", "b", "c"].map(async (id) => (await deliveredAt(id)) !== null))).toEqual([true, false, true]);
});

const echo = (to: () => Subject): Feature => ({
  name: "echo",
  locales: noWords,
  events: [
    onEvent({
      kind: "echo",
      version: 1,
      schema: z.object({ n: z.int() }),
      handle: async ({ n }, turn, { db }) => {
        const writing = turn.writing();
        const event = { eventId: writing.key, to: to(), kind: "echo", version: 1, data: { n: n + 1 }, ...causedBy(writing) };
        await db.batch([insertEvent(db, event)]);
        turn.deliver(event);
      },
    }),
  ],
});

test("two objects that answer each other for ever are stopped after six events; the next is a dead letter, and staff are told", async () => {
  const [lena, max] = [await aLearner(), await aLearner()];
  await runWith(`person:${lena.user.id}`, [echo(() => ({ type: "person", id: max.user.id }))]);
  await runWith(`person:${max.user.id}`, [echo(() => ({ type: "person", id: lena.user.id }))]);
  await write({ ...anEvent("ping", lena.user.id, MINUTE_MS), kind: "echo", data: { n: 0 } });
  await worker.scheduled({ cron: "* * * * *" }, env);
  await vi.waitFor(async () => {
    const { results } = await env.DB.prepare("select body from dead_letters where body like '%\"echo\"%'").all<{ body: string }>();
    expect(results.map(({ body }) => JSON.parse(body))).toMatchObject([{ kind: "echo", hops: 6, data: '{"n":6}' }]);
  });
  for (const person of [lena, max]) await quiet(person.user.id);
  const { results } = await env.DB.prepare("select hops from events where kind = 'echo' order by hops").all<{ hops: number }>();
  expect(results.map(({ hops }) => hops)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await env.DB.prepare("select count(*) as raised from alerts where kind = 'event.looping'").first("raised")).toBe(1);
});

test("an event that carries more than 100 KB is refused when it is written, without a word of what it holds", () => {
  const event = (text: string) => insertEvent(deps.db, { ...anEvent("large", 5), data: { text } });
  expect(() => event("ä".repeat(51_194))).not.toThrow();
  expect(() => event("ä".repeat(51_195))).toThrow(/^the data of an event has 102401 bytes, and at most 100 KB may be sent$/);
});

test("every object is asked for beside Telegram and D1, whoever asks first", () => {
  const asked: unknown[] = [];
  const stub = aStub();
  const sessions = createSessions({ getByName: (name, options) => (asked.push([name, options]), stub) }, "weur");
  sessions.of({ type: "person", id: 5 });
  sessions.of("chat:-100");
  expect(asked).toEqual([
    ["person:5", { locationHint: "weur" }],
    ["chat:-100", { locationHint: "weur" }],
  ]);
});
