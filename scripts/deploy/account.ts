import * as z from "zod";
import { wrangler, type Outcome } from "../run.ts";
import { readMoment, type Moment } from "./bookmark.ts";
import type { Account, Deployment } from "./plan.ts";
import { listQueues } from "./products.ts";

const secretList = z.array(z.object({ name: z.string() }));

/** Asks the account what it has of all that the configuration names. */
export async function readAccount(config: Deployment, flags: readonly string[]): Promise<Account> {
  const databases = config.d1_databases.map((database) => database.database_name ?? database.binding);
  return {
    queues: await filterExisting(listQueues(config), (queue) => look("queues", "info", queue)),
    databases: await filterExisting(databases, (database) => look("d1", "info", database, "--json")),
    secrets: await listSecrets(flags),
  };
}

async function filterExisting(names: readonly string[], find: (name: string) => Promise<Outcome>): Promise<string[]> {
  const existing: string[] = [];
  for (const name of names) {
    if (isFound(await find(name))) existing.push(name);
  }
  return existing;
}

/** Where the databases that there are stand now. */
export async function readMoments({ databases }: Account): Promise<Moment[]> {
  const moments: Moment[] = [];
  for (const database of databases)
    moments.push(readMoment(database, await look("d1", "time-travel", "info", database, "--json"), new Date()));
  return moments;
}

async function listSecrets(flags: readonly string[]): Promise<string[]> {
  const outcome = await look("secret", "list", "--format", "json", ...flags);
  return isFound(outcome) ? parseSecretNames(outcome.output) : [];
}

async function look(...args: string[]): Promise<Outcome> {
  console.log(`$ wrangler ${args.join(" ")}`);
  return wrangler(args);
}

/** Whether the thing asked for exists. Only wrangler's own word for its absence counts as a no; anything else is a failure. */
export function isFound({ code, output }: Outcome): boolean {
  if (code === 0) return true;
  if (/does not exist|not found|Couldn't find/i.test(output)) return false;
  throw new Error(`wrangler could not tell:\n${output.trim()}`);
}

/** wrangler may print notices before the list. */
export function parseSecretNames(output: string): string[] {
  const json = output.slice(output.indexOf("["), output.lastIndexOf("]") + 1);
  return secretList.parse(JSON.parse(json)).map(({ name }) => name);
}
