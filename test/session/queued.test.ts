import { expect, test } from "vitest";
import * as z from "zod";
import { defineQueueJob } from "#platform/job-kind.ts";
import { createCore } from "#support/core.ts";

const readJob = defineQueueJob<{ text: string }, undefined>({
  name: "read",
  deadlineMs: 1_000,
  input: z.object({ text: z.string() }),
  outcome: z.undefined(),
  run: async () => undefined,
  done: () => undefined,
  failed: () => undefined,
});

async function startedWith(text: string): Promise<string> {
  const outcomes: string[] = [];
  const core = createCore({
    handle: (_, turn) => {
      try {
        turn.start(readJob, { text });
        outcomes.push("started");
      } catch (error) {
        outcomes.push(String(error));
      }
    },
  });
  core.accept("t:1");
  await core.run();
  return outcomes.join();
}

test("what a job in the queue is given is measured in bytes, as the queue measures it", async () => {
  expect(await startedWith("a".repeat(90_000))).toBe("started");
  expect(await startedWith("я".repeat(90_000))).toContain("180011 bytes");
});
