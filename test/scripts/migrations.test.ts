import { expect, test } from "vitest";
import { judgeMigrations } from "../../scripts/check/migrations.ts";
import { judgeRowCounts } from "../../scripts/check/seeded-database.ts";

const first = { name: "0000_first.sql", sql: "CREATE TABLE people (person_id integer PRIMARY KEY NOT NULL, name text NOT NULL UNIQUE);" };
const then = (sql: string) => [first, { name: "0001_then.sql", sql }];

test.each([
  ["drops a table", "DROP TABLE `people`;"],
  ["drops a table", "drop  table if exists people;"],
  ["rebuilds a table", "CREATE TABLE `__new_people` (person_id integer);"],
  ["switches foreign keys off", "PRAGMA foreign_keys=OFF;"],
  ["deletes rows that nobody named", "CREATE TABLE a (b integer REFERENCES people(person_id) ON DELETE CASCADE);"],
])("a migration that %s is refused", (why, sql) => {
  expect(judgeMigrations(then(sql))).toEqual({ ok: false, line: expect.stringContaining(`0001_then.sql ${why}`) });
});

test("a migration that adds a table, a column or an index is let through", () => {
  const sql = "ALTER TABLE people ADD age integer; CREATE TABLE tips (text text); CREATE INDEX people_by_name ON people (name);";
  expect(judgeMigrations(then(sql)).ok).toBe(true);
  expect(judgeRowCounts(then(sql)).ok).toBe(true);
});

test("no migrations at all is not a pass", () => {
  expect(judgeMigrations([]).ok).toBe(false);
});

test("a migration that loses rows is found by counting them", () => {
  expect(judgeRowCounts(then("DELETE FROM people WHERE person_id > 1;")).line).toBe("0001_then.sql changes the rows of people (3 to 1)");
  expect(judgeRowCounts(then("ALTER TABLE people RENAME TO persons;")).line).toBe("0001_then.sql changes the rows of people (3 to none)");
});

test("a migration that only an empty table takes is refused", () => {
  expect(judgeRowCounts(then("ALTER TABLE people ADD age integer NOT NULL;")).ok).toBe(false);
  expect(judgeRowCounts(then("CREATE TABLE b (c integer NOT NULL); INSERT INTO b SELECT NULL FROM people;")).line).toContain(
    "do not apply to a database with rows",
  );
});

test("a table that refers to a later one is filled too", () => {
  const sql =
    "CREATE TABLE cards (person_id integer NOT NULL REFERENCES zones(person_id)); CREATE TABLE zones (person_id integer PRIMARY KEY);";
  expect(judgeRowCounts([...then(sql), { name: "0002_last.sql", sql: "DELETE FROM cards;" }]).line).toBe(
    "0002_last.sql changes the rows of cards (3 to 0)",
  );
});
