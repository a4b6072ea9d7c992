import { withDeadline } from "#platform/deadline.ts";
import { deliverEvent } from "#platform/event-delivery.ts";
import { nameOf, type Subject } from "#platform/object-name.ts";
import type { StateReader } from "#platform/turn.ts";
import type { SessionBot } from "./bot.ts";
import type { Effect, Target, Verdict } from "./effects.ts";
import { queuedCell, type JobMessage } from "./queued-jobs.ts";
import { profileCell } from "./turn.ts";

/** What is given up is handed over again, an event by cron and a relay by the sender, and taken once. */
const DEADLINE_MS = 10_000;

/** Delivers an event whose row is in the database. One that fails is not tried again here: cron redelivers what is not marked. */
export async function deliver({ deps }: SessionBot, eventId: string): Promise<Verdict> {
  try {
    await withDeadline(DEADLINE_MS, () => deliverEvent(deps, { eventId }));
  } catch (error) {
    deps.log.warn("session.event.undelivered", { eventId, error });
  }
  return { type: "sent" };
}

/** Hands an event to another object, which takes each effect once; one that does not answer in time may have taken it or not. */
export async function relay({ deps }: SessionBot, { effectId, hops = 0 }: Effect, target: Target & { type: "relay" }): Promise<Verdict> {
  // It is on its way to where it belongs, and counts there as it did here.
  const body = JSON.stringify(hops < 2 ? target.event : { ...target.event, hops: hops - 1 });
  await withDeadline(DEADLINE_MS, () => deps.sessions.of(target.to).accept({ key: `e:${effectId}`, kind: "event", body }));
  return { type: "sent" };
}

/** Sends a job to the queue, unless it was stopped meanwhile. What is sent twice comes back twice, and is taken once. */
export async function sendToQueue(
  { deps }: SessionBot,
  { subject, state }: { subject: Subject; state: StateReader },
  jobId: string,
): Promise<Verdict> {
  const job = state.read(queuedCell(jobId));
  if (job === undefined || job.isStopped) return { type: "sent" };
  const { name, version, attempt, input, hops } = job;
  const timezone = state.read(profileCell)?.timezone;
  const message: JobMessage = { type: "job", to: nameOf(subject), jobId, attempt, name, version, input, hops, timezone };
  await withDeadline(DEADLINE_MS, () => deps.queue.send(message));
  return { type: "sent" };
}
