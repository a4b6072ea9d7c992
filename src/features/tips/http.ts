import { Hono } from "hono";
import * as z from "zod";
import type { HttpEnv } from "#platform/deps.ts";
import { INTERFACE_LANGUAGES } from "#platform/profile.ts";
import { judgeTip } from "./rules.ts";
import { addTips, countTips } from "./store.ts";

const body = z.object({
  tips: z
    .array(
      z.object({
        language: z.enum(INTERFACE_LANGUAGES),
        text: z.string().refine((text) => judgeTip(text) === undefined, "must have 10 to 500 characters"),
      }),
    )
    .min(1)
    .max(200),
});

/** `POST /admin/tips` adds a list of tips; one whose text is there already in that language is left alone. */
export const tipRoutes = new Hono<HttpEnv>().post("/", async (c) => {
  const parsed = body.safeParse(await c.req.json().catch(() => undefined));
  if (!parsed.success)
    return c.json(
      { error: "tips are refused", problems: parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) },
      400,
    );
  const { deps, now } = c.var;
  await addTips(
    deps.db,
    parsed.data.tips.map((tip) => ({ ...tip, addedAt: now, key: `text:${tip.language}:${tip.text}` })),
    { actor: "admin", origin: "admin route" },
  );
  return c.json({ tips: await countTips(deps.db) });
});
