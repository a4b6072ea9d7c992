import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1";

export type Database = DrizzleD1Database;

/** The casing must equal the one that the migrations were generated with. */
export function openDatabase(d1: D1Database): Database {
  return drizzle(d1, { casing: "snake_case" });
}
