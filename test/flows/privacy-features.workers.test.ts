import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { allFeatures, chooseFeatures } from "#features/index.ts";
import { createBot } from "#src/bot.ts";
import { getDeps } from "#platform/deps.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";

type Column = { name: string; type: string; notnull: number; pk: number };

const deps = getDeps(env);

/**
 * What is kept of whoever is forgotten: that they were, what they paid and what they bought for it, how often they tried to prove who
 * they are, and what a call of a model that is under way may cost.
 */
const KEPT = ["ai_reservations", "grants", "orders", "star_ledger", "star_subscriptions", "tombstones", "verification_attempts"];

/** The tables that name a person, with their columns. */
async function tablesOfPeople(): Promise<Map<string, Column[]>> {
  const { results } = await env.DB.prepare("select name from sqlite_master where type = 'table' and name not glob '_cf_*'").all<{
    name: string;
  }>();
  const tables = new Map<string, Column[]>();
  for (const { name } of results) {
    const columns = (await env.DB.prepare(`select * from pragma_table_info('${name}')`).all<Column>()).results;
    if (columns.some((column) => column.name === "person_id")) tables.set(name, columns);
  }
  return tables;
}

/** Writes a row of this person into each of them, where they have none. */
async function fillTables({ user }: Person): Promise<void> {
  for (const [table, columns] of await tablesOfPeople()) {
    const filled = columns.filter(({ name, notnull, pk }) => name === "person_id" || notnull === 1 || (pk === 1 && name.endsWith("_key")));
    const values = filled.map(({ name, type }) => (name === "person_id" ? user.id : type === "INTEGER" ? user.id : `x-${user.id}`));
    const marks = filled.map(() => "?").join(", ");
    await env.DB.prepare(`insert or ignore into ${table} (${filled.map(({ name }) => name).join(", ")}) values (${marks})`)
      .bind(...values)
      .run();
  }
}

async function tablesThatName({ user }: Person): Promise<string[]> {
  const named: string[] = [];
  for (const table of (await tablesOfPeople()).keys()) {
    const row = await env.DB.prepare(`select 1 from ${table} where person_id = ?`).bind(user.id).first();
    if (row !== null) named.push(table);
  }
  return named;
}

test("forget deletes what features have written that are switched off by now", async () => {
  const lena = await aLearner();
  await fillTables(lena);
  const before = await tablesThatName(lena);
  expect(before).toEqual(expect.arrayContaining(["mistakes", "grants", "students", "study_days"]));
  const config = { ...deps.config, features: "course" };
  await runInDurableObject(env.SESSIONS.getByName(`person:${lena.user.id}`), (instance) => {
    Object.assign(instance, {
      parts: undefined,
      createBot: () => createBot(chooseFeatures(config).enabled, { ...deps, config }, allFeatures),
    });
  });
  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  await lena.tap("🗑 Delete it for good");
  await quiet(lena.user.id);
  expect(lena.last()).toContain("Everything about you has been deleted");
  expect((await tablesThatName(lena)).toSorted()).toEqual(KEPT);
});
