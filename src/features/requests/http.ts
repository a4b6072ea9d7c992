import { Hono } from "hono";
import * as z from "zod";
import type { HttpEnv } from "#platform/deps.ts";
import { cardRoutes, cardToJson } from "#platform/desk/http.ts";
import { STATUSES } from "./card.ts";
import { memberRoutes } from "./members-http.ts";
import { listRequests } from "./store.ts";

const id = z.coerce.number().int().positive();
const filter = z.strictObject({
  status: z.enum(STATUSES).optional(),
  kind: z.string().optional(),
  person: id.optional(),
  from: z.coerce.date().optional(),
  to: z.coerce.date().optional(),
  after: id.optional(),
  limit: id.max(200).default(50),
});

/** `/admin/requests`: who asks for what, and everything that staff may do about it. */
export const requestRoutes = new Hono<HttpEnv>()
  .route("/members", memberRoutes)
  .get("/", async (c) => {
    const parsed = filter.safeParse(c.req.query());
    if (!parsed.success) return c.json({ error: "the filter is refused", problems: parsed.error.issues.map(toSentence) }, 400);
    const { kind, person: personId, ...rest } = parsed.data;
    const kinds = c.var.kinds.requestKinds.map(({ name }) => name).filter((name) => kind === undefined || name === kind);
    const found = await listRequests(c.var.deps.db, { ...rest, kinds, personId });
    const next = found.length === rest.limit ? found.at(-1)?.cardId : undefined;
    return c.json({ requests: found.map(cardToJson), next: next ?? null });
  })
  .route(
    "/",
    cardRoutes("request", (kind, { requestKinds }) => requestKinds.some(({ name }) => name === kind)),
  );

function toSentence({ path, message }: z.core.$ZodIssue): string {
  return `${path.join(".")}: ${message}`;
}
