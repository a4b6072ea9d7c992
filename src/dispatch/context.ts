import type { Update } from "grammy/types";
import type { Deps } from "#platform/deps.ts";
import { BotContext } from "#platform/telegram/context.ts";
import type { Turn } from "#platform/turn.ts";
import { passesThrough } from "#session/effects.ts";

/** What a handler of this update receives: calls of its `api` are kept with the turn, but for those that only read or fleet. */
export function openContext(update: Update, turn: Turn, deps: Deps): BotContext {
  const api = deps.telegram.createApi();
  const ctx = new BotContext({ update, api, me: deps.config.botInfo, turn, deps });
  api.config.use(async (call, method, payload, signal) => {
    if (passesThrough(method)) return call(method, payload, signal);
    // The transformer's types tie each method to its own result; a captured call has none yet.
    return { ok: true, result: turn.capture(method, { ...payload }, ctx.takeTold()) as never };
  });
  return ctx;
}
