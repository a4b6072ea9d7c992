import type { Place } from "./observe.ts";

/** From the environment and the variables of `wrangler.toml`. Throws a sentence that names what is missing. */
export function readPlace(env: Record<string, string | undefined>, vars: Record<string, unknown>): Place {
  const get = (name: string) => env[name]?.trim() ?? "";
  const missing = ["PUBLIC_URL", "ADMIN_TOKEN"].filter((name) => get(name) === "");
  if (missing.length > 0)
    throw new Error(`Missing: ${missing.join(", ")}. Set them in the environment; BOT_TOKEN too, to have Telegram asked.`);
  if (!URL.canParse(get("PUBLIC_URL"))) throw new Error(`PUBLIC_URL must be an address, not ${get("PUBLIC_URL")}`);
  const chats = Object.entries(vars).filter(
    (entry): entry is [string, string] => entry[0].endsWith("_CHAT_ID") && typeof entry[1] === "string",
  );
  return {
    publicUrl: new URL(get("PUBLIC_URL")).origin,
    adminToken: get("ADMIN_TOKEN"),
    botToken: get("BOT_TOKEN") === "" ? undefined : get("BOT_TOKEN"),
    telegramRoot: (env["TELEGRAM_API_ROOT"] ?? "https://api.telegram.org").replace(/\/+$/, ""),
    chatIds: Object.fromEntries(chats),
  };
}
