import { env } from "cloudflare:workers";
import { vi } from "vitest";

/** Waits until everything has been sent for which it is time. */
export async function allDelivered(): Promise<void> {
  const isOnItsWay = "status = 'sending' or (status = 'pending' and (not_before is null or not_before <= ?))";
  const count = env.DB.prepare(`select count(*) as n from deliveries where ${isOnItsWay}`);
  await vi.waitFor(
    async () => {
      const left = await count.bind(Date.now()).first<number>("n");
      if (left !== 0) throw new Error(`${left} deliveries are still on their way`);
    },
    { timeout: 50_000, interval: 20 },
  );
}
