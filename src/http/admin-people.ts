import { and, eq, exists } from "drizzle-orm";
import { Hono } from "hono";
import * as z from "zod";
import { allFeatures } from "#features/index.ts";
import { listAudit, recordAudit } from "#platform/audit.ts";
import type { HttpEnv } from "#platform/deps.ts";
import { deliverEvents } from "#platform/event-delivery.ts";
import { insertEvent } from "#platform/events.ts";
import { nameOf } from "#platform/object-name.ts";
import { knownPerson, listPeopleNamed } from "#platform/people.ts";
import { profileSchema } from "#platform/profile.ts";
import { people } from "#platform/schema.ts";

const body = z.object({ reason: z.string().trim().min(1).max(200) });
const UNKNOWN = { error: "there is nobody with this id" };

/** `/admin/people`: find somebody by name, read all that the database holds of them, leave them out of what is sent to many until they write again. */
export const peopleRoutes = new Hono<HttpEnv>()
  .get("/", async (c) => c.json({ people: await listPeopleNamed(c.var.deps.db, (c.req.query("username") ?? "").replace("@", "")) }))
  .get("/:id{[0-9]+}", async (c) => {
    const { deps, now } = c.var;
    const personId = Number(c.req.param("id"));
    const subject = nameOf({ type: "person", id: personId });
    const [known] = await deps.db.select(knownPerson).from(people).where(eq(people.personId, personId));
    if (known === undefined) return c.json(UNKNOWN, 404);
    await deps.db.batch([recordAudit(deps.db, { ...change("people.export", subject), at: now })]);
    // What only the person's own object holds is in their own /mydata.
    const nothing = { read: () => undefined };
    const parts = allFeatures.map(async ({ name, personData }) => [name, await personData?.export(personId, deps, nothing)] as const);
    return c.json({ ...Object.fromEntries(await Promise.all(parts)), audit: await listAudit(deps.db, subject) });
  })
  .post("/:id{[0-9]+}/remove", async (c) => {
    const { deps, now } = c.var;
    const { db } = deps;
    const parsed = body.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) return c.json({ error: 'send {"reason": "…"}' }, 400);
    const personId = Number(c.req.param("id"));
    const [row] = await db.select().from(people).where(eq(people.personId, personId));
    if (row === undefined) return c.json(UNKNOWN, 404);
    if (!row.isReachable) return c.json({ personId, isReachable: false });

    const to = { type: "person", id: personId } as const;
    const entry = change("people.remove", nameOf(to));
    const key = entry.auditId;
    const profile = profileSchema.parse({ ...row, isReachable: false, version: row.version + 1 });
    const isOurs = and(eq(people.personId, personId), eq(people.changedKey, key));
    const when = exists(db.select({ personId: people.personId }).from(people).where(isOurs));
    const event = { eventId: key, to, kind: "person.changed", version: 1, data: { profile }, cause: key, createdAt: now, hops: 0 };
    await db.batch([
      db
        .update(people)
        .set({ isReachable: false, version: profile.version, changedKey: key })
        .where(and(eq(people.personId, personId), eq(people.version, row.version))),
      insertEvent(db, event, when),
      recordAudit(db, { ...entry, after: parsed.data, at: now }, when),
    ]);
    await deliverEvents(deps, [key]);
    const [found] = await db.select(knownPerson).from(people).where(eq(people.personId, personId));
    return found?.isReachable === false
      ? c.json({ personId, isReachable: false })
      : c.json({ error: "the person has changed meanwhile; try again" }, 409);
  });

function change(action: string, subject: string) {
  return { auditId: `admin:${crypto.randomUUID()}`, actor: "admin", action, subject, origin: "admin route" as const };
}
