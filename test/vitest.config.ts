import { availableParallelism } from "node:os";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-pool-workers";
import { defineConfig, defineProject } from "vitest/config";

// A suite named *.workers.test.ts runs in workerd with real D1, objects and queues; everything else is pure and runs in Node.
const inWorkerd = "test/**/*.workers.test.ts";
const elsewhere = ["test/browser/**", "test/faults/**", "node_modules/**"];

// wrangler looks for required secrets in the environment and, for each file, warns of those that it lacks; what it merely notes is left out.
const secrets = { BOT_TOKEN: `1:${"t".repeat(35)}`, WEBHOOK_SECRET: "webhook-secret", ADMIN_TOKEN: "admin-token-of-the-tests" };
Object.assign(process.env, { WRANGLER_LOG: "warn" }, secrets);

// What is bundled before the tests begin: found later, it would have them begin anew.
const prebuilt = [
  "@ai-sdk/provider",
  "@ai-sdk/openai-compatible",
  "workers-ai-provider",
  "grammy",
  "hono",
  "drizzle-orm",
  "drizzle-orm/d1",
  "drizzle-orm/sqlite-core",
  "zod",
  "marked",
  "libphonenumber-js/core",
];

// Only so that nothing hangs for ever: how fast a machine is decides no test.
const testTimeout = 60_000;

export default defineConfig(async () => ({
  root: new URL("..", import.meta.url).pathname,
  test: {
    // By itself vitest leaves one core idle, which on a small machine is half of it.
    maxWorkers: availableParallelism(),
    projects: [
      defineProject({
        test: { name: "pure", include: ["test/**/*.test.ts"], exclude: [inWorkerd, ...elsewhere], environment: "node", testTimeout },
      }),
      defineProject({
        plugins: [
          cloudflareTest({
            main: "./src/index.ts",
            remoteBindings: false,
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations("migrations"),
                ...secrets,
                BOT_INFO: JSON.stringify({ id: 1, is_bot: true, first_name: "Stoa", username: "stoa_bot" }),
                OWNER_IDS: "900,901,902,903,904",
                AI_CHAT: "compatible:stoa-fake-1",
                AI_TRANSCRIBE: "compatible:stoa-fake-whisper",
                AI_SPEAK: "compatible:stoa-fake-voice",
                AI_BASE_URL: "https://model.test/v1",
                LOG_LEVEL: "silent",
                TIPS_AI: "off",
                PUBLIC_URL: "https://stoa.test",
                GOLDEN: process.env["GOLDEN"] ?? "",
              },
              // Whatever the fakes did not catch has left the Worker: that is a leak.
              outboundService: () => new Response("no network in tests", { status: 599 }),
            },
          }),
        ],
        test: {
          name: "workers",
          testTimeout,
          include: [inWorkerd],
          exclude: elsewhere,
          setupFiles: ["./test/support/setup.ts"],
          deps: {
            optimizer: {
              ssr: {
                enabled: true,
                include: prebuilt,
              },
            },
          },
        },
      }),
    ],
  },
}));
