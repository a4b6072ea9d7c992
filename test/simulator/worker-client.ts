import { readFile } from "node:fs/promises";
import * as z from "zod";
import type { DeadLetter } from "./wire.ts";
import { undeliveredAnswer, whyAnswer } from "./worker-dead-letters.ts";

/** The Worker under `wrangler dev`, spoken to as an operator would. */
export type WorkerClient = {
  url: string;
  waitUntilHealthy: (deadlineMs: number) => Promise<void>;
  setClockOffset: (offsetMs: number) => Promise<void>;
  runSchedules: () => Promise<void>;
  /** Writes the command menus, as `npm run setup` does for a real bot. */
  publishCommands: () => Promise<void>;
  breakDatabase: (trouble: "none" | "down" | "slow") => Promise<void>;
  addTips: (tips: Tip[]) => Promise<void>;
  /** Has a student have practised for some weeks; only the simulator's own Worker can. */
  rememberPractice: (personId: number) => Promise<void>;
  /** Makes somebody staff, as `/staff` does. */
  giveRole: (given: { personId: number; role: string }) => Promise<void>;
  /** What never reached its object. */
  listUndelivered: () => Promise<DeadLetter[]>;
  /** What a person's object could not handle; nothing for somebody whom the Worker does not know. */
  listDead: (personId: number) => Promise<DeadLetter[]>;
  /** Hands a dead letter over again; rejects with the Worker's own sentence where that cannot be. */
  replay: (deadLetterId: string) => Promise<void>;
};

type Tip = z.infer<typeof tip>;
const tip = z.looseObject({ text: z.string(), language: z.string() });
const tipsFile = z.union([z.array(tip), z.object({ tips: z.array(tip) }).transform(({ tips }) => tips)]);

export function createWorkerClient({ url, adminToken, crons }: { url: string; adminToken: string; crons: string[] }): WorkerClient {
  const authorization = `Bearer ${adminToken}`;
  const admin = async (path: string, body: unknown) => {
    const headers = { "content-type": "application/json", authorization };
    await answered(`POST ${path}`, await fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(body), ...inTime() }));
  };
  const ask = (path: string) => fetch(`${url}${path}`, { headers: { authorization }, ...inTime() });
  return {
    url,
    waitUntilHealthy: (deadlineMs) => waitUntilHealthy(`${url}/health`, Date.now() + deadlineMs),
    setClockOffset: (offsetMs) => admin("/admin/clock", { offsetMs }),
    publishCommands: () => admin("/admin/commands", {}),
    breakDatabase: (trouble) => admin("/simulator/database", { trouble }),
    rememberPractice: (personId) => admin("/simulator/practice", { personId }),
    giveRole: ({ personId, role }) => admin("/admin/staff", { person: personId, role }),
    addTips: (tips) => admin("/admin/tips", { tips }),
    listUndelivered: async () => undeliveredAnswer.parse(await answered("GET /admin/dead-letters", await ask("/admin/dead-letters"))),
    async listDead(personId) {
      const response = await ask(`/admin/why?person=${personId}`);
      return response.status === 404 ? [] : whyAnswer.parse(await answered("GET /admin/why", response));
    },
    replay: (deadLetterId) => admin(`/admin/dead-letters/${encodeURIComponent(deadLetterId)}/replay`, {}),
    async runSchedules() {
      for (const cron of crons) await runSchedule(url, cron);
    },
  };
}

const inTime = () => ({ signal: AbortSignal.timeout(30_000) });

async function answered(request: string, response: Response): Promise<unknown> {
  const answer = await response.text();
  if (!response.ok) throw new Error(`the Worker answered ${response.status} to ${request}: ${answer.slice(0, 200)}`);
  return JSON.parse(answer);
}

/** Puts what a fresh academy needs into the Worker. */
export async function loadDemoContent(worker: WorkerClient, tipsPath: string): Promise<void> {
  const tips = tipsFile.parse(JSON.parse(await readFile(tipsPath, "utf8")));
  await worker.addTips(tips);
}

async function waitUntilHealthy(address: string, deadline: number): Promise<void> {
  let last = "it did not answer";
  while (Date.now() < deadline) {
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(5000) });
      if (response.status === 200) return;
      last = `it answered ${response.status}: ${(await response.text()).slice(0, 200)}`;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`The Worker was not healthy in time; ${last}`);
}

async function runSchedule(url: string, cron: string): Promise<void> {
  const response = await fetch(`${url}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent(cron)}`, {
    signal: AbortSignal.timeout(60_000),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`the schedule "${cron}" failed with ${response.status}: ${answer.slice(0, 200)}`);
}
