import { Hono } from "hono";
import * as z from "zod";
import type { HttpEnv } from "#platform/deps.ts";
import { deliverEvents } from "#platform/event-delivery.ts";
import { addMember, listMembers, setActive, type Member } from "./members.ts";

const page = z.strictObject({ after: z.coerce.number().int().default(0), limit: z.coerce.number().int().min(1).max(200).default(50) });
const added = z.strictObject({ name: z.string().trim().min(1).max(255) });
const change = z.strictObject({ isActive: z.boolean() });

/** `/admin/requests/members`: those who have access. What is added here waits to be linked to whoever asks. */
export const memberRoutes = new Hono<HttpEnv>()
  .get("/", async (c) => {
    const parsed = page.safeParse(c.req.query());
    if (!parsed.success) return c.json({ error: "after and limit are whole numbers, limit from 1 to 200" }, 400);
    const found = await listMembers(c.var.deps.db, parsed.data);
    const next = found.length === parsed.data.limit ? found.at(-1)?.memberId : undefined;
    return c.json({ members: found.map(toJson), next: next ?? null });
  })
  .post("/", async (c) => {
    const parsed = added.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) return c.json({ error: 'send {"name": "…"} of 1 to 255 characters' }, 400);
    return c.json(toJson(await addMember(c.var.deps.db, { ...parsed.data, at: c.var.now })), 201);
  })
  .patch("/:id{[0-9]+}", async (c) => {
    const parsed = change.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) return c.json({ error: 'send {"isActive": true} or {"isActive": false}' }, 400);
    const { deps, now: at } = c.var;
    const changed = await setActive(deps.db, Number(c.req.param("id")), { ...parsed.data, at });
    if (changed === undefined) return c.json({ error: "there is no such record" }, 404);
    await deliverEvents(deps, changed.eventIds);
    return c.json(toJson(changed.member));
  });

function toJson({ memberId, name, personId, isActive, createdAt }: Member) {
  return { id: memberId, name, person: personId, isActive, createdAt: createdAt.toISOString() };
}
