import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { outside } from "./outside.ts";

declare global {
  namespace Cloudflare {
    interface Env {
      TEST_MIGRATIONS: import("cloudflare:test").D1Migration[];
      BOT_INFO: string;
      /** The name under which a new golden set is to be written; empty otherwise. */
      GOLDEN: string;
    }
  }
}

vi.stubGlobal("fetch", (input: RequestInfo | URL, init?: RequestInit) => outside(new Request(input, init)));
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
