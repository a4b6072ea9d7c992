import type { Update } from "grammy/types";
import { createDispatch, type Dispatch } from "./dispatch.ts";
import { withDeadline } from "#platform/deadline.ts";
import type { Deps } from "#platform/deps.ts";
import { deliveredEvent } from "#platform/events.ts";
import type { Feature } from "#platform/feature.ts";
import { createWords } from "#platform/i18n/words.ts";
import { platformLocales } from "#platform/i18n/platform-locales.ts";
import { OutsideError } from "#platform/outside-error.ts";
import { BotContext } from "#platform/telegram/context.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import type { SessionBot } from "#session/bot.ts";
import { passesThrough } from "#session/effects.ts";
import { jobReport } from "#session/jobs.ts";

/** The bot that a Session object runs: the features' dispatch table over the platform. */
export function createBot(features: readonly Feature[], deps: Deps): SessionBot {
  const dispatch = createDispatch(features, deps);
  return {
    deps,
    directory: dispatch.directory,
    words: createWords([platformLocales, ...features.map((feature) => feature.locales)]),
    run: async ({ kind, body }, turn) => {
      if (kind === "event") return dispatch.event(deliveredEvent.parse(JSON.parse(body)), turn);
      if (kind === "job") return dispatch.jobReport(jobReport.parse(JSON.parse(body)), turn);
      return handleUpdate(dispatch, deps, parseUpdate(body), turn);
    },
    runJob: async (job, context) => {
      const kind = dispatch.job(job.name);
      if (kind === undefined) return { ok: false, reason: "unknown job" };
      try {
        const value = await withDeadline(kind.deadlineMs, (signal) => kind.run(job.input, { ...context, deps, signal }));
        return { ok: true, value };
      } catch (error) {
        deps.log.warn("session.job.failed", { job: job.name, error });
        return { ok: false, reason: error instanceof OutsideError ? error.reason : "failed" };
      }
    },
    apologise: (turn) => {
      const home = dispatch.directory.home(turn);
      turn.say({ ...home, text: [paragraph(turn.t("apology")), ...home.text] });
    },
  };
}

const ANSWER_WITHIN_MS = 5_000;

async function handleUpdate(dispatch: Dispatch, deps: Deps, update: Update, turn: Turn): Promise<string> {
  const api = deps.telegram.createApi();
  let isAnswered = false;
  api.config.use(async (call, method, payload, signal) => {
    if (passesThrough(method)) return call(method, payload, signal);
    isAnswered ||= method === "answerCallbackQuery";
    // The transformer's types tie each method to its own result; a captured call has none yet.
    return { ok: true, result: turn.capture(method, { ...payload }) as never };
  });
  const ctx = new BotContext({ update, api, me: deps.config.botInfo, turn, deps });
  const queryId = update.callback_query?.id;
  if (queryId === undefined) return dispatch.update(ctx);

  const late = setTimeout(() => answerLate(deps, queryId), ANSWER_WITHIN_MS);
  try {
    const outcome = await dispatch.update(ctx);
    if (!isAnswered) await ctx.answerCallbackQuery();
    return outcome;
  } finally {
    clearTimeout(late);
  }
}

/** Ends the button's spinner while its handler is still at work; the answer kept for later is then refused, harmlessly. */
function answerLate(deps: Deps, queryId: string): void {
  const call = { method: "answerCallbackQuery", payload: { callback_query_id: queryId } };
  deps.telegram.call(call).catch((error: unknown) => deps.log.warn("session.answer.failed", { error }));
}

// Checked at intake, where the update came in.
function parseUpdate(body: string): Update {
  return JSON.parse(body) as Update;
}
