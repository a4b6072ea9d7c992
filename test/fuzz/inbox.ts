import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";

export type StoredRow = { key: string; status: string; outcome: string };

/** Everything in an object's inbox once it has nothing left to do; fails when it never comes to rest. */
export async function rowsAtRest(objectName: string): Promise<StoredRow[]> {
  const stub = env.SESSIONS.getByName(objectName);
  return vi.waitFor(
    async () => {
      const rows = await runInDurableObject(stub, (_, state) =>
        state.storage.sql.exec<StoredRow>("SELECT key, status, outcome FROM inbox").toArray(),
      );
      const open = rows.filter(({ status }) => status === "waiting" || status === "sending");
      if (open.length > 0) throw new Error(`${objectName} still has ${JSON.stringify(open)}`);
      return rows;
    },
    // Longer than the three tries of a row take.
    { timeout: 15_000, interval: 20 },
  );
}

/** Works on the items so many at a time, in order. */
export async function inParts<Item>(items: readonly Item[], size: number, work: (item: Item, at: number) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += size) {
    await Promise.all(items.slice(start, start + size).map((item, at) => work(item, start + at)));
  }
}
