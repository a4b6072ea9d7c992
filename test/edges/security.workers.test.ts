import { env, exports } from "cloudflare:workers";
import { beforeEach, expect, test, vi } from "vitest";
import { getDeps } from "#platform/deps.ts";
import { onPress, type Feature } from "#platform/feature.ts";
import { defineButton } from "#platform/telegram/button.ts";
import { noWords, runWith } from "#support/features.ts";
import { deliver, telegram } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";

const SECRET = "Kanarienvogel";
const lines: unknown[] = [];
const counted: unknown[] = [];
// Read once, with the first update of this file.
Object.assign(env, {
  LOG_LEVEL: "warn",
  METRICS: { writeDataPoint: ({ blobs }: AnalyticsEngineDataPoint) => void counted.push(blobs) },
});
vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(JSON.parse(line)));

beforeEach(() => {
  lines.length = 0;
  counted.length = 0;
});

const rulingButton = defineButton("ruling:all", {});
const ruling: Feature = {
  name: "ruling",
  locales: noWords,
  commands: [{ name: "rule", where: "anywhere", needs: { role: "owner" }, handle: ({ turn }) => turn.say({ text: [] }) }],
  buttons: [onPress(rulingButton, () => undefined, { role: "owner" })],
};

async function forge({ user }: Person, data: string): Promise<void> {
  await telegram.forge(user.id, data);
  await quiet(user.id);
}

test.for([
  ["of a feature that this bot does not have", `${SECRET}:open`, { reason: "unknown" }],
  ["with arguments that it never has", `profile:level:${SECRET}`, { reason: "stale", kind: "profile:level" }],
  ["for owners alone", rulingButton.data({}), { reason: "role", kind: "ruling:all" }],
] as const)("case 24: a press of a button %s is noted without what it said, and counted", async ([, data, noted]) => {
  const lena = await aLearner();
  await runWith(`person:${lena.user.id}`, [ruling]);
  await forge(lena, data);
  expect(lines).toEqual([{ level: "warn", event: "security.act.refused", personId: lena.user.id, ...noted }]);
  expect(counted).toEqual([["security.refused", noted.reason]]);
});

test("case 24: a command for owners alone is noted, in private and in a group, and an unknown one is not", async () => {
  const lena = await aLearner();
  const group = telegram.addGroup({ title: "Staff", members: [{ personId: lena.user.id }] });
  await runWith(`person:${lena.user.id}`, [ruling]);
  await lena.say("/rule");
  await telegram.say(lena.user.id, "/rule", { chatId: group.id });
  await quiet(lena.user.id);
  await lena.say(`/${SECRET}`);
  const noted = { level: "warn", event: "security.act.refused", reason: "role", personId: lena.user.id, kind: "rule" };
  expect(lines).toEqual([noted, noted]);
});

test("case 24: an order that nobody knows is noted when somebody is about to pay for it", async () => {
  const lena = await aLearner();
  await deliver(
    telegram.makeUpdate({
      pre_checkout_query: { id: "checkout", from: lena.user, currency: "XTR", total_amount: 1, invoice_payload: SECRET },
    }),
  );
  await vi.waitFor(() => expect(counted).toEqual([["security.refused", "unknown-order"]]));
  expect(lines).toContainEqual({ level: "warn", event: "security.checkout.refused", personId: lena.user.id, reason: "unknown-order" });
  expect(JSON.stringify(lines)).not.toContain(SECRET);
});

test.for([
  ["a form of another page, with whatever the browser sends along", "", { cookie: `token=${env.ADMIN_TOKEN}` }],
  ["the token in the address", `?token=${env.ADMIN_TOKEN}&access_token=${env.ADMIN_TOKEN}`, {}],
  ["the token as a password", "", { authorization: `Basic ${btoa(`admin:${env.ADMIN_TOKEN}`)}` }],
  ["a token that somebody has signed with nothing", "", { authorization: `Bearer ${btoa('{"alg":"none"}')}.${btoa('{"role":"admin"}')}.` }],
] as const)("case 25: %s opens no admin route", async ([, query, headers]) => {
  const form = {
    method: "POST",
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
    body: "person=41&role=admin",
  };
  const response = await exports.default.fetch(new Request(`https://stoa.test/admin/staff${query}`, form));
  expect(response.status).toBe(401);
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
  expect(await env.DB.prepare("select count(*) as n from staff where person_id = 41").first("n")).toBe(0);
});

test("case 25: who has had everything forgotten stays so, whatever is still told of them", async () => {
  const lena = await aLearner();
  const { id } = lena.user;
  const profile = { personId: id, interfaceLanguage: "en", level: "C2", explanationLanguage: "en", timezone: "UTC", isReachable: true };
  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  await lena.tap("🗑 Delete it for good");
  const body = JSON.stringify({
    kind: "person.changed",
    version: 1,
    data: { profile: { ...profile, registeredAt: new Date(0), version: 9 } },
  });
  await getDeps(env).sessions.of({ type: "person", id }).accept({ key: "e:late", kind: "event", body });
  await quiet(id);
  expect(await env.DB.prepare("select count(*) as n from people where person_id = ?").bind(id).first("n")).toBe(0);
  await lena.say("/settings");
  expect(lena.buttons()).not.toContain("Level");
});
