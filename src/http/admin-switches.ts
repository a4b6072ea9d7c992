import { Hono } from "hono";
import * as z from "zod";
import { readModelSwitch, saveModelSwitch } from "#platform/ai/switch.ts";
import type { HttpEnv } from "#platform/deps.ts";

const wanted = z.discriminatedUnion("ai", [
  z.object({ ai: z.literal("on") }),
  z.object({ ai: z.literal("off"), why: z.string().trim().min(1).max(200) }),
]);

/** `/admin/switches`: whether models are asked at all. */
export const switchRoutes = new Hono<HttpEnv>()
  .get("/", async (c) => c.json(await readModelSwitch(c.var.deps.db)))
  .post("/", async (c) => {
    const parsed = wanted.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) return c.json({ error: 'send {"ai": "on"} or {"ai": "off", "why": "…"}' }, 400);
    const { deps, now } = c.var;
    await saveModelSwitch(deps.db, parsed.data, { key: `switch:${crypto.randomUUID()}`, now });
    return c.json(await readModelSwitch(deps.db));
  });
