import { cpSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { outputOf, root, run } from "../run.ts";
import { fail, pass, type Verdict } from "./verdict.ts";

export type Migration = { name: string; sql: string };

/** In the order in which they are applied. */
export function readMigrations(folder = join(root, "migrations")): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  return names.toSorted().map((name) => ({ name, sql: readFileSync(join(folder, name), "utf8") }));
}

const FORBIDDEN = [
  { pattern: /\bDROP\s+TABLE\b/i, why: "drops a table, and the rows with it" },
  { pattern: /__new_/i, why: "rebuilds a table by copying it (__new_)" },
  { pattern: /\bPRAGMA\s+foreign_keys\b/i, why: "switches foreign keys off, which D1 does not do inside a migration" },
  { pattern: /\bON\s+DELETE\s+CASCADE\b/i, why: "deletes rows that nobody named (ON DELETE CASCADE)" },
];

/** A migration may only add: the Worker of a moment ago still runs on it, and there is no way back. */
export function judgeMigrations(migrations: readonly Migration[]): Verdict {
  const problems = migrations.flatMap(({ name, sql }) =>
    FORBIDDEN.filter(({ pattern }) => pattern.test(sql)).map(({ why }) => `${name} ${why}`),
  );
  if (migrations.length === 0) return fail("there are no migrations");
  return problems.length > 0 ? fail(`a migration must keep what is there: ${problems.join("; ")}`) : pass("migrations only add");
}

/** Lets drizzle-kit generate into a copy: what it would add there, the schema has and the migrations lack. */
export async function judgeSchema(): Promise<Verdict> {
  const copy = join(".wrangler", "check", "migrations");
  rmSync(join(root, copy), { recursive: true, force: true });
  cpSync(join(root, "migrations"), join(root, copy), { recursive: true });
  const known = readMigrations().map(({ name }) => name);
  await outputOf(run("drizzle-kit/bin.cjs", ["generate"], { env: { MIGRATIONS_OUT: copy } }), "drizzle-kit generate");
  const added = readMigrations(join(root, copy)).filter(({ name }) => !known.includes(name));
  if (added.length === 0) return pass("schema and migrations agree");
  return fail(
    `the schema has changes without a migration, run \`npm run migrations -- --name <what>\`:\n${added.map(({ sql }) => sql).join("\n")}`,
  );
}
