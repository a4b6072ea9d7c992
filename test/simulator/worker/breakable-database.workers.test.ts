import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { createBreakableDatabase } from "./breakable-database.ts";

test("a database that is down fails at running, alone and in a batch, and works again afterwards", async () => {
  const { wrap, setTrouble } = createBreakableDatabase();
  const db = wrap(env.DB);
  const one = () => db.prepare("select ? as n").bind(1);
  expect(await one().first("n")).toBe(1);
  setTrouble("down");
  const statement = one();
  await expect(statement.all()).rejects.toThrow("Network connection lost");
  await expect(db.batch([statement])).rejects.toThrow("Network connection lost");
  setTrouble("none");
  expect((await db.batch([statement]))[0]?.results).toEqual([{ n: 1 }]);
});

test("the simulated clock can be read while the database is down", async () => {
  const { wrap, setTrouble } = createBreakableDatabase();
  setTrouble("down");
  const clock = wrap(env.DB).prepare('select "name", "value" from "settings" where "name" = ?').bind("clock-offset-ms");
  expect((await clock.all()).success).toBe(true);
});
