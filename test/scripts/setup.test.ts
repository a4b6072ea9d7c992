import { expect, test } from "vitest";
import { readSettings } from "../../scripts/setup/settings.ts";
import { describeWebhook } from "../../scripts/setup/webhook-info.ts";

const env = { BOT_TOKEN: "1:abc", PUBLIC_URL: "https://stoa.example/", ADMIN_TOKEN: "of the operator" };

test("what the environment lacks is asked for", async () => {
  const asked: string[] = [];
  const settings = await readSettings({ ...env, ADMIN_TOKEN: undefined }, async (question) => (asked.push(question), "typed"));
  expect(settings).toMatchObject({ botToken: "1:abc", publicUrl: "https://stoa.example", adminToken: "typed" });
  expect(asked).toEqual([expect.stringMatching(/^ADMIN_TOKEN /)]);
});

test("without a terminal all that is missing is named at once", async () => {
  await expect(readSettings({ PUBLIC_URL: env.PUBLIC_URL }, undefined)).rejects.toThrow("Missing: BOT_TOKEN, ADMIN_TOKEN");
});

test("an address without https is refused, because Telegram would", async () => {
  await expect(readSettings({ ...env, PUBLIC_URL: "http://stoa.example" }, undefined)).rejects.toThrow("https");
});

test("Telegram's last failure is told with its time", () => {
  expect(
    describeWebhook({
      url: "https://a.test/x",
      pending_update_count: 1,
      last_error_date: 1_790_000_000,
      last_error_message: "Connection refused",
    }),
  ).toEqual([
    "Telegram's webhook is https://a.test/x; 1 update waits.",
    "Its last failure was at 2026-09-21T14:13:20.000Z: Connection refused.",
  ]);
  expect(describeWebhook({ url: "", pending_update_count: 0 })).toEqual(["Telegram has no webhook for this bot."]);
});
