import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/run.ts";
import type { Workerd } from "./workerd.ts";

/** Brings the Worker's empty D1 to the newest schema, as `wrangler d1 migrations apply` does. */
export async function migrate(workerd: Workerd): Promise<void> {
  const database = await workerd.database("DB");
  const folder = join(root, "migrations");
  const files = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  for (const file of files.sort()) {
    for (const statement of readFileSync(join(folder, file), "utf8").split("--> statement-breakpoint"))
      await database.prepare(statement).run();
  }
}
