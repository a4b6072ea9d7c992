import type { Delivery } from "#platform/sessions.ts";
import type { JobReport } from "#session/jobs.ts";
import { jobMessage, type JobMessage } from "#session/queued-jobs.ts";
import type { Random } from "./random.ts";

/** The queue that runs jobs outside of the object: it loses, doubles, reorders and delays, and well again it does none of this. */
export function createJobQueue(random: Random) {
  let messages: JobMessage[] = [];
  let isHealed = false;

  return {
    /** Whether it is taken, and whether the sender hears so. */
    send: (message: unknown): { isTaken: boolean; isHeard: boolean } => {
      const fate = isHealed ? "ok" : random.weighted({ ok: 8, lost: 2, "not taken": 2, "not heard": 2 });
      const isTaken = fate === "ok" || fate === "not heard";
      if (isTaken) messages.push(jobMessage.parse(message));
      return { isTaken, isHeard: fate === "ok" || fate === "lost" };
    },
    /** Runs any of the jobs that wait: what it makes, for its object. */
    work: (): Delivery | undefined => {
      const [first, ...others] = messages;
      if (first === undefined) return undefined;
      const message = random.pick([first, ...others]);
      const isDoubled = !isHealed && random.chance(0.3);
      if (!isDoubled) messages = messages.filter((other) => other !== message);
      const { name, version, input, jobId, attempt } = message;
      const outcome: JobReport["outcome"] = random.chance(0.7) ? { ok: true, value: null } : { ok: false, reason: "failed" };
      const report: JobReport = { name, version, input, outcome, queued: { jobId, attempt } };
      return { key: `j:${jobId}:${attempt}`, kind: "job", body: JSON.stringify(report) };
    },
    heal: () => {
      isHealed = true;
    },
    isEmpty: () => messages.length === 0,
  };
}
