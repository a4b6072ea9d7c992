import type { Golden } from "./scene.ts";
import first from "./2026-11-27.json";

/** What earlier versions have stored, oldest first. None is changed or removed: whoever was away comes back with it. */
export const sets: Record<string, Golden> = {
  "2026-11-27": first as unknown as Golden,
};

/** Bodies that older versions have put into a queue and that no set can record any more. */
export const olderBodies: Golden["queued"] = [
  { queue: "stoa-jobs", body: { type: "settlement", jobId: "person:904:3-1", calls: 1, spent: 40 } },
  { queue: "stoa-jobs", body: { type: "job", to: "person:904", jobId: "1-1", attempt: 1, name: "tips.write", input: {} } },
];
