import { and, eq, exists, isNull, ne, notExists, sql, type SQL } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/sqlite-core";
import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import type { Actor } from "#platform/desk/actor.ts";
import { repliesSend, sendingAction, type CardAction, type CardChange, type CardKind, type CardState } from "#platform/desk/kind.ts";
import { isLatest, type Card, type CardFile } from "#platform/desk/store.ts";
import type { Translate } from "#platform/i18n/words.ts";
import { parseJson } from "#platform/json.ts";
import { list, paragraph, type Text } from "#platform/text/tree.ts";
import { changeRecord, standingEvents, type RecordChange } from "./record-change.ts";
import { linkTo, refuseTo, type Plan, type RosterRecord } from "./rules.ts";
import { students } from "./schema.ts";
import { describeRecord } from "./staff-view.ts";
import { findStudent } from "./store.ts";
import { renderClaimRefused, renderWelcome } from "./view.ts";

const STATES: Record<string, CardState> = {
  pending: { name: "claim-pending", icon: "🙋", isOpen: true },
  confirmed: { name: "claim-confirmed", icon: "✅", isOpen: false },
  refused: { name: "claim-refused", icon: "🚫", isOpen: false },
  settled: { name: "claim-settled", icon: "⚪", isOpen: false },
};

/** How somebody claimed a record: as it stands in the first step of the card, without what they typed. */
const howClaimed = z.object({ by: z.enum(["email", "phone"]), attempts: z.int() });
export type HowClaimed = z.infer<typeof howClaimed>;

const confirming: CardAction = {
  name: "approve",
  by: "staff",
  from: ["pending"],
  corrects: ["refused"],
  label: "record-confirm",
  done: "claim-did-confirm",
  words: "claim-words-confirm",
  ...deciding("confirmed", ({ record, personId, at }) => linkTo(record, personId, at)),
  when: ({ card }) => sql`${exists(recordsLike(card))} and ${notExists(otherRecords(card))}`,
  notice: (_, __, t) => renderWelcome({ t }),
};

const refusing: CardAction = {
  name: "reject",
  by: "staff",
  from: ["pending"],
  corrects: ["confirmed"],
  label: "record-refuse",
  done: "claim-did-refuse",
  words: "claim-words-refuse",
  ...deciding("refused", ({ record, personId, text: reason }) => ({
    ...refuseTo(record, personId),
    ...(reason === undefined ? {} : { reason }),
  })),
  when: ({ card }) => exists(recordsLike(card)),
  notice: ({ text }, _, t, { contact }) => renderClaimRefused({ t }, { contact, reason: text ?? undefined }),
};

/** What may prove it: a receipt, a picture of a certificate. */
export const adding: CardAction = { name: "add", by: "person", from: ["pending"], done: "claim-did-add" };

/** What is done with the record elsewhere settles the claim; the people concerned are told there. */
export const settling: CardAction = {
  name: "settle",
  by: "machine",
  from: ["pending"],
  to: "settled",
  done: "claim-did-settle",
  when: ({ card }) => notExists(recordsLike(card)),
};

/** Somebody says that a record of the roster is theirs, and a verifier decides. Its subject is the number of the record. */
export const claimCard: CardKind = {
  name: "verification.claim",
  role: "verifier",
  title: "claim-title",
  chat: ({ chats }) => chats.verification,
  states: STATES,
  actions: [confirming, refusing, adding, settling, sendingAction("claim-told-files", ["pending", "confirmed", "refused"])],
  reply: repliesSend,
  describe,
};

type Verdict = (claim: { record: ClaimedRecord; personId: number; at: Date; text: string | undefined }) => Plan;

/** A decision changes the record as any change of the roster does; the person is told by the card. */
function deciding(to: "confirmed" | "refused", verdict: Verdict): Pick<CardAction, "to" | "statements" | "events"> {
  const changes = (step: CardChange): RecordChange[] => {
    const { card, key, at, hops, text, actorId } = step;
    if (card.personId === null) return [];
    const record = recordOf(card.status, card.personId);
    const actor: Actor = actorId === undefined ? { type: "admin" } : { type: "person", personId: actorId, name: "" };
    const plan = verdict({ record, personId: card.personId, at, text });
    return [{ studentId: Number(card.subject), before: record, plan, author: { actor, key, at, hops }, isTold: true }];
  };
  return {
    to,
    statements: (step, db) => {
      // The step is made again, and the record was changed with it.
      if (step.card.status === to) return [];
      const isStill = and(isLatest(step.key), isAsDecided(step.card));
      return changes(step).flatMap((change) => [...changeRecord(db, change, isStill)]);
    },
    events: (step) => changes(step).flatMap(standingEvents),
  };
}

type ClaimedRecord = Pick<RosterRecord, "status" | "personId" | "claimedBy" | "verifiedAt">;

/** What the record is while a claim stands as this card says; only what is still so can be decided on, or corrected. */
function recordOf(status: string, personId: number): ClaimedRecord {
  const pending = { status: "pending", personId: null, claimedBy: null, verifiedAt: null } as const;
  if (status === "confirmed") return { ...pending, status: "verified", personId };
  return status === "refused" ? pending : { ...pending, status: "claimed", claimedBy: personId };
}

function isAsDecided({ subject, status, personId }: Card): SQL | undefined {
  if (personId === null) return sql`false`;
  const record = recordOf(status, personId);
  return and(
    eq(students.studentId, Number(subject)),
    eq(students.status, record.status),
    record.personId === null ? isNull(students.personId) : eq(students.personId, record.personId),
    record.claimedBy === null ? isNull(students.claimedBy) : eq(students.claimedBy, record.claimedBy),
  );
}

/** The record, if it still is as this card says. */
function recordsLike(card: Card) {
  return new QueryBuilder()
    .select({ one: sql`1` })
    .from(students)
    .where(isAsDecided(card));
}

/** Another record of whoever claims this one: nobody has two. */
function otherRecords({ subject, personId }: Card) {
  const isOther = and(ne(students.studentId, Number(subject)), ne(students.status, "removed"));
  return new QueryBuilder()
    .select({ one: sql`1` })
    .from(students)
    .where(and(eq(students.personId, personId ?? 0), isOther));
}

/** The record as it is now, which knows no details of people any more once it is gone. */
async function describe({ card, steps }: CardFile, t: Translate, { db }: Deps): Promise<Text> {
  const student = await findStudent(db, Number(card.subject));
  const record = student === undefined ? [paragraph(t("claim-gone"))] : describeRecord({ t, profile: () => undefined }, student);
  return [...record, ...describeClaim(steps[0]?.text ?? "", t)];
}

function describeClaim(text: string, t: Translate): Text {
  const how = howClaimed.safeParse(parseJson(text)).data;
  if (how === undefined) return [];
  return [list([t(how.by === "email" ? "claim-by-email" : "claim-by-phone"), t("claim-attempts", { count: how.attempts })])];
}
