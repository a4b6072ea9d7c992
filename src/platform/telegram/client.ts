import { Api, GrammyError, HttpError, InputFile } from "grammy";
import type { Call } from "./view.ts";

const TIMEOUT_SECONDS = 15;

/** What Telegram said: a result, a refusal in its own words, or nothing that could be understood. */
export type TelegramAnswer =
  | { type: "ok"; result: unknown }
  | { type: "refused"; code: number; description: string; retryAfterSeconds?: number; migrateToChatId?: number }
  | { type: "unknown" };

export type TelegramClient = {
  /** `files` holds what a call uploads. */
  call: (call: Call, files?: R2Bucket) => Promise<TelegramAnswer>;
  /** A grammY Api on the same root, for what needs its answer at once. */
  createApi: () => Api;
};

export function createTelegramClient(options: { token: string; root: string; fetch: typeof fetch }): TelegramClient {
  const createApi = () => new Api(options.token, { apiRoot: options.root, fetch: options.fetch, timeoutSeconds: TIMEOUT_SECONDS });
  const raw: Record<string, unknown> = createApi().raw;
  return {
    createApi,
    call: async (call, files) => {
      const payload = await withUpload(call, files);
      // It goes when it has been sent, so this is a call that was carried out before its object could note it.
      return payload === undefined
        ? { type: "refused", code: 410, description: "the file to upload is gone" }
        : attempt(raw[call.method], payload);
    },
  };
}

async function withUpload({ payload, upload }: Call, files: R2Bucket | undefined): Promise<Record<string, unknown> | undefined> {
  if (upload === undefined) return payload;
  const file = await files?.get(upload.key);
  if (file === undefined || file === null) return undefined;
  return { ...payload, [upload.field]: new InputFile(await file.bytes(), upload.name) };
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
