import * as z from "zod";
import type { Outcome } from "../run.ts";

/** Where a database stood at that moment: by Time Travel's bookmark, or by the time where wrangler gave none. */
export type Moment = { database: string; bookmark: string } | { database: string; timestamp: string };

const answer = z.object({ bookmark: z.string().regex(/^[\w-]+$/) });

/** From what `wrangler d1 time-travel info <database> --json` has answered. A deployment does not fail for want of a bookmark. */
export function readMoment(database: string, { code, output }: Outcome, now: Date): Moment {
  const json = output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1);
  const parsed = code === 0 && json !== "" ? answer.safeParse(JSON.parse(json)).data : undefined;
  return parsed === undefined ? { database, timestamp: now.toISOString() } : { database, bookmark: parsed.bookmark };
}

/** For the message of the new version, of which Cloudflare keeps 100 bytes. */
export function nameMoment(moment: Moment): string {
  return `${moment.database} before: ${"bookmark" in moment ? moment.bookmark : moment.timestamp}`;
}

/** The command that takes the database back to it. */
export function restoreCommand(moment: Moment): string {
  const when = "bookmark" in moment ? `--bookmark=${moment.bookmark}` : `--timestamp=${moment.timestamp}`;
  return `npx wrangler d1 time-travel restore ${moment.database} ${when}`;
}
