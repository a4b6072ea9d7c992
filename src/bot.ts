import type { Update } from "grammy/types";
import { createCardRenderer } from "./dispatch/cards.ts";
import { answerCheckout } from "./dispatch/checkout.ts";
import { openContext } from "./dispatch/context.ts";
import { apologise, createDispatch, type Dispatch } from "./dispatch/dispatch.ts";
import { failureOf, runToDeadline } from "./dispatch/run-job.ts";
import { handlePlatformEvent } from "./dispatch/platform-events.ts";
import type { Deps } from "#platform/deps.ts";
import { deliveredEvent } from "#platform/events.ts";
import type { Feature } from "#platform/feature.ts";
import type { JobContext } from "#platform/job-kind.ts";
import { createWords } from "#platform/i18n/words.ts";
import { platformLocales } from "#platform/i18n/platform-locales.ts";
import { readUpdate } from "#platform/telegram/update.ts";
import { commandOf } from "#platform/telegram/update-kind.ts";
import type { Turn } from "#platform/turn.ts";
import type { SessionBot } from "#session/bot.ts";
import { jobReport } from "#session/jobs.ts";

/**
 * The bot that a Session object runs: the features' dispatch table over the platform. `holders` are all that may have written
 * something of a person, those that are switched off by now among them.
 */
export function createBot(features: readonly Feature[], deps: Deps, holders: readonly Feature[] = features): SessionBot {
  const dispatch = createDispatch(features, deps, holders);
  const words = createWords([platformLocales, ...features.map((feature) => feature.locales)]);
  return {
    deps,
    directory: dispatch.directory,
    words,
    run: async ({ kind, body }, turn) => {
      if (kind === "job") return dispatch.jobReport(jobReport.parse(JSON.parse(body)), turn);
      if (kind !== "event") return handleUpdate(dispatch, deps, readUpdate(body), turn);
      const event = deliveredEvent.parse(JSON.parse(body));
      return (await handlePlatformEvent(event, turn, dispatch, deps)) ?? dispatch.event(event, turn);
    },
    renderCard: createCardRenderer(dispatch.directory, words, deps),
    knowsJob: (job) => dispatch.job(job) !== undefined,
    runJob: async (job, { draft, ...context }, stopped) => {
      const kind = dispatch.job(job);
      if (kind === undefined) return { ok: false, reason: "unknown job" };
      let partial = "";
      const show: JobContext["draft"]["show"] = (render, soFar) => {
        partial = soFar;
        draft.show(render);
      };
      try {
        const t = words(context.profile?.interfaceLanguage ?? "en");
        const value = await runToDeadline(kind, job.input, { ...context, deps, t, draft: { show, think: draft.think } }, stopped);
        return { ok: true, value };
      } catch (error) {
        if (stopped.aborted) return { ok: false, reason: "stopped", partial };
        return failureOf(deps, job.name, error);
      }
    },
    apologise,
    answerPress: async (body) => answerPress(deps, readUpdate(body)),
    answerCheckout: (body, state) => answerCheckout({ features, deps, words }, readUpdate(body), state),
    draftIdOf: (body) => readUpdate(body).stopped_message_generation?.draft_id,
    isCancel: (body) => {
      const { message } = readUpdate(body);
      // Jobs are the private chat's, and in a group it may be meant for another bot.
      return message?.chat.type === "private" && commandOf(message)?.name === "cancel";
    },
  };
}

async function handleUpdate(dispatch: Dispatch, deps: Deps, update: Update, turn: Turn): Promise<string> {
  const ctx = openContext(update, turn, deps);
  let isAnswered = false;
  ctx.api.config.use((call, method, payload, signal) => {
    isAnswered ||= method === "answerCallbackQuery";
    return call(method, payload, signal);
  });
  const outcome = await dispatch.update(ctx);
  if (update.callback_query !== undefined && !isAnswered) await ctx.answerCallbackQuery();
  return outcome;
}

async function answerPress({ telegram }: Deps, { callback_query: query }: Update): Promise<void> {
  if (query !== undefined) await telegram.call({ method: "answerCallbackQuery", payload: { callback_query_id: query.id } });
}
