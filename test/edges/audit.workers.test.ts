import { env, exports } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { recordAudit } from "#platform/audit.ts";
import { saveClockOffset } from "#platform/clock.ts";
import { openDatabase } from "#platform/database.ts";
import { anOwner } from "#support/person.ts";

const db = openDatabase(env.DB);
const bearer = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
const send = (method: string, path: string, body: unknown) =>
  exports.default.fetch(new Request(`https://stoa.test/admin/${path}`, { method, headers: bearer, body: JSON.stringify(body) }));
const listActions = async () =>
  (await env.DB.prepare("select action from audit_log order by rowid").all<{ action: string }>()).results.map(({ action }) => action);

afterEach(() => void vi.restoreAllMocks());

const tip = { tips: [{ language: "en", text: "Name what you see on your way." }] };
const writes = [
  { method: "POST", path: "tips", body: tip, action: "tips.add" },
  { method: "POST", path: "switches", body: { ai: "off", why: "the bill" }, action: "models.switch" },
  { method: "POST", path: "switches", body: { ai: "on" }, action: "models.switch" },
  { method: "POST", path: "staff", body: { person: 41, role: "teacher" }, action: "staff.add" },
  { method: "DELETE", path: "staff", body: { person: 41, role: "teacher" }, action: "staff.remove" },
];

test("every change through an admin route is recorded once, and one that changes nothing is not", async () => {
  for (const { method, path, body, action } of writes) {
    const before = await listActions();
    expect((await send(method, path, body)).status, `${method} ${path}`).toBe(200);
    expect((await listActions()).slice(before.length), `${method} ${path}`).toEqual([action]);
    await send(method, path, body);
    expect((await listActions()).slice(before.length), `${method} ${path} again`).toEqual([action]);
  }
});

test("of many tips sent together only the new ones are recorded, each with its text", async () => {
  const added = { language: "en", text: "Write down one new word." };
  const before = (await listActions()).length;
  await send("POST", "tips", { tips: [...tip.tips, added, added] });
  const { results } = await env.DB.prepare("select actor, after, origin from audit_log order by rowid limit -1 offset ?")
    .bind(before)
    .all();
  expect(results).toEqual([{ actor: "admin", after: JSON.stringify(added), origin: "admin route" }]);
});

test("moving the clock of a simulation is recorded with the move, and not where it stays", async () => {
  const before = (await listActions()).length;
  for (const key of ["one", "two"]) await saveClockOffset(db, 5_000, { key, now: new Date() });
  expect((await listActions()).slice(before)).toEqual(["clock.move"]);
  await env.DB.prepare("delete from settings where name = 'clock-offset-ms'").run();
});

test("a change whose record cannot be written is not made", async () => {
  const prepare = env.DB.prepare.bind(env.DB);
  vi.spyOn(env.DB, "prepare").mockImplementation((query) => prepare(query.replace('into "audit_log"', 'into "no_log"')));
  expect((await send("POST", "switches", { ai: "off", why: "never written" })).status).toBe(500);
  vi.restoreAllMocks();
  expect(await (await exports.default.fetch(new Request("https://stoa.test/admin/switches", { headers: bearer }))).json()).toEqual({
    ai: "on",
  });
});

test("a change whose answer is lost, and that is asked for again, is made and recorded once", async () => {
  const before = (await listActions()).length;
  const batch = env.DB.batch.bind(env.DB);
  vi.spyOn(env.DB, "batch").mockImplementationOnce(async (statements) => {
    await batch(statements);
    throw new Error("the Worker dies here");
  });
  const body = { tips: [{ language: "en", text: "Sing along with a song you like." }] };
  expect((await send("POST", "tips", body)).status).toBe(500);
  expect((await send("POST", "tips", body)).status).toBe(200);
  expect((await listActions()).slice(before)).toEqual(["tips.add"]);
});

test.for(["update audit_log set actor = 'nobody'", "delete from audit_log"])(
  "the audit log is append-only: %s is refused",
  async (query) => {
    const entry = { auditId: "kept", actor: "admin", action: "test", subject: "test", origin: "cron", at: new Date() } as const;
    await db.batch([recordAudit(db, entry)]);
    const before = await env.DB.prepare("select * from audit_log").all();
    await expect(env.DB.prepare(query).run()).rejects.toThrow("append-only");
    expect((await env.DB.prepare("select * from audit_log").all()).results).toEqual(before.results);
  },
);

test("an entry that is written again is left as it is, without an error", async () => {
  const entry = { auditId: "again", actor: "admin", subject: "test", origin: "cron", at: new Date() } as const;
  await db.batch([recordAudit(db, { ...entry, action: "first" })]);
  await db.batch([recordAudit(db, { ...entry, action: "second" })]);
  expect(await env.DB.prepare("select action from audit_log where audit_id = 'again'").first("action")).toBe("first");
});

test("whoever is in the audit log can be forgotten; what they did as staff stays", async () => {
  const olga = await anOwner();
  await olga.say("/add_tip Say the time aloud whenever you look at it.");
  await olga.say("/forget");
  await olga.tap("Yes, forget me");
  await olga.tap("🗑 Delete it for good");
  const kept = env.DB.prepare("select count(*) as kept from audit_log where actor = ?").bind(`person:${olga.user.id}`);
  expect(await kept.first("kept")).toBe(1);
  expect(await env.DB.prepare("select count(*) as people from people where person_id = ?").bind(olga.user.id).first("people")).toBe(0);
});
