import { Hono, type Context } from "hono";
import * as z from "zod";
import type { HttpEnv } from "#platform/deps.ts";
import { deliverEvents } from "#platform/event-delivery.ts";
import { changeStudent } from "./changes.ts";
import { parseEmail } from "./details.ts";
import { purgePending } from "./purge.ts";
import type { Author } from "./record-change.ts";
import { removeRecord, STATUSES } from "./rules.ts";
import { countStudents, findStudents, findStudentOf, listStudents, type Student } from "./store.ts";

const PAGE_SIZE = 100;

const email = z.string().transform((text, context) => {
  const parsed = parseEmail(text);
  if (parsed.ok) return parsed.value;
  context.addIssue("is no email");
  return z.NEVER;
});
const purgeBody = z.union([z.object({ email }), z.object({ all: z.literal("pending") })]);
const removeBody = z.intersection(
  z.union([z.object({ email }), z.object({ telegramId: z.int().positive() })]),
  z.object({ reason: z.string().trim().min(1).max(200) }),
);
const listQuery = z.object({
  status: z.enum(STATUSES).optional(),
  search: z.string().max(100).optional(),
  page: z.coerce.number().int().min(0).default(0),
});

/** `/admin/verification`: the roster for operators and their scripts. */
export const rosterRoutes = new Hono<HttpEnv>()
  .get("/stats", async (c) => c.json(await countStudents(c.var.deps.db)))
  .get("/students", async (c) => {
    const query = listQuery.safeParse(c.req.query());
    if (!query.success) return refuse(c, "ask with ?status=, ?search= and ?page=", query.error);
    const { status, search, page } = query.data;
    const filter = { ...(status === undefined ? {} : { status }), ...(search === undefined ? {} : { text: search }) };
    const found = await listStudents(c.var.deps.db, filter, { number: page, size: PAGE_SIZE });
    return c.json({ total: found.total, page, students: found.students.map(toJson) });
  })
  .post("/purge", async (c) => {
    const body = purgeBody.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return refuse(c, 'send {"email": "…"} or {"all": "pending"}', body.error);
    const done = await purgePending(c.var.deps, "email" in body.data ? body.data : {}, authorOf(c));
    if (done === undefined) return c.json({ error: "records were claimed at the same moment; try again" }, 409);
    await deliverEvents(
      c.var.deps,
      done.events.map(({ eventId }) => eventId),
    );
    return c.json({ purged: done.purged });
  })
  .post("/remove", async (c) => {
    const body = removeBody.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return refuse(c, 'send {"email": "…", "reason": "…"} or {"telegramId": 1, "reason": "…"}', body.error);
    const { deps, now } = c.var;
    const found =
      "email" in body.data
        ? (await findStudents(deps.db, { by: "email", value: body.data.email }))[0]
        : await findStudentOf(deps.db, body.data.telegramId);
    if (found === undefined || found.status === "removed") return c.json({ error: "nobody on the roster has it" }, 404);
    const by = { name: "admin", reason: body.data.reason, now };
    const outcome = await changeStudent(deps, found.studentId, authorOf(c), (student) => removeRecord(student, by));
    if (!outcome.ok) return c.json({ error: "the record was changed at the same moment; look at it and try again" }, 409);
    await deliverEvents(
      deps,
      outcome.value.events.map(({ eventId }) => eventId),
    );
    return c.json({ removed: toJson(outcome.value.student) });
  });

function authorOf({ var: { now } }: Context<HttpEnv>): Author {
  return { actor: { type: "admin" }, key: `admin:${crypto.randomUUID()}`, at: now, hops: 0 };
}

function refuse(c: Context<HttpEnv>, error: string, { issues }: z.ZodError) {
  return c.json({ error, problems: issues.map(({ path, message }) => `${path.join(".")}: ${message}`) }, 400);
}

function toJson({ searchName: _, changedKey: __, ...student }: Student) {
  return student;
}
