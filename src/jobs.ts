import * as z from "zod";
import { handleDelivery } from "./dispatch/deliveries.ts";
import { runQueuedJob } from "./dispatch/queued-job.ts";
import { chooseFeatures } from "./features/index.ts";
import { queuedSettlement, settle } from "#platform/ai/ledger.ts";
import type { Config } from "#platform/config.ts";
import type { Deps } from "#platform/deps.ts";
import { queuedDelivery } from "#platform/sessions.ts";
import type { QueueJobKind } from "#platform/job-kind.ts";
import { saveDeadLetter } from "#platform/dead-letters.ts";
import { jobMessage } from "#session/queued-jobs.ts";

/** Telegram would have repeated an update for a day; so does the queue, ever more slowly. */
const LONGEST_DELAY_SECONDS = 3_600;
/** A queue keeps nothing back for longer: developers.cloudflare.com/queues/platform/limits. What then comes too early waits again. */
const LONGEST_HOLD_SECONDS = 12 * 3_600;
const DEAD = /-dead$/;
const DELIVERIES = /-deliveries$/;

/** Works off a queue batch, each message for itself: the only place that acks or retries. */
export async function handleBatch(batch: MessageBatch, deps: Deps): Promise<void> {
  for (const message of batch.messages) {
    try {
      const heldMs = await handleOf(batch.queue)(message, deps);
      if (heldMs === undefined) message.ack();
      else message.retry({ delaySeconds: Math.min(Math.ceil(heldMs / 1000), LONGEST_HOLD_SECONDS) });
    } catch (error) {
      deps.log.warn("jobs.message.failed", { attempt: message.attempts, error });
      message.retry({ delaySeconds: Math.min(10 * 2 ** message.attempts, LONGEST_DELAY_SECONDS) });
    }
  }
}

/** Gives for how long the message is to wait, where it is not done. */
type Handle = (message: Message, deps: Deps) => Promise<number | void>;

function handleOf(queue: string): Handle {
  if (DEAD.test(queue)) return (message, deps) => saveDeadLetter(deps, message);
  if (!DELIVERIES.test(queue)) return handleMessage;
  return ({ body }, deps) => handleDelivery(body, chooseFeatures(deps.config).enabled, deps);
}

const queued = z.discriminatedUnion("type", [queuedDelivery, queuedSettlement, jobMessage]);

async function handleMessage({ body, attempts }: Message, deps: Deps): Promise<void> {
  const message = queued.parse(body);
  switch (message.type) {
    case "job":
      return runQueuedJob(message, attempts, listJobs(deps.config), deps);
    // An update that intake could not hand to its object.
    case "delivery":
      return deps.sessions.of(message.to).accept(message.delivery);
    case "settlement":
      return settle(deps.db, message);
  }
}

function listJobs(config: Config): QueueJobKind[] {
  const jobs = chooseFeatures(config).enabled.flatMap((feature) => feature.jobs ?? []);
  return jobs.filter((job) => job.where === "queue");
}
