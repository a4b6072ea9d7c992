import { savePractice } from "#features/tutor/store.ts";
import { getDeps } from "#platform/deps.ts";
import academy, { Session as AcademySession } from "#src/index.ts";
import { createBreakableDatabase, type DatabaseTrouble } from "./breakable-database.ts";
import { pastPractice } from "./practice.ts";

/** The academy as the simulator runs it: the same Worker, but for a database that can be switched off. */
const database = createBreakableDatabase();
const known = new WeakMap<Env, Env>();

function breakable(env: Env): Env {
  const wrapped = known.get(env) ?? { ...env, DB: database.wrap(env.DB) };
  known.set(env, wrapped);
  return wrapped;
}

export class Session extends AcademySession {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, breakable(env));
  }
}

export default {
  async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    const { pathname } = new URL(request.url);
    // A real clock goes on while the database is down.
    if (pathname === "/admin/clock") return academy.fetch(request, env, ctx);
    if (!pathname.startsWith("/simulator/")) return academy.fetch(request, breakable(env), ctx);
    if (request.headers.get("authorization") !== `Bearer ${env.ADMIN_TOKEN}`) return new Response(null, { status: 401 });
    return pathname === "/simulator/practice" ? rememberPractice(request, env) : breakDatabase(request);
  },
  queue: (batch: MessageBatch, env: Env) => academy.queue(batch, breakable(env)),
  scheduled: (event: ScheduledController, env: Env) => academy.scheduled(event, breakable(env)),
} satisfies ExportedHandler<Env>;

async function breakDatabase(request: Request): Promise<Response> {
  const { trouble } = await request.json<{ trouble: DatabaseTrouble }>();
  database.setTrouble(trouble);
  return Response.json({ trouble });
}

/** Nobody who looks for the first time has practised for weeks; what the tutor would have written down is written by its own hand. */
async function rememberPractice(request: Request, env: Env): Promise<Response> {
  const { personId } = await request.json<{ personId: number }>();
  const { db, clock, config } = getDeps(env);
  const past = pastPractice(personId, config.timezone, await clock.now());
  for (const practised of past) await savePractice(db, practised);
  return Response.json({ sessions: past.length });
}
