import { Hono, type Context } from "hono";
import * as z from "zod";
import type { HttpEnv } from "#platform/deps.ts";
import { deliverEvents } from "#platform/event-delivery.ts";
import { GIVEN_ROLES, isOwner } from "#platform/role.ts";
import { isPerson } from "#platform/telegram/owner-of.ts";
import { explainUnfound, findWho } from "#platform/find-who.ts";
import { judgeChange, type ChangeKind } from "./rules.ts";
import { changeStaff, findRoster, type Roster } from "./store.ts";

const role = z.enum(GIVEN_ROLES);
const body = z.union([
  z.strictObject({ role, person: z.int().positive() }),
  z.strictObject({ role, username: z.string().regex(/^@?\w{1,32}$/) }),
]);

/** `/admin/staff`: who holds which role; `POST` gives one, `DELETE` takes one, by id or name. */
export const staffRoutes = new Hono<HttpEnv>()
  .get("/", async (c) => c.json(toJson(await findRoster(c.var.deps))))
  .post("/", (c) => change(c, "add"))
  .delete("/", (c) => change(c, "remove"));

async function change(c: Context<HttpEnv>, kind: ChangeKind): Promise<Response> {
  const parsed = body.safeParse(await c.req.json().catch(() => undefined));
  if (!parsed.success)
    return c.json(
      { error: `send {"person": <id>, "role": "…"} or {"username": "…", "role": "…"}; roles are ${GIVEN_ROLES.join(", ")}` },
      400,
    );
  const { deps, now } = c.var;
  const asked = parsed.data;
  const who =
    "person" in asked
      ? { by: "id" as const, personId: asked.person }
      : { by: "username" as const, username: asked.username.replace("@", "") };
  const found = await findWho(deps.db, who);
  if (!found.ok) return c.json({ error: explainUnfound(found.reason) }, found.reason.reason === "several" ? 409 : 404);

  const personId = found.value;
  const actor = { type: "token" as const };
  const refusal = judgeChange(actor, {
    personId,
    role: asked.role,
    isOwner: isOwner(deps.config, personId),
    isPerson: isPerson({ id: personId, is_bot: false }),
  });
  if (refusal !== undefined)
    return c.json({ error: refusal === "owner" ? "owners are named by OWNER_IDS and hold every role" : "this is no person" }, 409);
  const key = `staff:${crypto.randomUUID()}`;
  const { outcome, roster } = await changeStaff(deps, {
    key,
    change: kind,
    role: asked.role,
    personId,
    name: null,
    actor,
    at: now,
    hops: 0,
  });
  if (outcome === "forgotten") return c.json({ error: "the person had everything forgotten" }, 409);
  if (outcome === "done") await deliverEvents(deps, [key]);
  return c.json({ changed: outcome === "done", ...toJson(roster) });
}

function toJson({ owners, rows, usernames }: Roster) {
  const named = (personId: number) => ({ personId, username: usernames.get(personId) ?? null });
  return {
    owners: owners.map(named),
    staff: rows.map(({ personId, addedAt, ...row }) => ({ ...named(personId), ...row, addedAt: addedAt.toISOString() })),
  };
}
