import { env, exports } from "cloudflare:workers";
import { expect, test } from "vitest";
import { telegram } from "#support/outside.ts";
import { setUp, type Settings } from "../../scripts/setup/set-up.ts";

const settings: Settings = {
  botToken: env.BOT_TOKEN,
  publicUrl: "https://stoa.test",
  adminToken: env.ADMIN_TOKEN,
  telegramRoot: "https://api.telegram.org",
};

/** `npm run setup` against the real Worker and the fake Telegram. `answer` may step in for the Worker. */
function setUpHere(changes: Partial<Settings> = {}, answer: (request: Request) => Response | undefined = () => undefined) {
  const said: string[] = [];
  const secrets: Record<string, string> = {};
  const done = setUp(
    { ...settings, ...changes },
    {
      fetch: async (input, init) => {
        const request = new Request(input, init);
        if (new URL(request.url).host === "api.telegram.org") return telegram.fetch(request);
        return answer(request) ?? exports.default.fetch(request);
      },
      storeSecret: async (name, value) => void (secrets[name] = value),
      wait: async () => undefined,
      say: (line) => said.push(line),
    },
  );
  return { done, said, secrets };
}

test("setup tells the Worker who its bot is, sets the webhook and the commands, and says so", async () => {
  const { done, said, secrets } = setUpHere();
  await done;
  expect(JSON.parse(secrets["BOT_INFO"] ?? "")).toMatchObject({ id: 1, username: "stoa_bot" });
  expect(telegram.webhook()).toMatchObject({ url: "https://stoa.test/telegram/webhook", secretToken: env.WEBHOOK_SECRET });
  expect(telegram.commands().map(({ scope }) => scope)).toContain("all_private_chats");
  expect(said.join("\n")).toContain("Telegram's webhook is https://stoa.test/telegram/webhook; 0 updates wait.");
});

test("setup done twice leaves what setup done once leaves", async () => {
  await setUpHere().done;
  const before = { webhook: telegram.webhook(), commands: telegram.commands() };
  await setUpHere().done;
  expect({ webhook: telegram.webhook(), commands: telegram.commands() }).toEqual(before);
});

test("setup waits for a Worker that does not run with its new secret yet", async () => {
  let refusals = 2;
  const { done } = setUpHere({}, () =>
    refusals-- > 0 ? Response.json({ error: "the configuration is incomplete" }, { status: 503 }) : undefined,
  );
  await expect(done).resolves.toBeUndefined();
});

test("a configuration that stays incomplete is named by its variables", async () => {
  const body = { error: "the configuration is incomplete", configuration: [{ variable: "AI_BASE_URL", problem: "is missing" }] };
  await expect(setUpHere({}, () => Response.json(body, { status: 503 })).done).rejects.toThrow("AI_BASE_URL is missing");
});

test("a wrong token, a wrong admin token and a wrong address are each told in a sentence", async () => {
  await expect(setUpHere({ botToken: "2:wrong" }).done).rejects.toThrow("Telegram does not know this BOT_TOKEN");
  await expect(setUpHere({ adminToken: "wrong" }).done).rejects.toThrow("The Worker refuses this ADMIN_TOKEN");
  await expect(setUpHere({}, () => new Response("<html>", { status: 404 })).done).rejects.toThrow("is PUBLIC_URL right?");
});
