import { expect, test } from "vitest";
import { isFound, parseSecretNames } from "../../scripts/deploy/account.ts";
import { findSecrets } from "../../scripts/deploy/secrets.ts";

const answering = (answer: string) => () => Promise.resolve(answer);

test("what is in the environment is taken as it is", async () => {
  const secrets = await findSecrets(["BOT_TOKEN", "ADMIN_TOKEN"], {
    env: { BOT_TOKEN: "1:abc", ADMIN_TOKEN: "of the operator" },
    ask: undefined,
  });
  expect(secrets).toEqual([
    { name: "BOT_TOKEN", value: "1:abc", isNew: false },
    { name: "ADMIN_TOKEN", value: "of the operator", isNew: false },
  ]);
});

test("the bot's token is asked for, the others are made", async () => {
  const secrets = await findSecrets(["BOT_TOKEN", "WEBHOOK_SECRET", "ADMIN_TOKEN"], { env: {}, ask: answering("1:typed") });
  expect(secrets.map(({ isNew }) => isNew)).toEqual([false, true, true]);
  expect(secrets[0]?.value).toBe("1:typed");
  // As Telegram wants a webhook secret, and long enough for the Worker's own check of ADMIN_TOKEN.
  for (const { value } of secrets.slice(1)) expect(value).toMatch(/^[\w-]{43}$/);
  expect(secrets[1]?.value).not.toBe(secrets[2]?.value);
});

test("without a terminal a token that a person must know is not made and nothing is asked", async () => {
  await expect(findSecrets(["WEBHOOK_SECRET"], { env: {}, ask: undefined })).resolves.toHaveLength(1);
  await expect(findSecrets(["BOT_TOKEN", "WEBHOOK_SECRET", "ADMIN_TOKEN"], { env: {}, ask: undefined })).rejects.toThrow(
    "Missing: BOT_TOKEN, ADMIN_TOKEN",
  );
});

test("an empty answer is no secret", async () => {
  await expect(findSecrets(["BOT_TOKEN"], { env: {}, ask: answering(" ") })).rejects.toThrow("Missing: BOT_TOKEN");
});

test("only wrangler's word for absence counts as absent", () => {
  expect(isFound({ code: 0, output: "" })).toBe(true);
  expect(isFound({ code: 1, output: 'Queue "stoa-jobs" does not exist. To create it, run: …' })).toBe(false);
  expect(isFound({ code: 1, output: 'Worker "stoa" not found.' })).toBe(false);
  expect(() => isFound({ code: 1, output: "Authentication error [code: 10000]" })).toThrow("Authentication error");
});

test("the names of secrets are read behind wrangler's notices", () => {
  expect(parseSecretNames('a notice\n[\n  { "name": "BOT_TOKEN", "type": "secret_text" }\n]\n')).toEqual(["BOT_TOKEN"]);
});
