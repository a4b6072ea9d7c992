import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "node",
    include: ["test/browser/**/*.test.ts"],
    reporters: ["default"],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 330_000,
    // A busy machine is no mistake: what is waited for comes when it comes.
    expect: { poll: { timeout: 60_000 } },
  },
});
