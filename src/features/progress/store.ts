import { and, eq, sql, type SQL } from "drizzle-orm";
import {
  countPractised,
  MODES,
  selectMended,
  selectMinutesByMode,
  selectMistakesByMode,
  selectMistakesByType,
  selectPractised,
  type Mode,
} from "#features/tutor/feature.ts";
import type { Database } from "#platform/database.ts";
import type { Deps } from "#platform/deps.ts";
import { selectOutages } from "#platform/outages.ts";
import { holdsRole } from "#platform/role.ts";
import { people, tombstones } from "#platform/schema.ts";
import { countStudyDays, selectStudyRuns } from "#platform/study-days.ts";
import type { Who } from "#platform/who.ts";
import { joinSkills, spansAt, type Compared, type Mended, type SkillWeeks, type TypeMonths } from "./rules.ts";
import { readDiary, type Diary } from "./streak.ts";

/** With a day off every week these are eight years. */
const RUNS = 400;
const OUTAGES = 200;
const YEAR_MS = 365 * 24 * 60 * 60_000;

/** Whose progress is looked at, as far as the screen needs it. */
export type Learner = { personId: number; level: string; timezone: string; username: string | null };

export type Progress = {
  sessions: number;
  studyDays: number;
  diary: Diary;
  skills: SkillWeeks[];
  types: TypeMonths[];
  mended: Mended[];
};

/** All of it in one round trip, however much somebody has practised. */
export async function findProgress(db: Database, { personId, timezone }: Learner, now: Date): Promise<Progress> {
  const spans = spansAt(timezone, now);
  const weeks = { personId, from: spans.lastWeek, since: spans.week };
  const [[sessions], [days], runs, outages, minutes, mistakes, types, mended] = await db.batch([
    countPractised(db, personId),
    countStudyDays(db, personId),
    selectStudyRuns(db, personId, RUNS),
    selectOutages(db, { personId, since: new Date(now.getTime() - YEAR_MS), limit: OUTAGES }),
    selectMinutesByMode(db, weeks),
    selectMistakesByMode(db, weeks),
    selectMistakesByType(db, { personId, from: spans.long, since: spans.month }),
    selectMended(db, { personId, from: spans.month }),
  ]);
  return {
    sessions: sessions?.sessions ?? 0,
    studyDays: days?.count ?? 0,
    diary: readDiary({ runs, outages }, timezone, now),
    skills: joinSkills(byMode(minutes), byMode(mistakes), MODES),
    types,
    mended,
  };
}

export type HistoryPage = { sessions: Awaited<ReturnType<typeof selectPractised>>; total: number };

export async function findHistory(db: Database, personId: number, { page, size }: { page: number; size: number }): Promise<HistoryPage> {
  const [sessions, [counted]] = await db.batch([
    selectPractised(db, { personId, limit: size, offset: page * size }),
    countPractised(db, personId),
  ]);
  return { sessions, total: counted?.sessions ?? 0 };
}

/** `several` are the ids of all who had a name. */
export type Unfound = { reason: "notStaff" | "unknownName" | "unknownId" | "forgotten" } | { reason: "several"; personIds: number[] };

/** Somebody else, for whoever is a teacher at this moment: one round trip for the right and the person. */
export async function findLearner({ db, config }: Deps, askerId: number, who: Who): Promise<Learner | Unfound> {
  const { personId, level, timezone, username } = people;
  const [[right], found, graves] = await db.batch([
    db.select({ isTeacher: sql<number>`${holdsRole({ config, personId: askerId, role: "teacher" })}` }).from(sql`(select 1)`),
    db.select({ personId, level, timezone, username }).from(people).where(isMeant(who)).limit(5),
    db
      .select({ personId: tombstones.personId })
      .from(tombstones)
      .where(eq(tombstones.personId, who.by === "id" ? who.personId : 0)),
  ]);
  if (right?.isTeacher !== 1) return { reason: "notStaff" };
  if (graves.length > 0) return { reason: "forgotten" };
  const [learner, ...others] = found;
  if (learner === undefined) return { reason: who.by === "id" ? "unknownId" : "unknownName" };
  return others.length === 0 ? learner : { reason: "several", personIds: found.map((each) => each.personId) };
}

/** A name that a restored database has given back to whoever had themselves forgotten means nobody. */
function isMeant(who: Who): SQL | undefined {
  if (who.by === "id") return eq(people.personId, who.personId);
  const isForgotten = sql`exists (select 1 from ${tombstones} where ${tombstones.personId} = ${people.personId})`;
  return and(eq(sql`lower(${people.username})`, who.username.toLowerCase()), sql`not ${isForgotten}`);
}

function byMode(rows: readonly (Compared & { mode: string })[]): Map<Mode, Compared> {
  const known = new Map(rows.map(({ mode, now, before }) => [mode, { now, before }]));
  return new Map(
    MODES.flatMap((mode): Array<[Mode, Compared]> => {
      const compared = known.get(mode);
      return compared === undefined ? [] : [[mode, compared]];
    }),
  );
}
