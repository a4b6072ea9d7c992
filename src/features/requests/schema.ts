import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Those who have access, or had it once: with the account that it belongs to, as soon as there is one. */
export const members = sqliteTable(
  "members",
  {
    memberId: integer().primaryKey({ autoIncrement: true }),
    name: text().notNull(),
    /** The account; nobody has two records. */
    personId: integer().unique(),
    isActive: integer({ mode: "boolean" }).notNull(),
    /** Made by approving a request, and so of what the person's account told; the others were there before. */
    isFromRequest: integer({ mode: "boolean" }).notNull(),
    createdAt: integer({ mode: "timestamp_ms" }).notNull(),
  },
  (table) => [
    index("members_to_link")
      .on(sql`lower(${table.name})`)
      .where(sql`person_id is null or is_active = 0`),
  ],
);
