import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";

const unfinished =
  "SELECT (SELECT count(*) FROM inbox WHERE status IN ('waiting', 'sending')) + (SELECT count(*) FROM state WHERE key LIKE 'job:%' OR key LIKE 'queued:%') AS left";

/** Waits until the object of that name has nothing left to do. One that nobody has written to yet has no tables. */
export async function quietObject(name: string): Promise<void> {
  const stub = env.SESSIONS.getByName(name);
  await vi.waitFor(
    async () => {
      const left = await runInDurableObject(stub, (_, { storage: { sql } }) => {
        const isUsed = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'inbox'").toArray().length > 0;
        return isUsed ? sql.exec<{ left: number }>(unfinished).one().left : 0;
      });
      if (left > 0) throw new Error(`${left} things are still to be done`);
    },
    { timeout: 10_000, interval: 10 },
  );
}
