import { Hono, type Context } from "hono";
import { sql } from "drizzle-orm";
import * as z from "zod";
import type { HttpEnv } from "#platform/deps.ts";
import { deliverEvents } from "#platform/event-delivery.ts";
import { explainUnfound, findWho } from "#platform/find-who.ts";
import type { Who } from "#platform/who.ts";
import { refundPayment } from "./refunds.ts";
import { DAY_MS, foldGrants, type GrantKind } from "./rules.ts";
import { starLedger } from "./schema.ts";
import { changeAccess, findFile } from "./staff.ts";
import type { File } from "./staff-view.ts";
import { findPayment, listEnding } from "./store.ts";

const who = z.object({
  person: z.coerce.number().int().positive().optional(),
  username: z
    .string()
    .regex(/^@?\w{1,32}$/)
    .optional(),
});
const reason = z.string().trim().min(1).max(200).optional();
const granting = who.extend({ days: z.int().min(1).max(3_650), kind: z.enum(["staff", "gift"]).default("staff"), reason });
const revoking = who.extend({ reason });
const refunding = z.object({ charge: z.string().min(1), reason });
const byAdmin = { by: "admin", origin: "admin route" } as const;

/** `/admin/subscription`: who has access until when, what was paid for it, and everything that staff may do about it. */
export const subscriptionRoutes = new Hono<HttpEnv>()
  .get("/", async (c) => {
    const personId = await findPerson(c, who.safeParse(c.req.query()).data ?? {});
    return typeof personId === "number" ? c.json(toJson(await findFile(c.var.deps.db, personId))) : personId;
  })
  .get("/ending", async (c) => {
    const { deps, now } = c.var;
    const days = z.coerce.number().int().min(1).max(366).catch(14).parse(c.req.query("days"));
    const found = await listEnding(deps.db, { from: now, until: new Date(now.getTime() + days * DAY_MS), limit: 500 });
    return c.json({ ending: found });
  })
  .get("/ledger", async (c) => {
    const sums = { entries: sql<number>`count(*)`, stars: sql<number>`coalesce(sum(${starLedger.stars}), 0)` };
    const [ledger] = await c.var.deps.db.select({ ...sums, unconfirmed: sql<number>`sum(confirmed_at is null)` }).from(starLedger);
    return c.json(ledger);
  })
  .post("/grant", async (c) => {
    const body = granting.safeParse(await readJson(c));
    if (!body.success) return c.json({ error: 'send {"person": <id>, "days": 30, "reason": "…"}, or "username"; "kind" may be gift' }, 400);
    return change(c, body.data, body.data);
  })
  .post("/revoke", async (c) => {
    const body = revoking.safeParse(await readJson(c));
    if (!body.success) return c.json({ error: 'send {"person": <id>, "reason": "…"}, or "username"' }, 400);
    return change(c, body.data, { kind: "revoke", days: 0, reason: body.data.reason });
  })
  .post("/refund", async (c) => {
    const body = refunding.safeParse(await readJson(c));
    if (!body.success) return c.json({ error: 'send {"charge": "…", "reason": "…"}' }, 400);
    const { deps, now } = c.var;
    const payment = await findPayment(deps.db, body.data.charge);
    if (payment === undefined) return c.json({ error: "there is no such payment" }, 404);
    const refunded = await refundPayment(deps, payment, { author: byAdmin, at: now, reason: body.data.reason });
    if (!refunded.ok) return c.json({ error: `Telegram refuses: ${refunded.reason}` }, 409);
    await deliverEvents(deps, [refunded.value.eventId]);
    return c.json(toJson(await findFile(deps.db, payment.personId)));
  });

type Named = z.infer<typeof who>;
type Change = { kind: Extract<GrantKind, "staff" | "gift" | "revoke">; days: number; reason?: string | undefined };

async function change(c: Context<HttpEnv>, named: Named, { kind, days, reason }: Change): Promise<Response> {
  const { deps, now } = c.var;
  const personId = await findPerson(c, named);
  if (typeof personId !== "number") return personId;
  const grant = { grantId: `${kind}:${crypto.randomUUID()}`, personId, kind, days, reason, at: now };
  const { outcome, file, eventId } = await changeAccess(deps, grant, byAdmin);
  if (outcome !== "done") return c.json({ error: "nobody who registered has this id" }, 404);
  await deliverEvents(deps, [eventId]);
  return c.json(toJson(file));
}

async function findPerson(c: Context<HttpEnv>, { person, username }: Named): Promise<number | Response> {
  const named: Who | undefined =
    person !== undefined
      ? { by: "id", personId: person }
      : username === undefined
        ? undefined
        : { by: "username", username: username.replace("@", "") };
  if (named === undefined) return c.json({ error: "say who: person or username" }, 400);
  const found = await findWho(c.var.deps.db, named);
  return found.ok ? found.value : c.json({ error: explainUnfound(found.reason) }, found.reason.reason === "several" ? 409 : 404);
}

function toJson({ personId, username, grants, ledger }: File) {
  return { person: personId, username, endsAt: foldGrants(grants)?.toISOString() ?? null, grants, payments: ledger };
}

function readJson(c: Context<HttpEnv>): Promise<unknown> {
  return c.req.json().catch(() => undefined);
}
