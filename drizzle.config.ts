import { defineConfig } from "drizzle-kit";

// Only `generate` is used; the migrations are applied by wrangler. The check generates into a copy.
export default defineConfig({
  dialect: "sqlite",
  schema: "./src/**/schema.ts",
  out: process.env["MIGRATIONS_OUT"] ?? "./migrations",
  casing: "snake_case",
});
