import { desc, eq, sql } from "drizzle-orm";
import * as z from "zod";
import { queuedSettlement } from "./ai/ledger.ts";
import { raiseAlert } from "./alerts.ts";
import { recordAudit, type AuditEntry } from "./audit.ts";
import type { Database } from "./database.ts";
import type { Deps } from "./deps.ts";
import { parseJson } from "./json.ts";
import { parseName } from "./object-name.ts";
import { accepted, refused, type Result } from "./result.ts";
import { auditLog, deadLetters, people, tombstones } from "./schema.ts";
import { queuedDelivery, type Delivery } from "./sessions.ts";

const LISTED = 100;

/** Keeps what no try could handle, for staff to look at and send again. Kept once, however often it comes. */
export async function saveDeadLetter(deps: Deps, message: Pick<Message, "id" | "body" | "attempts">): Promise<void> {
  const row = { deadLetterId: message.id, body: JSON.stringify(message.body), diedAt: await deps.clock.now() };
  await deps.db.insert(deadLetters).values(row).onConflictDoNothing();
  deps.log.error("jobs.message.died", { attempt: message.attempts });
  await raiseAlert(deps, "queue.dead");
}

/** An event as `tidyEvents` lays it down here. */
const deadEvent = z
  .object({ eventId: z.string(), to: z.string(), kind: z.string(), version: z.int(), data: z.string() })
  .transform(({ eventId, to, kind, version, data }) => ({
    to,
    delivery: { key: `e:${eventId}`, kind: "event" as const, body: JSON.stringify({ kind, version, data: parseJson(data) }) },
  }));
const deadDelivery = z.union([queuedDelivery, deadEvent]).transform(({ to, delivery }) => ({ to, delivery }));

/** A message of the queue that is for the queue again. The id of the job that is settled begins with its object's name. */
const deadJob = z.looseObject({ type: z.literal("job"), to: z.string() }).transform((message) => ({ to: message.to, message }));
const deadSettlement = queuedSettlement.transform((message) => ({ to: message.jobId.replace(/:[^:]*$/, ""), message }));
const contents = z.union([deadDelivery, deadJob, deadSettlement]);

/** What it held was for an object, or for the queue; all is absent where nobody can tell any more what it was. */
export type DeadLetter = { deadLetterId: string; diedAt: Date; to?: string; delivery?: Delivery; message?: { type: string } };

function openLetter({ deadLetterId, body, diedAt }: typeof deadLetters.$inferSelect): DeadLetter {
  return { deadLetterId, diedAt, ...contents.safeParse(parseJson(body)).data };
}

/** The newest first. */
export async function listDeadLetters(db: Database): Promise<DeadLetter[]> {
  return (await db.select().from(deadLetters).orderBy(desc(deadLetters.diedAt)).limit(LISTED)).map(openLetter);
}

/** Those for one object, oldest first. */
export async function listDeadLettersTo(db: Database, objectName: string): Promise<DeadLetter[]> {
  const isFor = sql`json_extract(${deadLetters.body}, '$.to') = ${objectName}`;
  return (await db.select().from(deadLetters).where(isFor).orderBy(deadLetters.diedAt).limit(LISTED)).map(openLetter);
}

export async function findDeadLetterOfUpdate(db: Database, updateId: number): Promise<DeadLetter | undefined> {
  const isOf = sql`json_extract(${deadLetters.body}, '$.delivery.key') = ${`t:${updateId}`}`;
  const [row] = await db.select().from(deadLetters).where(isOf);
  return row === undefined ? undefined : openLetter(row);
}

export function forgetDeadLettersTo(db: Database, objectName: string) {
  return db.delete(deadLetters).where(sql`json_extract(${deadLetters.body}, '$.to') = ${objectName}`);
}

/** The name by which a dead row of an object's inbox is asked for, as if it were a letter: `<object>:<key>`. */
function parseRowLetterId(deadLetterId: string): { to: string; key: string } | undefined {
  const [, to, key] = /^((?:person|chat|misc):-?\d{1,16}):([tejar]:.+)$/.exec(deadLetterId) ?? [];
  return to === undefined || key === undefined ? undefined : { to, key };
}

/** `unreadable` is a message that this code cannot make out; `forgotten` is work for somebody who is no longer known. */
export type ReplayRefusal = "unknown" | "already" | "unreadable" | "forgotten";

/** `by` is the key of the request: the same request again, after a crash, is the same replay. */
export type ReplayRequest = { deadLetterId: string; by: string; actor: string; origin: AuditEntry["origin"]; now: Date };

/**
 * Hands a dead letter, or a dead row, to its object once more. A letter keeps the key under which it was sent, so what its object
 * did take after all is not done twice, and what a job makes once more is taken once; a dead row gets a new key and keeps those of its writes. However often and by however many
 * it is asked for, it is done once.
 */
export async function replayDeadLetter(deps: Deps, request: ReplayRequest): Promise<Result<{ to: string }, ReplayRefusal>> {
  const { db, sessions, queue } = deps;
  const [stored] = await db.select().from(deadLetters).where(eq(deadLetters.deadLetterId, request.deadLetterId));
  const letter = stored === undefined ? undefined : openLetter(stored);
  const row = letter === undefined ? parseRowLetterId(request.deadLetterId) : undefined;
  const to = letter?.to ?? row?.to;
  if (letter !== undefined && to === undefined) return refused("unreadable");
  if (to === undefined || (row !== undefined && !(await isKnown(db, to)))) return judgeAbsent(db, request);
  if (await isForgotten(db, to)) return refused("forgotten");
  if (letter?.message !== undefined) await queue.send(letter.message);
  else if (letter?.delivery !== undefined) await sessions.of(to).accept(letter.delivery);
  else if (row !== undefined && !(await sessions.of(to).replay({ key: row.key, by: request.by }))) return judgeAbsent(db, request);

  const { deadLetterId, by, actor, origin, now } = request;
  const audit = {
    auditId: auditIdOf(deadLetterId),
    actor,
    action: "dead-letter.replay",
    subject: to,
    after: { deadLetterId, by },
    origin,
    at: now,
  };
  await db.batch([recordAudit(db, audit), db.delete(deadLetters).where(eq(deadLetters.deadLetterId, deadLetterId))]);
  return (await findReplayer(db, deadLetterId)) === by ? accepted({ to }) : refused("already");
}

/** There is nothing to hand over: it has been, by this request before a crash or by another, or it never was. */
async function judgeAbsent(db: Database, { deadLetterId, by }: ReplayRequest): Promise<Result<{ to: string }, ReplayRefusal>> {
  const replayer = await findReplayer(db, deadLetterId);
  if (replayer === undefined) return refused("unknown");
  return replayer === by ? accepted({ to: parseRowLetterId(deadLetterId)?.to ?? "" }) : refused("already");
}

const auditIdOf = (deadLetterId: string) => `replay:${deadLetterId}`;
const replayAudit = z.object({ by: z.string() });

async function findReplayer(db: Database, deadLetterId: string): Promise<string | undefined> {
  const [audit] = await db
    .select({ after: auditLog.after })
    .from(auditLog)
    .where(eq(auditLog.auditId, auditIdOf(deadLetterId)));
  return audit === undefined ? undefined : replayAudit.safeParse(parseJson(audit.after ?? "")).data?.by;
}

/** An object whose person nobody has heard of is not woken. */
async function isKnown(db: Database, objectName: string): Promise<boolean> {
  const subject = parseName(objectName);
  return subject.type !== "person" || (await db.$count(people, eq(people.personId, subject.id))) > 0;
}

async function isForgotten(db: Database, objectName: string): Promise<boolean> {
  const subject = parseName(objectName);
  return subject.type === "person" && (await db.$count(tombstones, eq(tombstones.personId, subject.id))) > 0;
}
