import { readFile } from "node:fs/promises";
import * as z from "zod";

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
};

type Tip = z.infer<typeof tip>;
const tip = z.object({ text: z.string(), language: z.string() });
const tipsFile = z.union([z.array(tip), z.object({ tips: z.array(tip) }).transform(({ tips }) => tips)]);

export function createWorkerClient({ url, adminToken, crons }: { url: string; adminToken: string; crons: string[] }): WorkerClient {
  const admin = async (path: string, body: unknown) => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${adminToken}` };
    const response = await fetch(`${url}${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`the Worker answered ${response.status} to POST ${path}: ${answer.slice(0, 200)}`);
  };
  return {
    url,
    waitUntilHealthy: (deadlineMs) => waitUntilHealthy(`${url}/health`, Date.now() + deadlineMs),
    setClockOffset: (offsetMs) => admin("/admin/clock", { offsetMs }),
    publishCommands: () => admin("/admin/commands", {}),
    breakDatabase: (trouble) => admin("/simulator/database", { trouble }),
    addTips: (tips) => admin("/admin/tips", { tips }),
    async runSchedules() {
      for (const cron of crons) await runSchedule(url, cron);
    },
  };
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
