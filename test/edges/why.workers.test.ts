import { env, exports } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { model, telegram } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";
import { aVictim } from "#support/victim.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
const ask = (path: string, init: RequestInit = {}) =>
  exports.default.fetch(new Request(`https://stoa.test/admin${path}`, { headers, ...init }));
const post = (path: string, body?: unknown) => ask(path, { method: "POST", body: JSON.stringify(body ?? {}) });

type Row = { key: string; outcome: string; status: string; trace: Array<{ type: string } & Record<string, unknown>> };
type Told = {
  subject: string;
  person: { personId: number; username: string } | null;
  models: { calls: number; spent: number };
  timeline: Array<{ type: string; at: string; row?: Row; deadLetterId?: string; action?: string }>;
};
const read = async <Body>(response: Response) => (await response.json()) as Body;
const why = async (query: string) => read<Told>(await ask(`/why?${query}`));

async function aTalker(): Promise<Person> {
  const lena = await aLearner({ user: { username: `lena_${crypto.randomUUID().slice(0, 8)}` } });
  await lena.say("/learn");
  await lena.tap("💬 Free conversation");
  model.script(["Bello ist ein schöner Name!"]);
  await lena.say("Mein Hund heißt Bello.");
  return lena;
}

test("the timeline of a person, by id or name, is the same JSON, dated, and holds nothing that was written", async () => {
  const lena = await aTalker();
  const byId = await why(`person=${lena.user.id}`);
  expect(byId).toMatchObject({ subject: `person:${lena.user.id}`, person: { personId: lena.user.id }, models: { calls: 1 } });
  expect(byId.timeline.map(({ row }) => row?.outcome).slice(-2)).toEqual(["fallback.text", "job.tutor.reply.done"]);
  const [call, sent] = byId.timeline.at(-1)?.row?.trace ?? [];
  expect(call).toMatchObject({ type: "model", role: "chat", model: "compatible:stoa-fake-1", outcome: "answered" });
  expect(sent).toMatchObject({ type: "sent", method: "sendMessage", tries: 1 });
  const instants = byId.timeline.map(({ at }) => at);
  expect(instants).toEqual(instants.toSorted());
  expect(JSON.stringify(byId)).not.toContain("Bello");
  expect(await why(`username=@${lena.user.username}`)).toEqual(byId);
});

/** What is known of the switch has aged by then, and is asked for anew. */
function halfAMinuteLater(): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31_000 });
}

test("a model that fails is told with its reason, and a switch with what it kept from being asked", async () => {
  const lena = await aTalker();
  model.fail({ kind: "server-error", status: 503, times: 1 });
  await lena.say("Und deiner?");
  expect(await read(await post("/switches", { ai: "off", why: "the bill" }))).toEqual({ ai: "off", why: "the bill" });
  halfAMinuteLater();
  // The first is begun while the switch is looked up, and may be quicker; the next knows.
  for (const text of ["Und jetzt?", "Und wirklich?"]) await lena.say(text);
  expect(lena.last()).not.toContain("Bello");
  const { timeline } = await why(`person=${lena.user.id}`);
  const entries = timeline.flatMap(({ row }) => row?.trace ?? []);
  expect(entries.find((entry) => entry.outcome === "status 503")).toMatchObject({ type: "model" });
  expect(entries.find((entry) => entry.type === "unpaid")).toMatchObject({ reason: "off" });

  const calls = model.calls.length;
  expect(await read(await post("/switches", { ai: "on" }))).toEqual({ ai: "on" });
  expect(await read(await ask("/switches"))).toEqual({ ai: "on" });
  halfAMinuteLater();
  await lena.say("Und nun?");
  expect(model.calls.length).toBeGreaterThan(calls);
  const { results } = await env.DB.prepare(
    "select before, after from audit_log where action = 'models.switch' order by at, after desc",
  ).all();
  expect(results).toEqual([
    { before: '{"ai":"on"}', after: '{"ai":"off","why":"the bill"}' },
    { before: '{"ai":"off","why":"the bill"}', after: '{"ai":"on"}' },
  ]);
});

test("a switch without a reason, or that is none, is refused", async () => {
  for (const body of [{ ai: "off" }, { ai: "off", why: " " }, { ai: "maybe" }, {}])
    expect((await post("/switches", body)).status).toBe(400);
});

test("what cannot be told is 400 or 404, with a sentence", async () => {
  for (const query of ["", "person=lena", "update=-1", "person=1&username=lena", "username=a b"])
    expect((await ask(`/why?${query}`)).status).toBe(400);
  for (const [query, sentence] of [
    ["person=31337", "nobody with this id has registered"],
    ["username=nobody", "nobody who registered has this name"],
    ["update=31337", "knows this update"],
  ]) {
    const response = await ask(`/why?${query}`);
    expect(response.status).toBe(404);
    expect((await read<{ error: string }>(response)).error).toContain(sentence);
  }
  const lena = await aLearner();
  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  await lena.tap("🗑 Delete it for good");
  expect(await read(await ask(`/why?person=${lena.user.id}`))).toEqual({ error: "this person had everything forgotten" });
});

test("a message that the person has blocked is told as not delivered, and why", async () => {
  const lena = await aLearner();
  telegram.fail({
    kind: "refusal",
    method: "sendMessage",
    errorCode: 403,
    description: "Forbidden: bot was blocked by the user",
    times: 1,
  });
  await lena.say("/ping");
  const { timeline } = await why(`person=${lena.user.id}`);
  expect(timeline.flatMap(({ row }) => row?.trace ?? []).find((entry) => entry.type === "unsent")).toMatchObject({
    method: "sendMessage",
    reason: "Forbidden: bot was blocked by the user",
  });
});

test("a dead row is replayed once: then it is 409, and what never was is 404", async () => {
  const lena = await aVictim();
  const { timeline } = await why(`person=${lena.user.id}`);
  const { deadLetterId = "" } = timeline.find((story) => story.deadLetterId !== undefined) ?? {};
  const path = `/dead-letters/${encodeURIComponent(deadLetterId)}/replay`;
  const answers = await Promise.all([post(path), post(path)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect(await read(await post(path))).toEqual({ error: "this has been replayed already" });
  await quiet(lena.user.id);
  expect(await env.DB.prepare("select level from people where person_id = ?").bind(lena.user.id).first("level")).toBe("B1");
  const told = await why(`person=${lena.user.id}`);
  expect(told.timeline.filter(({ action }) => action === "dead-letter.replay")).toHaveLength(1);
  for (const unknown of ["nothing", "person:31337:t:5", `person:${lena.user.id}:t:5`, "chat:-5:t:5"])
    expect((await post(`/dead-letters/${encodeURIComponent(unknown)}/replay`)).status).toBe(404);
}, 30_000);

test("an event that died is listed without what it holds, handed over once, and what nobody can make out is refused", async () => {
  const lena = await aLearner();
  const to = `person:${lena.user.id}`;
  const call = { method: "sendMessage", payload: { chat_id: lena.user.id, text: "what came late" } };
  const event = { eventId: "told:x", to, kind: "session.relay", version: 1, data: JSON.stringify(call), cause: "c", hops: 0 };
  const bury = (id: string, body: unknown) =>
    env.DB.prepare("insert into dead_letters values (?, ?, 1)").bind(id, JSON.stringify(body)).run();
  await bury("told:x", event);
  await bury("poison", { type: "poison" });
  const listed = await (await ask("/dead-letters")).text();
  expect(listed).toContain('"kind":"event"');
  expect(listed).not.toContain("what came late");
  expect((await post("/dead-letters/told%3Ax/replay")).status).toBe(200);
  await quiet(lena.user.id);
  expect(lena.last()).toContain("what came late");
  expect((await post("/dead-letters/told%3Ax/replay")).status).toBe(409);
  expect((await post("/dead-letters/poison/replay")).status).toBe(409);
});

test("an object from before there were traces tells what it knows, and keeps traces from its next update on", async () => {
  const lena = await aLearner();
  const stub = env.SESSIONS.getByName(`person:${lena.user.id}`);
  await runInDurableObject(stub, (_, { storage: { sql } }) => sql.exec("ALTER TABLE inbox DROP COLUMN trace").toArray());
  await evictDurableObject(stub);
  const before = await why(`person=${lena.user.id}`);
  expect(before.timeline.map(({ row }) => row?.trace)).toEqual([[], [], [], []]);
  await lena.say("/ping");
  expect(lena.last()).toBe("pong");
  const { timeline } = await why(`person=${lena.user.id}`);
  expect(timeline.at(-1)?.row?.trace).toMatchObject([{ type: "sent", method: "sendMessage" }]);
});
