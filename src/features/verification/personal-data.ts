import { eq, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { listAudit } from "#platform/audit.ts";
import type { Deps } from "#platform/deps.ts";
import { insertEvent } from "#platform/events.ts";
import { mirrorEvents, students, verificationAttempts } from "./schema.ts";

/** Their record on the roster with what staff did to it, and their attempts to be recognised. */
export async function exportStudent(personId: number, { db }: Pick<Deps, "db">) {
  const records = await db.select().from(students).where(eq(students.personId, personId));
  const claims = await db.select({ studentId: students.studentId }).from(students).where(eq(students.claimedBy, personId));
  const attempts = await db
    .select({ at: verificationAttempts.at })
    .from(verificationAttempts)
    .where(eq(verificationAttempts.personId, personId));
  const changes = await Promise.all(records.map(({ studentId }) => listAudit(db, `student:${studentId}`)));
  return { records, claims, attempts, changes: changes.flat() };
}

/**
 * The record stays, for the academy counts whom it has taught, but nothing in it names anybody any more, nor is anybody linked to
 * it; mirrors are told to forget too, and the students' group lets go of them. Attempts are kept until their day is over, so that
 * nobody gets more of them by being forgotten.
 */
export function forgetStudent(personId: number, { db, config }: Pick<Deps, "db" | "config">, now: Date): BatchItem<"sqlite">[] {
  const isTheirs = eq(students.personId, personId);
  const blank = { fullName: "", searchName: "", email: "", phone: "", personId: null, claimedBy: null, removedReason: null };
  const gone = { status: "removed" as const, removedAt: now, removedBy: "forget", version: sql`${students.version} + 1` };
  return [
    ...leaveGroup(personId, { db, config }, now),
    db
      .delete(mirrorEvents)
      .where(sql`${mirrorEvents.subject} in (select 'student:' || ${students.studentId} from ${students} where ${isTheirs})`),
    insertForgetting({ db }, personId, now),
    db
      .update(students)
      .set({ ...blank, ...gone, changedKey: `forget:${now.getTime()}` })
      .where(isTheirs),
    db
      .update(students)
      .set({ status: "pending", claimedBy: null, version: sql`${students.version} + 1`, changedKey: `unclaim:${now.getTime()}` })
      .where(eq(students.claimedBy, personId)),
  ];
}

/** Who is taken out like this may come back: nobody is banned for it. */
function leaveGroup(personId: number, { db, config }: Pick<Deps, "db" | "config">, now: Date): BatchItem<"sqlite">[] {
  const { support } = config.chats;
  if (support === undefined) return [];
  const isStudent = sql`exists (select 1 from ${students} where ${students.personId} = ${personId} and ${students.status} <> 'removed')`;
  const call = { method: "unbanChatMember", payload: { chat_id: support, user_id: personId } };
  const event = { kind: "session.relay", version: 1, data: call, cause: "forget", createdAt: now, hops: 0 };
  return [
    insertEvent(
      db,
      { ...event, eventId: `verification.forget:${personId}:${now.getTime()}`, to: { type: "chat", id: support } },
      isStudent,
    ),
  ];
}

function insertForgetting({ db }: Pick<Deps, "db">, personId: number, now: Date): BatchItem<"sqlite"> {
  const { studentId } = students;
  const values = sql`'forget:' || ${studentId} || ':' || ${now.getTime()}, 'student:' || ${studentId}, 'student.forget', json_object('studentId', ${studentId}), ${now.getTime()}, null`;
  return db
    .insert(mirrorEvents)
    .select(sql`select ${values} from ${students} where ${students.personId} = ${personId}`)
    .onConflictDoNothing();
}
