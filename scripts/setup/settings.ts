import type { Settings } from "./set-up.ts";

const NEEDED = {
  BOT_TOKEN: "the bot's token from BotFather",
  PUBLIC_URL: "the Worker's address, https://…",
  ADMIN_TOKEN: "the token that `npm run deploy` made or took",
};

/** From the environment, or else asked for. Throws a sentence that names everything that is missing or wrong. */
export async function readSettings(
  env: Record<string, string | undefined>,
  ask: ((question: string) => Promise<string>) | undefined,
): Promise<Settings> {
  const values = new Map<string, string>();
  for (const [name, what] of Object.entries(NEEDED)) {
    const given = env[name]?.trim() ?? "";
    values.set(name, given === "" && ask !== undefined ? await ask(`${name} (${what}): `) : given);
  }
  const missing = [...values].filter(([, value]) => value === "").map(([name]) => name);
  if (missing.length > 0) throw new Error(`Missing: ${missing.join(", ")}. Set them in the environment.`);
  const get = (name: keyof typeof NEEDED) => values.get(name) ?? "";
  return {
    botToken: get("BOT_TOKEN"),
    publicUrl: readAddress(get("PUBLIC_URL")),
    adminToken: get("ADMIN_TOKEN"),
    telegramRoot: (env["TELEGRAM_API_ROOT"] ?? "https://api.telegram.org").replace(/\/+$/, ""),
  };
}

/** Telegram delivers to https only. */
function readAddress(text: string): string {
  if (!URL.canParse(text) || new URL(text).protocol !== "https:")
    throw new Error(`PUBLIC_URL must be an address with https://, not ${text}`);
  return new URL(text).origin;
}
