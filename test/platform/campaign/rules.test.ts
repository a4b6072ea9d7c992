import { expect, test } from "vitest";
import { judgeDelivery } from "#platform/campaign/rules.ts";
import type { TelegramAnswer } from "#platform/telegram/client.ts";

const now = new Date("2027-02-01T12:00:00Z");
const judge = (answer: TelegramAnswer, tries = 1) => judgeDelivery(answer, { tries, now, cooldownMs: 600_000 });
const refused = (code: number, description: string, retryAfterSeconds?: number): TelegramAnswer => ({
  type: "refused",
  code,
  description,
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

test("what was sent is known by its message", () => {
  expect(judge({ type: "ok", result: { message_id: 17 } })).toEqual({ outcome: { status: "sent", messageId: 17 } });
});

test("what had no answer is unknown and is not tried again", () => {
  expect(judge({ type: "unknown" })).toEqual({ outcome: { status: "unknown", reason: "no answer" } });
});

test("whoever blocked the bot, closed their account or never began cannot be reached", () => {
  for (const answer of [
    refused(403, "Forbidden: bot was blocked by the user"),
    refused(403, "Forbidden: user is deactivated"),
    refused(400, "Bad Request: chat not found"),
  ])
    expect(judge(answer).outcome.status).toBe("unreachable");
});

test("what Telegram could not do now is tried later and later, and has failed after the last time", () => {
  const answer = refused(500, "Internal Server Error");
  const delays = [1, 2, 3, 4, 5, 6].map((tries) => judge(answer, tries).outcome);
  expect(delays.map((outcome) => ("notBefore" in outcome ? outcome.notBefore : undefined))).toEqual([1, 5, 15, 30, 60, 120].map(inMinutes));
  expect(judge(answer, 7)).toEqual({ outcome: { status: "failed", reason: "Internal Server Error" } });
});

test("a refusal for what was wrong with the message itself has failed at once", () => {
  expect(judge(refused(400, "Bad Request: message is too long")).outcome.status).toBe("failed");
});

test("when Telegram has enough, everybody waits as long as it says, for hours too, and ten minutes where it says nothing", () => {
  const waiting = { outcome: { status: "pending", reason: "Too Many Requests", notBefore: null } };
  expect(judge(refused(429, "Too Many Requests", 10_072))).toEqual({ ...waiting, holdMs: 10_072_000 });
  expect(judge(refused(429, "Too Many Requests"))).toEqual({ ...waiting, holdMs: 600_000 });
});

test("with a token that is not accepted nobody is sent anything, and nothing is lost", () => {
  expect(judge(refused(401, "Unauthorized"))).toMatchObject({ outcome: { status: "pending" }, holdMs: 600_000, isRevoked: true });
});
