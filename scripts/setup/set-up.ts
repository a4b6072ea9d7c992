import * as z from "zod";
import { describeWebhook, webhookInfo } from "./webhook-info.ts";

/** A new secret takes some seconds until every place runs with it. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 3_000;

export type Settings = { botToken: string; publicUrl: string; adminToken: string; telegramRoot: string };

export type Tools = {
  fetch: typeof fetch;
  storeSecret: (name: string, value: string) => Promise<void>;
  wait: (ms: number) => Promise<unknown>;
  say: (line: string) => void;
};

const getMe = z.object({ ok: z.literal(true), result: z.looseObject({ id: z.int(), username: z.string() }) });
const refusal = z.object({ error: z.string(), configuration: z.array(z.object({ variable: z.string(), problem: z.string() })).optional() });

/** Introduces the Worker and the bot to each other. Repeating it changes nothing. Throws a sentence when one of them refuses. */
export async function setUp(settings: Settings, tools: Tools): Promise<void> {
  const bot = await askTelegramWhoItIs(settings, tools);
  tools.say(`The token is that of @${bot.username}.`);
  await tools.storeSecret("BOT_INFO", JSON.stringify(bot));
  tools.say("The Worker knows its bot (BOT_INFO).");

  await askWorker("POST", "webhook", settings, tools, { url: settings.publicUrl });
  tools.say(`Telegram sends the bot's updates to ${settings.publicUrl}.`);
  await askWorker("POST", "commands", settings, tools);
  tools.say("The command menus are written.");

  const answer = z.object({ result: webhookInfo }).parse(await askWorker("GET", "webhook", settings, tools));
  for (const line of describeWebhook(answer.result)) tools.say(line);
}

async function askTelegramWhoItIs({ botToken, telegramRoot }: Settings, { fetch }: Tools): Promise<{ id: number; username: string }> {
  const response = await fetch(`${telegramRoot}/bot${botToken}/getMe`);
  const parsed = getMe.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data.result;
  if (response.status === 401 || response.status === 404)
    throw new Error("Telegram does not know this BOT_TOKEN; BotFather has the right one.");
  throw new Error(`Telegram answered ${response.status} to getMe; try again later.`);
}

async function askWorker(method: "GET" | "POST", path: string, settings: Settings, tools: Tools, body?: unknown): Promise<unknown> {
  const headers = { authorization: `Bearer ${settings.adminToken}`, "content-type": "application/json" };
  const url = `${settings.publicUrl}/admin/${path}`;
  for (let waited = 0; ; waited += PAUSE_MS) {
    const response = await tools.fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return answer;
    if (response.status !== 503 || waited >= PATIENCE_MS) throw new Error(explain(response.status, answer, url));
    await tools.wait(PAUSE_MS);
  }
}

function explain(status: number, answer: unknown, url: string): string {
  if (status === 401) return "The Worker refuses this ADMIN_TOKEN. A new one is set by `npx wrangler secret put ADMIN_TOKEN`.";
  const parsed = refusal.safeParse(answer);
  if (!parsed.success) return `${url} answered ${status}, which is not this Worker's way; is PUBLIC_URL right?`;
  const problems = (parsed.data.configuration ?? []).map(({ variable, problem }) => `\n- ${variable} ${problem}`);
  return `The Worker refuses: ${parsed.data.error}${problems.join("")}`;
}
