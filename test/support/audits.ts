import { env } from "cloudflare:workers";
import type { Person } from "./person.ts";

/** What somebody tried without the role for it, as the audit has kept it. */
export async function listRefusedTo({ user }: Person): Promise<unknown[]> {
  const query = "select subject, after from audit_log where action = 'security.refused' and actor = ? order by rowid";
  const { results } = await env.DB.prepare(query).bind(`person:${user.id}`).all();
  return results.filter(({ after }) => after === '{"reason":"role"}').map(({ subject }) => subject);
}
