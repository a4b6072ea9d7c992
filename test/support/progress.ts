import { env, exports } from "cloudflare:workers";
import type { MistakeType } from "#features/tutor/feature.ts";
import { savePractice } from "#features/tutor/store.ts";
import { getDeps } from "#platform/deps.ts";
import { aLearner, quiet, type Person } from "./person.ts";

const DAY_MS = 24 * 3_600_000;
/** A Tuesday at noon in Berlin. */
export const NOON = Date.parse("2026-11-24T11:00:00Z");

type Made = { type?: MistakeType; wrong?: string; right?: string; isMended?: boolean };
type Stretch = { daysAgo: number; mode?: string; minutes?: number; made?: Made[] };

/** What the tutor writes down at the end of a stretch of practice. */
export async function practised({ user }: Person, { daysAgo, mode = "conversation", minutes = 10, made = [] }: Stretch): Promise<void> {
  const startedAt = NOON - daysAgo * DAY_MS - minutes * 60_000;
  const mistakes = made.map(({ type = "article", wrong = "ein Katze", right = "eine Katze", isMended = false }) => ({
    type,
    wrong,
    right,
    isMended,
    reason: "feminine",
    sentence: `Ich habe ${wrong}.`,
    at: startedAt + 1000,
  }));
  const study = { startedAt, lastAt: startedAt + minutes * 60_000, activeMs: minutes * 60_000, turns: 5, mistakes };
  await savePractice(getDeps(env).db, { personId: user.id, mode, level: "A2", timezone: "Europe/Berlin", study });
}

export async function aTeacher(): Promise<Person> {
  const person = await aLearner({ user: { first_name: "Tina" } });
  const body = JSON.stringify({ person: person.user.id, role: "teacher" });
  const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
  await exports.default.fetch(new Request("https://stoa.test/admin/staff", { method: "POST", headers, body }));
  await quiet(person.user.id);
  return person;
}

/** The newest screen as it is read, without its structure. */
export const shown = (person: Person) => JSON.stringify(person.screen().at(-1)?.rich_message ?? person.last());
/** The cells of one of its tables. */
export const tableOf = (person: Person, at: number): string[][] => {
  const blocks: Array<{ type: string; cells?: Array<Array<{ text: unknown }>> }> = JSON.parse(shown(person)).blocks;
  const found = blocks.filter(({ type }) => type === "table")[at];
  return found?.cells?.map((row) => row.map(({ text }) => (typeof text === "string" ? text : JSON.stringify(text)))) ?? [];
};
