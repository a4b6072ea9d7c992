import "./in-node.ts";
import { test } from "vitest";
import { simulate } from "./simulate.ts";
import { writeFileSync } from "node:fs";
test("find", async () => {
  const { S = "", M = "liveness" } = process.env;
  const { trace, violations } = await simulate(S, M as "liveness", { ignored: (process.env.I ?? "a wait is not a try").split("|") as never });
  writeFileSync("/tmp/trace.txt", trace.join("\n") + JSON.stringify(violations));
}, 600_000);
