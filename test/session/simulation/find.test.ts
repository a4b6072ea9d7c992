import "./in-node.ts";
import { test } from "vitest";
import { simulate } from "./simulate.ts";
import { writeFileSync } from "node:fs";
import { seedsOf } from "./seeds.ts";
const K = ["work that is left has an alarm","a wait is not a try","nothing that was wanted is lost","who waits for a message is told once","a timer rings once, in its time","who is held back is told so"] as const;
test("find", async () => {
  const out: string[] = [];
  const counts: Record<string, number> = {};
  for (const mode of ["safety", "liveness"] as const) for (const seed of seedsOf("find", 1500)) {
    const { violations, trace } = await simulate(seed, mode, { ignored: ["a wait is not a try"] });
    const v = violations[0];
    if (v) { counts[mode + v.invariant] = (counts[mode + v.invariant] ?? 0) + 1; if (counts[mode + v.invariant]! < 3) out.push(`### ${mode} ${seed} ${v.invariant} ${v.detail}\n` + trace.slice(-25).join("\n")); }
  }
  void K;
  writeFileSync("/tmp/found.txt", JSON.stringify(counts, null, 1) + "\n" + out.join("\n"));
}, 600_000);
