import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { GROUP_ID, live, type Golden } from "./scene.ts";
import { sets } from "./sets.ts";
import { shapeOf } from "./shape.ts";

Object.assign(env, { REQUESTS_CHAT_ID: String(GROUP_ID) });

test.runIf(env.GOLDEN === "")("what is stored has the shapes of the newest set: another shape wants another set", async () => {
  const newest = Object.values(sets).at(-1);
  expect(shapeOf(withoutColumns(await live()))).toEqual(shapeOf(withoutColumns(newest)));
});

test.runIf(env.GOLDEN !== "")("`npm run golden` writes a set down", async () => {
  await expect(`${JSON.stringify(await live(), null, 1)}\n`).toMatchFileSnapshot(`./${env.GOLDEN}.json`);
});

/** Columns of the database have migrations, which only add. What those hold as JSON has none. */
function withoutColumns(golden: Golden | undefined): unknown {
  const isJson = (value: unknown) => typeof value === "string" && /^[[{]/.test(value);
  const jsonOf = (row: object) => Object.fromEntries(Object.entries(row).filter(([, value]) => isJson(value)));
  const tables = Object.entries(golden?.database ?? {}).map(([table, rows]) => [table, rows.map(jsonOf)] as const);
  return { ...golden, database: Object.fromEntries(tables) };
}
