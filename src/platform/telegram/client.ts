import { Api, GrammyError, HttpError } from "grammy";
import type { Call } from "./view.ts";

const TIMEOUT_SECONDS = 15;

/** What Telegram said: a result, a refusal in its own words, or nothing that could be understood. */
export type TelegramAnswer =
  | { type: "ok"; result: unknown }
  | { type: "refused"; code: number; description: string; retryAfterSeconds?: number; migrateToChatId?: number }
  | { type: "unknown" };

export type TelegramClient = {
  call: (call: Call) => Promise<TelegramAnswer>;
  /** A grammY Api on the same root, for what needs its answer at once. */
  createApi: () => Api;
};

export function createTelegramClient(options: { token: string; root: string; fetch: typeof fetch }): TelegramClient {
  const createApi = () => new Api(options.token, { apiRoot: options.root, fetch: options.fetch, timeoutSeconds: TIMEOUT_SECONDS });
  const raw: Record<string, unknown> = createApi().raw;
  return { createApi, call: ({ method, payload }) => attempt(raw[method], payload) };
}

async function attempt(method: unknown, payload: Record<string, unknown>): Promise<TelegramAnswer> {
  if (typeof method !== "function") throw new Error("no such Telegram method");
  try {
    // grammY gives methods without parameters their empty payload itself, and would take ours for the signal.
    const result: unknown = await (Object.keys(payload).length === 0 ? method() : method(payload));
    return { type: "ok", result };
  } catch (error) {
    if (error instanceof GrammyError) return toRefusal(error);
    if (error instanceof HttpError || (error instanceof Error && error.name === "AbortError")) return { type: "unknown" };
    throw error;
  }
}

function toRefusal(error: GrammyError): TelegramAnswer {
  const { retry_after: retryAfterSeconds, migrate_to_chat_id: migrateToChatId } = error.parameters;
  return {
    type: "refused",
    code: error.error_code,
    description: error.description,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(migrateToChatId === undefined ? {} : { migrateToChatId }),
  };
}
