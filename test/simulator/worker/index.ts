import academy, { Session as AcademySession } from "#src/index.ts";
import { createBreakableDatabase, type DatabaseTrouble } from "./breakable-database.ts";

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
    if (pathname !== "/simulator/database") return academy.fetch(request, breakable(env), ctx);
    if (request.headers.get("authorization") !== `Bearer ${env.ADMIN_TOKEN}`) return new Response(null, { status: 401 });
    const { trouble } = await request.json<{ trouble: DatabaseTrouble }>();
    database.setTrouble(trouble);
    return Response.json({ trouble });
  },
  queue: (batch: MessageBatch, env: Env) => academy.queue(batch, breakable(env)),
  scheduled: (event: ScheduledController, env: Env) => academy.scheduled(event, breakable(env)),
} satisfies ExportedHandler<Env>;
