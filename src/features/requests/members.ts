import { and, asc, eq, gt, isNull, ne, or, sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import * as z from "zod";
import { recordAudit } from "#platform/audit.ts";
import type { Database } from "#platform/database.ts";
import type { CardChange } from "#platform/desk/kind.ts";
import { isLatest } from "#platform/desk/store.ts";
import { insertEvent, type NewEvent } from "#platform/events.ts";
import { insertWhen } from "#platform/insert-when.ts";
import { members } from "./schema.ts";

export type Member = typeof members.$inferSelect;

/** The number and name of the record by which somebody is in. */
export function heldMember(personId: number): SQL<string | null> {
  return sql`(select '№ ' || member_id || ' · ' || name from members where person_id = ${personId} and is_active = 1)`;
}

export async function findMember(db: Database, personId: number): Promise<Member | undefined> {
  const [member] = await db.select().from(members).where(eq(members.personId, personId));
  return member;
}

/** The record that somebody has is in force again; whoever has none gets one by the name that the card calls them. */
export function grantMember({ card, key, at }: CardChange, db: Database): BatchItem<"sqlite">[] {
  if (card.personId === null) return [];
  const row = { name: card.personName, personId: card.personId, isActive: true, isFromRequest: true, createdAt: at };
  const ofPerson = and(eq(members.personId, card.personId), isLatest(key));
  return [insertWhen(db, members, row, isLatest(key)), db.update(members).set({ isActive: true }).where(ofPerson)];
}

/** The record that was chosen becomes theirs, in place of any that they had. */
export function linkMember({ card, key, text }: CardChange, db: Database): BatchItem<"sqlite">[] {
  if (card.personId === null) return [];
  const memberId = Number(text);
  const isOther = and(eq(members.personId, card.personId), ne(members.memberId, memberId), isLatest(key));
  return [
    db.delete(members).where(and(isOther, eq(members.isFromRequest, true))),
    db.update(members).set({ personId: null, isActive: false }).where(isOther),
    db
      .update(members)
      .set({ personId: card.personId, isActive: true })
      .where(and(eq(members.memberId, memberId), isLatest(key))),
  ];
}

/** Holds while the chosen record is nobody's, or only that of somebody without access. */
export function canLink({ card, text }: CardChange): SQL {
  return sql`exists (select 1 from members where member_id = ${Number(text)} and (person_id is null or is_active = 0 or person_id = ${card.personId}))`;
}

export function revokeMember({ card, key }: CardChange, db: Database): BatchItem<"sqlite">[] {
  if (card.personId === null) return [];
  return [
    db
      .update(members)
      .set({ isActive: false })
      .where(and(eq(members.personId, card.personId), isLatest(key))),
  ];
}

/** Records that wait for an account, those that are called like this person first. */
export function listLinkable(db: Database, { personName }: { personName: string }, limit: number): Promise<Member[]> {
  const name = personName.replace(/^@/, "").toLowerCase();
  return db
    .select()
    .from(members)
    .where(or(isNull(members.personId), eq(members.isActive, false)))
    .orderBy(sql`instr(lower(${members.name}), ${name}) = 0`, sql`lower(${members.name})`, asc(members.memberId))
    .limit(limit);
}

export function listMembers(db: Database, { after, limit }: { after: number; limit: number }): Promise<Member[]> {
  return db.select().from(members).where(gt(members.memberId, after)).orderBy(asc(members.memberId)).limit(limit);
}

/** Adds a record without an account, to be linked to one that asks. */
export async function addMember(db: Database, { name, at }: { name: string; at: Date }): Promise<Member> {
  const [[member]] = await db.batch([
    db.insert(members).values({ name, isActive: true, isFromRequest: false, createdAt: at }).returning(),
    recordAudit(db, { ...auditOf("add", at), subject: sql`'member:' || last_insert_rowid()`, after: { isActive: true } }),
  ]);
  if (member === undefined) throw new Error("a record was not added");
  return member;
}

/** Tells somebody that their access was taken, or given back. */
export const ACCESS_CHANGED = "access.changed";
export const accessChange = z.object({ isActive: z.boolean() });

/** Takes access, or gives it back, and has its person told; undefined where there is no such record. */
export async function setActive(
  db: Database,
  memberId: number,
  { isActive, at }: { isActive: boolean; at: Date },
): Promise<{ member: Member; eventIds: string[] } | undefined> {
  const [member] = await db.select().from(members).where(eq(members.memberId, memberId));
  if (member === undefined) return undefined;
  const audit = { ...auditOf("set", at), subject: `member:${memberId}`, before: { isActive: member.isActive }, after: { isActive } };
  const news = member.personId === null ? [] : [accessEvent(member.personId, { isActive, key: audit.auditId, at })];
  const isChanged = sql`exists (select 1 from audit_log where audit_id = ${audit.auditId})`;
  await db.batch([
    db
      .update(members)
      .set({ isActive })
      .where(and(eq(members.memberId, memberId), ne(members.isActive, isActive))),
    recordAudit(db, audit, sql`changes() = 1`),
    ...news.map((event) => insertEvent(db, event, isChanged)),
  ]);
  return { member: { ...member, isActive }, eventIds: news.map(({ eventId }) => eventId) };
}

function accessEvent(personId: number, { isActive, key, at }: { isActive: boolean; key: string; at: Date }): NewEvent {
  const data: z.infer<typeof accessChange> = { isActive };
  return { eventId: key, to: { type: "person", id: personId }, kind: ACCESS_CHANGED, version: 1, data, cause: key, createdAt: at, hops: 0 };
}

function auditOf(verb: string, at: Date) {
  return { auditId: `member:${crypto.randomUUID()}`, actor: "admin", action: `members.${verb}`, origin: "admin route" as const, at };
}

export function forgetMember(db: Database, personId: number): BatchItem<"sqlite">[] {
  return [
    db.delete(members).where(and(eq(members.personId, personId), eq(members.isFromRequest, true))),
    db.update(members).set({ personId: null, isActive: false }).where(eq(members.personId, personId)),
  ];
}
