import { setTimeout as sleep } from "node:timers/promises";
import type { Update } from "@grammyjs/types";
import { cpuMsOf } from "./cpu.ts";
import { people, type Subject } from "./subjects.ts";
import type { Sight } from "./telegram.ts";

/** What somebody does, and what they wait for. */
export type Step = { update: (personId: number) => Update; sight: Sight };
/** Milliseconds from the sending of an update to its 200, and to what the person sees of it: of a model's words, from when the model says them. */
type Latency = { toOkMs: number; toSightMs: number };
export type Round = { latencies: Latency[]; cpuMsPerUpdate: number; updatesPerSecond: number };

/** Longer than any answer takes, so that the work of a round is counted in that round. */
const REST_MS = 600;

/** Sends updates at a steady rate, whether they are answered or not. */
export async function steady(subject: Subject, step: Step, { perSecond, seconds }: { perSecond: number; seconds: number }): Promise<Round> {
  return measure(subject, async () => {
    const startedAt = performance.now();
    const sent: Promise<Latency>[] = [];
    for (let n = 0; n < perSecond * seconds; n++) {
      await sleep(Math.max(0, startedAt + (n * 1000) / perSecond - performance.now()));
      sent.push(carryOut(subject, step, personAt(n)));
    }
    return Promise.all(sent);
  });
}

/** Keeps so many people at it that each sends again as soon as they have their answer. */
export async function saturated(subject: Subject, step: Step, { clients, seconds }: { clients: number; seconds: number }): Promise<Round> {
  return measure(subject, async () => {
    const until = performance.now() + seconds * 1000;
    const latencies: Latency[] = [];
    let n = 0;
    const keepAtIt = async () => {
      while (performance.now() < until) latencies.push(await carryOut(subject, step, personAt(n++)));
    };
    await Promise.all(Array.from({ length: clients }, keepAtIt));
    return latencies;
  });
}

async function measure(subject: Subject, load: () => Promise<Latency[]>): Promise<Round> {
  const pid = subject.workerd.pid();
  const [cpuBefore, startedAt] = [cpuMsOf(pid), performance.now()];
  const latencies = await load();
  const seconds = (performance.now() - startedAt) / 1000;
  await sleep(REST_MS);
  return { latencies, cpuMsPerUpdate: (cpuMsOf(pid) - cpuBefore) / latencies.length, updatesPerSecond: latencies.length / seconds };
}

async function carryOut({ post, telegram, model }: Subject, { update, sight }: Step, personId: number): Promise<Latency> {
  const seen = telegram.next(sight, personId);
  // Whoever is answered in drafts writes again only when the message is there.
  const whole = sight === "words" ? telegram.next("message", personId) : seen;
  const startedAt = performance.now();
  const answered = post(update(personId)).then(() => performance.now());
  const [okAt, seenAt] = await Promise.all([answered, seen, whole]);
  const visibleFrom = sight === "words" ? model.beganAt(personId) : startedAt;
  if (visibleFrom === undefined) throw new Error("the model was never asked");
  return { toOkMs: okAt - startedAt, toSightMs: seenAt - visibleFrom };
}

function personAt(n: number): number {
  return people[n % people.length] ?? 0;
}
