import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";

const unfinished = `SELECT (SELECT count(*) FROM inbox WHERE status IN ('waiting', 'sending')) + (SELECT count(*) FROM state
  WHERE key LIKE 'job:%' OR key LIKE 'queued:%' OR key = 'account' AND json NOT LIKE '%"unsettled":[]%') AS left`;

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
    { timeout: 50_000, interval: 10 },
  );
}

/** Waits until no album of that person waits for further parts. */
export async function albumsSettled(personId: number): Promise<void> {
  const stub = env.SESSIONS.getByName(`person:${personId}`);
  const waiting = "SELECT 1 FROM state WHERE key LIKE 'timer:album:%'";
  const count = () => runInDurableObject(stub, (_, { storage: { sql } }) => sql.exec(waiting).toArray().length);
  await vi.waitFor(
    async () => {
      const left = await count();
      if (left > 0) throw new Error(`${left} albums are not complete`);
    },
    { timeout: 50_000 },
  );
}
