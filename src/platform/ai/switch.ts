import { eq, ne } from "drizzle-orm";
import { hasChanged, recordAudit } from "../audit.ts";
import type { Database } from "../database.ts";
import { settings } from "../schema.ts";
import { KILL_SWITCH } from "./ledger.ts";

/** `why` is what staff wrote when they switched the models off. */
export type ModelSwitch = { ai: "on" } | { ai: "off"; why: string };

export async function readModelSwitch(db: Database): Promise<ModelSwitch> {
  const [row] = await db.select().from(settings).where(eq(settings.name, KILL_SWITCH));
  return row === undefined ? { ai: "on" } : { ai: "off", why: row.value };
}

/** Switches every model off, or on again, from the next job on. */
export async function saveModelSwitch(db: Database, wanted: ModelSwitch, request: { key: string; now: Date }): Promise<void> {
  const change =
    wanted.ai === "on"
      ? db.delete(settings).where(eq(settings.name, KILL_SWITCH))
      : db
          .insert(settings)
          .values({ name: KILL_SWITCH, value: wanted.why })
          .onConflictDoUpdate({ target: settings.name, set: { value: wanted.why }, setWhere: ne(settings.value, wanted.why) });
  const audit = {
    auditId: request.key,
    actor: "admin",
    action: "models.switch",
    subject: "models",
    before: await readModelSwitch(db),
    after: wanted,
    origin: "admin route",
    at: request.now,
  } as const;
  await db.batch([change, recordAudit(db, audit, hasChanged)]);
}
