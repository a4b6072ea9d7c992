import type { Update } from "@grammyjs/types";
import * as z from "zod";
import { ALLOWED_UPDATES } from "#platform/telegram/update.ts";
import { reasonOf } from "./shared/reason.ts";

type PollOptions = {
  apiRoot: string;
  token: string;
  /** Settles when the Worker has the update. */
  deliver: (update: Update) => Promise<unknown>;
  fetch: typeof fetch;
  wait: (ms: number) => Promise<void>;
  signal: AbortSignal;
  onTrouble: (reason: string) => void;
};

/** A bot that somebody else serves at the moment. */
export class WebhookIsSet extends Error {
  constructor(url: string) {
    super(
      `This bot has a webhook (${new URL(url).host}). Polling would take its updates away. Run "npm run dev -- --take-over" to remove the webhook and go on.`,
    );
  }
}

const LONG_POLL_SECONDS = 50;
const answer = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error_code: z.number(),
    description: z.string(),
    parameters: z.object({ retry_after: z.number() }).partial().optional(),
  }),
]);
const updates = z.array(z.looseObject({ update_id: z.int() }));
const webhookInfo = z.object({ url: z.string() });

/** Asks Telegram for updates until the signal. An update is confirmed only after the Worker has accepted it. */
export async function pollUpdates(options: PollOptions): Promise<void> {
  let offset = 0;
  for (let pause = 1000; !options.signal.aborted;) {
    try {
      const batch = updates.parse(
        await call(options, "getUpdates", { offset, timeout: LONG_POLL_SECONDS, allowed_updates: ALLOWED_UPDATES }),
      );
      await Promise.all(batch.map((update) => options.deliver(update as Update)));
      offset = batch.reduce((next, update) => Math.max(next, update.update_id + 1), offset);
      pause = 1000;
      // A server that does not hold the request open is not asked in a tight circle.
      if (batch.length === 0) await options.wait(200);
    } catch (error) {
      if (options.signal.aborted) return;
      if (error instanceof Refused && error.code === 401) throw error;
      options.onTrouble(reasonWithout(options.token, error));
      await options.wait(error instanceof Refused && error.retryAfterMs ? error.retryAfterMs : pause);
      pause = Math.min(pause * 2, 32_000);
    }
  }
}

/** What Telegram says of the bot, as JSON text for BOT_INFO. */
export async function fetchBotInfo(
  options: Pick<PollOptions, "apiRoot" | "token" | "fetch" | "signal">,
): Promise<{ json: string; username: string }> {
  const me = z.looseObject({ id: z.int(), username: z.string() }).parse(await call(options, "getMe", {}));
  return { json: JSON.stringify(me), username: me.username };
}

/** A failed connection may name the address, and the address holds the token. */
function reasonWithout(token: string, error: unknown): string {
  return reasonOf(error).replaceAll(token, "…");
}

/** Makes sure that no webhook takes the updates; throws `WebhookIsSet` where one may not be removed. */
export async function makeRoom(options: Call & { takeOver: boolean }): Promise<void> {
  const { url } = webhookInfo.parse(await call(options, "getWebhookInfo", {}));
  if (!url) return;
  if (!options.takeOver) throw new WebhookIsSet(url);
  await call(options, "deleteWebhook", { drop_pending_updates: false });
}

class Refused extends Error {
  readonly code: number;
  readonly retryAfterMs: number | undefined;
  constructor(method: string, refusal: Extract<z.infer<typeof answer>, { ok: false }>) {
    super(`Telegram refused ${method}: ${refusal.description}`);
    this.code = refusal.error_code;
    this.retryAfterMs = refusal.parameters?.retry_after && refusal.parameters.retry_after * 1000;
  }
}

type Call = Pick<PollOptions, "apiRoot" | "token" | "fetch" | "signal">;

async function call({ apiRoot, token, fetch, signal }: Call, method: string, payload: object): Promise<unknown> {
  const response = await fetch(`${apiRoot}/bot${token}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(payload),
    signal: AbortSignal.any([signal, AbortSignal.timeout((LONG_POLL_SECONDS + 15) * 1000)]),
  });
  const parsed = answer.parse(await response.json());
  if (!parsed.ok) throw new Refused(method, parsed);
  return parsed.result;
}
