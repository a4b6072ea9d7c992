import { expect, test } from "vitest";
import { judge } from "../../scripts/doctor/examine.ts";
import { renderFinding } from "../../scripts/doctor/finding.ts";
import type { Observations, Webhook } from "../../scripts/doctor/observe.ts";
import { readPlace } from "../../scripts/doctor/place.ts";

const now = Date.parse("2026-11-21T08:00:00Z");
const publicUrl = "https://stoa.test";
const bot = { id: 1, username: "stoa_bot", can_join_groups: true, can_read_all_group_messages: false };
const webhook: Webhook = { url: `${publicUrl}/telegram/webhook`, pending_update_count: 0 };
const answer = (body: unknown, status = 200) => ({ status, body, aheadMs: undefined });
const ready = { status: "ok", configuration: [], checks: { telegram: { status: "ok", bot: "stoa_bot" } } };
const well: Observations = {
  health: answer({ status: "ok", version: "1", database: "reachable" }),
  ready: answer(ready),
  webhook,
  switches: answer({ ai: "on" }),
  telegram: { isAsked: true, bot, webhook, refusal: undefined, aheadMs: undefined },
  groups: [],
};

const told = (changes: Partial<Observations>) =>
  judge({ ...well, ...changes }, { publicUrl, now }).map((finding) => renderFinding(finding));
const toldOf = (variable: string, problem: string) => told({ ready: answer({ ...ready, configuration: [{ variable, problem }] }, 503) });
const toldOfPart = (name: string, part: object) =>
  told({ ready: answer({ ...ready, checks: { ...ready.checks, [name]: { status: "failing", ...part } } }, 503) });

test("nothing is found where nothing is wrong", () => {
  expect(told({})).toEqual([]);
});

test("a finding says what is seen, why, and the command that cures it", () => {
  expect(toldOf("OPENROUTER_API_KEY", "is missing, and AI_CHAT names an openrouter model")).toEqual([
    [
      "✗ OPENROUTER_API_KEY is missing, and AI_CHAT names an openrouter model",
      "    why   without a key the provider refuses every call, so whoever learns gets no answer",
      "    cure  npx wrangler secret put OPENROUTER_API_KEY",
    ].join("\n"),
  ]);
});

test.for([
  ["a missing secret", "WEBHOOK_SECRET", "is missing", "npx wrangler secret put WEBHOOK_SECRET"],
  ["a Worker that does not know its bot", "BOT_INFO", "is missing: run `npm run setup`", "npm run setup"],
  ["the number of a group without its minus", "ALERTS_CHAT_ID", "must be the id of a group", "mend ALERTS_CHAT_ID in wrangler.toml"],
  ["a variable", "TIMEZONE", "must be an IANA time zone", "mend TIMEZONE in wrangler.toml, then npm run deploy"],
] as const)("%s is cured by its own command", ([, variable, problem, cure]) => {
  expect(toldOf(variable, problem)).toEqual([expect.stringContaining(`cure  ${cure}`)]);
});

test.for([
  ["Wrong response from the webhook: 401 Unauthorized", "WEBHOOK_SECRET is not the one that Telegram was given", "npm run setup"],
  ["Wrong response from the webhook: 403 Forbidden", "TELEGRAM_IPS is on", 'TELEGRAM_IPS = "off"'],
  ["Wrong response from the webhook: 404 Not Found", "no Stoa at that address", "npm run deploy, then npm run setup"],
  ["Wrong response from the webhook: 429 Too Many Requests", "used up its requests of the day", "Workers Paid"],
  ["Wrong response from the webhook: 302 Found", "redirects", "PUBLIC_URL"],
  ["Wrong response from the webhook: 503 Service Unavailable", "could not store the update", "npx wrangler tail"],
  ["SSL error {certificate verify failed}", "no certificate that Telegram accepts", "workers.dev"],
  ["Connection timed out", "does not reach the address", "curl $PUBLIC_URL/health"],
  ["Wrong response from the webhook: 400 Bad Request", "answered what Telegram does not take", "npx wrangler tail"],
] as const)("Telegram's last error “%s” is explained", ([words, why, cure]) => {
  const failing = { ...webhook, last_error_date: now / 1000 - 60, last_error_message: words };
  const [finding = ""] = told({ webhook: failing });
  expect(finding).toContain(`✗ Telegram could not deliver an update at 2026-11-21T07:59:00.000Z: ${words}`);
  expect(finding.split("\n")[1]).toContain(why);
  expect(finding.split("\n")[2]).toContain(cure);
});

test("an error of hours ago is worth a note, and one of last week nothing", () => {
  const failed = (hours: number) => told({ webhook: { ...webhook, last_error_date: now / 1000 - hours * 3600, last_error_message: "x" } });
  expect(failed(3)).toEqual([expect.stringMatching(/^· /)]);
  expect(failed(170)).toEqual([]);
});

test("a backlog is told from a hundred updates on", () => {
  expect(told({ webhook: { ...webhook, pending_update_count: 100 } })).toEqual([]);
  expect(told({ webhook: { ...webhook, pending_update_count: 101 } })).toEqual([expect.stringContaining("✗ 101 updates wait")]);
});

test("a webhook that asks for other kinds of update was set by something else", () => {
  expect(told({ webhook: { ...webhook, allowed_updates: ["message"] } })).toEqual([expect.stringContaining("Telegram sends only message")]);
});

test("the Worker's bot and the one whose token was given here are told apart, by the webhook and by name", () => {
  const elsewhere = { ...webhook, url: "https://other.test/telegram/webhook" };
  expect(told({ telegram: { ...well.telegram, webhook: elsewhere } })).toEqual([
    expect.stringContaining("✗ The Worker runs another bot than @stoa_bot"),
  ]);
  expect(told({ telegram: { ...well.telegram, bot: { ...bot, username: "agora_bot" } } })).toEqual([
    expect.stringContaining("✗ The Worker takes itself for @stoa_bot, and its bot is @agora_bot"),
  ]);
});

test("a Worker on this machine needs no webhook: it is brought its updates", () => {
  const none = { ...webhook, url: "" };
  const telegram = { ...well.telegram, webhook: none };
  expect(judge({ ...well, webhook: none, telegram }, { publicUrl: "http://127.0.0.1:8788", now })).toEqual([]);
});

test("a bot that hears everything needs no note about privacy, one that may not join is broken, one that was removed too", () => {
  const group = { variable: "REQUESTS_CHAT_ID", chatId: "-1005", title: "Desk", status: "member" };
  const asked = (changes: Partial<typeof bot>, status = "member") =>
    told({ telegram: { ...well.telegram, bot: { ...bot, ...changes } }, groups: [{ ...group, status }] });
  expect(asked({})).toEqual([expect.stringContaining("· Privacy mode is on")]);
  expect(asked({ can_read_all_group_messages: true })).toEqual([]);
  expect(asked({ can_join_groups: false }, "administrator")).toEqual([expect.stringContaining("✗ @stoa_bot may not join groups")]);
  expect(asked({}, "kicked")).toEqual([expect.stringContaining("✗ REQUESTS_CHAT_ID: the bot is not in “Desk”")]);
});

test.for([
  ["database", { problem: "has migrations that are not applied", missing: ["0015_tips"] }, "✗ Migrations are missing: 0015_tips"],
  ["database", { problem: "does not answer (Error)" }, "it has no tables yet"],
  ["cron", { problem: "did not run lately: events.redeliver" }, "✗ cron: did not run lately: events.redeliver"],
  ["queue", { problem: "the queue is not worked off" }, "npx wrangler queues info stoa-jobs"],
  ["deadLetters", { problem: "some messages failed at every try" }, "/admin/dead-letters"],
  ["telegram", { problem: "refuses: Unauthorized" }, "✗ Telegram does not know the Worker's BOT_TOKEN"],
  ["telegram", { problem: "does not answer" }, "✗ The Worker does not reach Telegram"],
  ["whatever comes next", { problem: "is odd" }, "✗ whatever comes next: is odd"],
] as const)("the part %s is told as %j wants it", ([name, part, words]) => {
  expect(toldOfPart(name, part)).toEqual([expect.stringContaining(words)]);
});

test("what keeps everything else from being asked is told alone", () => {
  expect(told({ health: undefined })).toEqual([expect.stringContaining("✗ Nothing answers at PUBLIC_URL")]);
  expect(told({ health: answer(undefined, 429) })).toEqual([expect.stringContaining("in place of the Worker")]);
  expect(told({ health: answer({ status: "failing", version: "1", database: "unreachable" }, 503) })).toEqual([
    expect.stringContaining("✗ The database does not answer"),
  ]);
  const refusal = { isAsked: true, bot: undefined, webhook: undefined, refusal: "no answer", aheadMs: undefined };
  expect(told({ telegram: refusal })).toEqual([expect.stringContaining("✗ Telegram does not answer getMe: no answer")]);
});

test("a clock that goes wrong is told: this machine's as a note, the Worker's as broken", () => {
  const at = (workerMs: number, telegramMs: number) =>
    told({ health: { ...answer(well.health?.body), aheadMs: workerMs }, telegram: { ...well.telegram, aheadMs: telegramMs } });
  expect(at(900, -900)).toEqual([]);
  expect(at(300_000, 300_000)).toEqual([expect.stringContaining("· The clock of this machine is 5 min behind the others")]);
  expect(at(300_000, 0)).toEqual([expect.stringContaining("✗ The Worker's clock is 5 min ahead of Telegram's")]);
});

test("in another environment the commands name it", () => {
  const cure = (words: string) => renderFinding({ isBroken: true, seen: "", why: "", cure: words }, "staging").split("cure  ")[1];
  expect(cure("npm run deploy, then npm run setup")).toBe("npm run deploy -- --env staging, then npm run setup -- --env staging");
  expect(cure("npx wrangler secret put BOT_TOKEN with the token of BotFather")).toBe(
    "npx wrangler secret put BOT_TOKEN --env staging with the token of BotFather",
  );
  expect(cure("npx wrangler queues info stoa-jobs")).toBe("npx wrangler queues info stoa-staging-jobs");
});

test("the place is read from the environment and the groups from the configuration", () => {
  const vars = { ALERTS_CHAT_ID: "-1001", ACADEMY_NAME: "Stoa", OWNER_IDS: "1" };
  expect(readPlace({ PUBLIC_URL: "https://stoa.test/", ADMIN_TOKEN: "a" }, vars)).toEqual({
    publicUrl: "https://stoa.test",
    adminToken: "a",
    botToken: undefined,
    telegramRoot: "https://api.telegram.org",
    chatIds: { ALERTS_CHAT_ID: "-1001" },
  });
  expect(() => readPlace({ ADMIN_TOKEN: " " }, {})).toThrow("Missing: PUBLIC_URL, ADMIN_TOKEN");
  expect(() => readPlace({ PUBLIC_URL: "stoa", ADMIN_TOKEN: "a" }, {})).toThrow("PUBLIC_URL must be an address, not stoa");
});
