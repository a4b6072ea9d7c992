import { Hono, type Context } from "hono";
import * as z from "zod";
import type { HttpEnv } from "#platform/deps.ts";
import { actionOf } from "#platform/desk/kind.ts";
import { takeStep } from "#platform/desk/steps.ts";
import { findCardFile, type Card, type CardFile } from "#platform/desk/store.ts";
import { deliverEvents } from "#platform/event-delivery.ts";
import { parseJson } from "#platform/json.ts";
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
const body = z.strictObject({ text: z.string().trim().min(1).max(1_000).optional(), rev: z.int().optional() });

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
    return c.json({ requests: found.map(toJson), next: next ?? null });
  })
  .get("/:id{[0-9]+}", async (c) => {
    const file = await findRequest(c);
    return file === undefined ? notFound(c) : c.json(fileToJson(file));
  })
  .post("/:id{[0-9]+}/:action", act);

/** What staff do in the chat: the same step, in the name of the administration. */
async function act(c: Context<HttpEnv>): Promise<Response> {
  const { deps, now, kinds } = c.var;
  const file = await findRequest(c);
  const kind = file === undefined ? undefined : kinds.cardKind(file.card.kind);
  const action = kind === undefined ? undefined : actionOf(kind, c.req.param("action") ?? "");
  if (file === undefined || kind === undefined) return notFound(c);
  if (action === undefined || action.by !== "staff") return c.json({ error: `one of ${namesOf(kind.actions)} is expected` }, 404);
  const parsed = body.safeParse(await readBody(c));
  const text =
    parsed.success && parsed.data.text !== undefined && action.input?.parse ? action.input.parse(parsed.data.text) : parsed.data?.text;
  if (!parsed.success || (action.input?.isRequired === true && text === undefined))
    return c.json(
      {
        error: `send {"text": "…"} of at most 1,000 characters, and {"rev": …} to change a decision; ${action.name} needs what it asks for`,
      },
      400,
    );
  const key = `request:${crypto.randomUUID()}`;
  // Only who names the state that they have seen changes a decision: the first one counts here as well.
  const seenRev = parsed.data.rev;
  const result = await takeStep(deps, { file, kind, action, key, at: now, hops: 0, actor: { type: "admin" }, text, seenRev });
  if (result.type === "refused") return c.json({ error: "the request does not allow it now", request: fileToJson(result.file) }, 409);
  await deliverEvents(
    deps,
    result.events.map(({ eventId }) => eventId),
  );
  return c.json(fileToJson(result.file));
}

async function findRequest(c: Context<HttpEnv>): Promise<CardFile | undefined> {
  const file = await findCardFile(c.var.deps.db, Number(c.req.param("id")));
  return c.var.kinds.requestKinds.some(({ name }) => name === file?.card.kind) ? file : undefined;
}

async function readBody(c: Context<HttpEnv>): Promise<unknown> {
  const written = await c.req.text();
  return written === "" ? {} : parseJson(written);
}

/** `rev` is that of its present state. */
function toJson({ cardId, kind, status, personId, personName, openedAt, changedAt, holderName, claimUntil, movedRev }: Card) {
  const holder = holderName === null || claimUntil === null ? null : { name: holderName, until: claimUntil.toISOString() };
  const times = { openedAt: openedAt.toISOString(), changedAt: changedAt.toISOString() };
  return { id: cardId, kind, status, rev: movedRev, person: personId, name: personName, ...times, holder };
}

function fileToJson({ card, steps }: CardFile) {
  const history = steps.map(({ action, actor, actorName, text, at, delivery }) => ({
    action,
    actor,
    name: actorName,
    text,
    at: at.toISOString(),
    delivery,
  }));
  return { ...toJson(card), text: steps[0]?.text ?? null, history };
}

function notFound(c: Context<HttpEnv>): Response {
  return c.json({ error: "there is no such request" }, 404);
}

function namesOf(actions: readonly { name: string; by: string }[]): string {
  return actions
    .filter(({ by }) => by === "staff")
    .map(({ name }) => name)
    .join(", ");
}

function toSentence({ path, message }: z.core.$ZodIssue): string {
  return `${path.join(".")}: ${message}`;
}
