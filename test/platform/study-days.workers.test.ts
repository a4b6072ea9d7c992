import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { getDeps } from "#platform/deps.ts";
import { always } from "#platform/insert-when.ts";
import { addDays } from "#platform/study-day.ts";
import { countStudyDays, insertStudyDays, selectStudyRuns } from "#platform/study-days.ts";

const { db } = getDeps(env);

async function study(personId: number, days: string[]): Promise<void> {
  const [first, ...others] = insertStudyDays(db, personId, days, always);
  if (first !== undefined) await db.batch([first, ...others]);
}

test("days that follow one another are one run, over months, years and whatever clocks do; the newest run comes first", async () => {
  await study(1, ["2026-03-28", "2026-03-29", "2026-03-30", "2025-12-31", "2026-01-01", "2026-01-05"]);
  await study(1, ["2026-03-29"]);
  await study(2, ["2026-01-02"]);
  expect(await selectStudyRuns(db, 1, 10)).toEqual([
    { first: "2026-03-28", last: "2026-03-30" },
    { first: "2026-01-05", last: "2026-01-05" },
    { first: "2025-12-31", last: "2026-01-01" },
  ]);
  expect(await selectStudyRuns(db, 1, 1)).toHaveLength(1);
  expect(await countStudyDays(db, 1)).toEqual([{ count: 6 }]);
});

test("five hundred days without a gap are one run, and somebody without any has none", async () => {
  await study(
    3,
    Array.from({ length: 500 }, (_, at) => addDays("2025-01-01", at)),
  );
  expect(await selectStudyRuns(db, 3, 10)).toEqual([{ first: "2025-01-01", last: addDays("2025-01-01", 499) }]);
  expect(await selectStudyRuns(db, 4, 10)).toEqual([]);
});
