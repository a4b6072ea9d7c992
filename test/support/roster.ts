import { env, exports } from "cloudflare:workers";
import { aGroup, type Group } from "./group.ts";
import type { Person } from "./person.ts";

const VERIFIERS = -1_001_000_000_501;
const STUDENTS = -1_001_000_000_502;
export const LANDING_PAGE = "https://course.example.com";

// Read once, before anything of the Worker runs.
Object.assign(env, {
  VERIFICATION_CHAT_ID: String(VERIFIERS),
  SUPPORT_CHAT_ID: String(STUDENTS),
  LANDING_PAGE_URL: LANDING_PAGE,
  CONTACT: "@academy",
  PHONE_COUNTRY: "DE",
  // Tests are faster than people.
  FLOOD_UPDATES: "100000",
});

/** The two groups of the academy as they are configured: that of the verifiers, and that of the students. */
export function theGroups(verifiers: Person[]): { office: Group; students: Group } {
  return {
    office: aGroup({ id: VERIFIERS, title: "Verification", members: verifiers }),
    students: aGroup({ id: STUDENTS, title: "Students" }),
  };
}

/** What the admin routes of the roster answer. */
export async function askRoster(path: string, body?: unknown): Promise<{ status: number; answer: unknown }> {
  const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
  const init = body === undefined ? { headers } : { headers, method: "POST", body: JSON.stringify(body) };
  const response = await exports.default.fetch(new Request(`https://stoa.test/admin/verification${path}`, init));
  return { status: response.status, answer: await response.json() };
}

/** A record as the database has it, by its email. */
export async function recordOf(email: string): Promise<Record<string, unknown> | null> {
  return env.DB.prepare("select * from students where email = ? order by student_id desc").bind(email).first();
}
