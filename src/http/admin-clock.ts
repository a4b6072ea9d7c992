import { Hono } from "hono";
import * as z from "zod";
import { saveClockOffset } from "#platform/clock.ts";
import type { HttpEnv } from "#platform/deps.ts";

const TEN_YEARS_MS = 10 * 365 * 24 * 3_600_000;
const body = z.object({ offsetMs: z.int().min(-TEN_YEARS_MS).max(TEN_YEARS_MS) });

/** `POST /admin/clock` moves the clock of a simulation; against the real Telegram there is no such route. */
export const clockRoutes = new Hono<HttpEnv>().post("/", async (c) => {
  const { deps, now } = c.var;
  if (!deps.config.isSimulated) return c.notFound();
  const parsed = body.safeParse(await c.req.json().catch(() => undefined));
  if (!parsed.success) return c.json({ error: "offsetMs must be a whole number of milliseconds, at most ten years" }, 400);
  await saveClockOffset(deps.db, parsed.data.offsetMs, { key: `clock:${crypto.randomUUID()}`, now });
  return c.json({ now: new Date(Date.now() + parsed.data.offsetMs).toISOString() });
});
