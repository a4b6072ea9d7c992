import { defineConfig } from "vitest/config";

const MINUTE_MS = 60_000;

export default defineConfig({
  test: {
    environment: "node",
    include: ["test/faults/**/*.test.ts"],
    // One process of its own: it is the parent of the workerd that it kills.
    pool: "forks",
    fileParallelism: false,
    testTimeout: MINUTE_MS,
    hookTimeout: 10 * MINUTE_MS,
    env: { WRANGLER_LOG: "error" },
  },
});
