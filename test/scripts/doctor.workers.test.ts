import { env, exports } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { telegram } from "#support/outside.ts";
import worker from "#src/index.ts";
import { examine } from "../../scripts/doctor/examine.ts";
import type { Place } from "../../scripts/doctor/observe.ts";

const bearer = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
const place: Place = {
  publicUrl: "https://stoa.test",
  adminToken: env.ADMIN_TOKEN,
  botToken: env.BOT_TOKEN,
  telegramRoot: "https://api.telegram.org",
  chatIds: {},
};

/** `npm run doctor` against the real Worker and the fake Telegram. `answer` may step in for the Worker. */
async function examineHere(changes: Partial<Place> = {}, answer: (request: Request) => Response | undefined = () => undefined) {
  const said: string[] = [];
  const isWell = await examine(
    { ...place, ...changes },
    {
      fetch: async (input, init) => {
        const request = new Request(input, init);
        if (new URL(request.url).host === "api.telegram.org") return telegram.fetch(request);
        return answer(request) ?? exports.default.fetch(request);
      },
      now: Date.now,
      say: (line) => said.push(line),
    },
  );
  return { isWell, said: said.join("\n") };
}

const ask = (path: string, method = "GET") => exports.default.fetch(new Request(`https://stoa.test${path}`, { method, headers: bearer }));

beforeEach(async () => {
  for (const cron of ["* * * * *", "*/5 * * * *"]) await worker.scheduled({ cron }, env);
  await ask("/admin/webhook", "POST");
});

test("of a Stoa that works nothing is wrong, and nothing is changed by asking", async () => {
  const before = telegram.calls.length;
  const { isWell, said } = await examineHere();
  expect(said).toBe("Asked: https://stoa.test, and Telegram as @stoa_bot.\n\nEverything works.");
  expect(isWell).toBe(true);
  expect(telegram.calls.slice(before).every(({ method }) => method.startsWith("get"))).toBe(true);
});

test("a silent bot is told of with the command that gives it its webhook back", async () => {
  await ask("/admin/webhook", "DELETE");
  const { isWell, said } = await examineHere();
  expect(isWell).toBe(false);
  expect(said).toContain("✗ The bot is silent: Telegram has no webhook for it");
  expect(said).toMatch(/cure {2}stop the other program, then npm run setup/);
});

test("a second installation with the same token is named", async () => {
  await exports.default.fetch(
    new Request("https://stoa.test/admin/webhook", { method: "POST", headers: bearer, body: '{"url": "https://other.test"}' }),
  );
  expect((await examineHere()).said).toContain("Telegram sends its updates to https://other.test/telegram/webhook");
});

test("a migration that is not applied is named", async () => {
  await env.DB.prepare("update d1_migrations set name = 'x' || name where id = 1").run();
  const { isWell, said } = await examineHere();
  await env.DB.prepare("update d1_migrations set name = substr(name, 2) where id = 1").run();
  expect(isWell).toBe(false);
  expect(said).toContain("✗ Migrations are missing: 0000_skeleton");
  expect(said).toContain("cure  npm run deploy");
});

test("a wrong ADMIN_TOKEN and a token that Telegram does not know are told apart", async () => {
  expect((await examineHere({ adminToken: "wrong" })).said).toContain("✗ The Worker refuses this ADMIN_TOKEN");
  const { said } = await examineHere({ botToken: "2:wrong" });
  expect(said).toContain("✗ Telegram does not know the BOT_TOKEN that was given here");
  expect(said).not.toContain("refuses this ADMIN_TOKEN");
});

test("a group is asked for by its number: without -100, unknown, left, and with privacy mode on", async () => {
  const group = telegram.addGroup({ title: "Desk", bot: "member" });
  const plain = String(group.id).replace(/^-100/, "-");
  const of = async (chatId: string) => (await examineHere({ chatIds: { REQUESTS_CHAT_ID: chatId, ALERTS_CHAT_ID: "" } })).said;
  expect(await of(plain)).toContain(`✗ REQUESTS_CHAT_ID is ${plain}, and the group is ${group.id}`);
  expect(await of("-4242")).toContain("✗ REQUESTS_CHAT_ID: there is no chat -4242 for the bot (Bad Request: chat not found)");
  expect(await of(String(group.id))).toContain("· Privacy mode is on, and in “Desk” the bot is no administrator");
  await telegram.setMember({ chatId: group.id, userId: 1, role: "administrator" });
  expect(await of(String(group.id))).toContain("Everything works.");
});

test("models that were switched off are worth a note and break nothing", async () => {
  const body = '{"ai": "off", "why": "the bill"}';
  await exports.default.fetch(new Request("https://stoa.test/admin/switches", { method: "POST", headers: bearer, body }));
  const { isWell, said } = await examineHere();
  await exports.default.fetch(new Request("https://stoa.test/admin/switches", { method: "POST", headers: bearer, body: '{"ai": "on"}' }));
  expect(said).toContain("· Models are switched off: the bill");
  expect(isWell).toBe(true);
});

test("an address without a Stoa, and one where nobody answers, are told as that alone", async () => {
  const page = await examineHere({}, () => new Response("<html>", { status: 404 }));
  expect(page.said).toContain("✗ PUBLIC_URL is no Stoa: /health answered 404");
  expect(page.isWell).toBe(false);
});
