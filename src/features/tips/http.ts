import { Hono } from "hono";
import * as z from "zod";
import type { HttpEnv } from "#platform/deps.ts";
import { INTERFACE_LANGUAGES, LEVELS } from "#platform/profile.ts";
import { judgeTip, LONGEST_TIP, SHORTEST_TIP } from "./rules.ts";
import { addTips } from "./store.ts";

const tip = z.object({
  language: z.enum(INTERFACE_LANGUAGES),
  text: z.string().refine((text) => judgeTip(text) === undefined, `must have ${SHORTEST_TIP} to ${LONGEST_TIP} characters`),
  target: z
    .string()
    .regex(/^[a-z]{2}$/)
    .optional(),
  level: z.enum(LEVELS).optional(),
  topic: z.string().max(40).optional(),
});
const body = z.object({ tips: z.array(tip).min(1).max(200) });

/** `POST /admin/tips` adds a list of tips; one whose text is there already in that language is left alone. */
export const tipRoutes = new Hono<HttpEnv>().post("/", async (c) => {
  const parsed = body.safeParse(await c.req.json().catch(() => undefined));
  if (!parsed.success)
    return c.json(
      { error: "tips are refused", problems: parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) },
      400,
    );
  const { deps, now } = c.var;
  const added = parsed.data.tips.map(({ target, level, topic, ...given }) => ({
    ...given,
    ...(target === undefined ? {} : { target }),
    ...(level === undefined ? {} : { level }),
    ...(topic === undefined ? {} : { topic }),
    addedAt: now,
    key: `text:${given.language}:${given.text}`,
  }));
  const { count } = await addTips(deps.db, added, { actor: "admin", origin: "admin route" });
  return c.json({ tips: count });
});
