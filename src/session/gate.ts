import type { Subject } from "#platform/object-name.ts";
import { originOf } from "#platform/telegram/origin.ts";
import { readUpdate } from "#platform/telegram/update.ts";
import type { Delivery, RowKind } from "#platform/sessions.ts";
import type { SessionBot } from "./bot.ts";
import { JOB_STOPPED, newRow, platformRow } from "./inbox.ts";
import type { JobRunner } from "./job-runner.ts";
import { admit } from "./limits.ts";
import { queueSpendingWrite } from "./settling.ts";
import { readStateOf } from "./state.ts";
import type { SessionStore } from "./store.ts";

export type GateParts = {
  subject: Subject;
  store: SessionStore;
  bot: SessionBot;
  jobs: Pick<JobRunner, "findRunning">;
  inBackground: (work: Promise<void>) => void;
};

/** What somebody may send too much of. */
const LIMITED = new Set<RowKind>(["command", "press", "message", "other"]);

/** The way into the inbox: what is urgent is answered beside it, what is too much is stored at its end. */
export function createGate({ subject, store, bot, jobs, inBackground }: GateParts): { take: (delivery: Delivery, now: number) => void } {
  let recent: number[] = [];
  let warnedAt: number | undefined;

  const admission = (kind: RowKind, now: number) => {
    if (!LIMITED.has(kind)) return "handle";
    const limit = bot.deps.config.floodLimit;
    const decision = admit(recent, warnedAt, limit, now);
    recent = [...recent.filter((at) => at > now - limit.windowMs && at <= now), now].slice(-limit.updates);
    if (decision === "warn") warnedAt = now;
    return decision;
  };

  return {
    take: (delivery, now) => {
      const row = newRow(delivery, store.nextSeq(), now);
      if (delivery.kind === "checkout" || delivery.kind === "stop") {
        const stopping = delivery.kind === "stop" ? jobs.findRunning(bot.draftIdOf(delivery.body)) : undefined;
        if (!store.insert({ ...row, body: "", status: "done", outcome: delivery.kind }, stopping?.mark)) return;
        stopping?.end();
        if (delivery.kind === "checkout") inBackground(bot.answerCheckout(delivery.body, readStateOf(store)));
        return;
      }
      const stopping = delivery.kind === "command" && bot.isCancel(delivery.body) ? jobs.findRunning() : undefined;
      // What is known already is not counted again.
      const beside = stopping?.mark ?? queueSpendingWrite(store, delivery, now);
      if (!store.insert(stopping === undefined ? row : { ...row, outcome: JOB_STOPPED }, beside)) return;
      stopping?.end();
      const decision = admission(delivery.kind, now);
      if (decision !== "handle")
        store.apply({ row: { next: { ...row, body: "", status: "limited", end: "limited", outcome: "limited" }, tries: row.tries } });
      if (decision !== "handle" && delivery.kind === "press") inBackground(endSpinner(bot, delivery));
      if (decision === "warn" && isInPrivate(subject, delivery))
        store.insert(platformRow(store, { kind: "session.limited", cause: delivery.key }, now));
    },
  };
}

/** A press that is not handled must not spin for ever. */
async function endSpinner(bot: SessionBot, { key, body }: Delivery): Promise<void> {
  try {
    await bot.answerPress(body);
  } catch (error) {
    bot.deps.log.warn("session.answer.failed", { key, error });
  }
}

/** Others read along in a group, and a channel or an object without a person has nobody to warn. */
function isInPrivate(subject: Subject, { body }: Delivery): boolean {
  return subject.type === "person" && originOf(readUpdate(body)).place === undefined;
}
