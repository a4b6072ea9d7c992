import { sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "#platform/database.ts";
import type { CardChange } from "#platform/desk/kind.ts";
import { isLatest } from "#platform/desk/store.ts";
import { insertWhen } from "#platform/insert-when.ts";
import type { RequestKind } from "#platform/request-kind.ts";
import { changeEvent, type NewGrant } from "./grants.ts";
import { refundPayment } from "./refunds.ts";
import { parseDays } from "./rules.ts";
import { grants } from "./schema.ts";
import { listRefundable, selectLedger } from "./store.ts";
import { ASK_ACCESS, ASK_REFUND } from "./view.ts";

/** What a plain approval gives. */
const APPROVED_DAYS = 30;
const OFFERED_DAYS = [7, 30, 90, 365];

const common = { role: "approver", isOfferedElsewhere: true } satisfies Partial<RequestKind>;
const chat: RequestKind["chat"] = ({ chats }) => chats.requests;

/** Access for which nobody pays: approval gives a month, or as many days as staff choose. */
export const accessRequest: RequestKind = {
  ...common,
  chat,
  name: ASK_ACCESS,
  title: "sub-ask-title",
  label: "sub-ask-label",
  ask: "sub-ask",
  granted: "sub-ask-granted",
  already: "sub-ask-granted",
  held: () => sql`null`,
  grant: (step, db) => [give(db, grantOf(step), step)],
  revoke: (step, db) => [give(db, takeOf(step), step)],
  events: (step) => (step.card.personId === null ? [] : [changeEvent(step.card.status === "approved" ? takeOf(step) : grantOf(step))]),
  ways: ({ words: _, ...plain }) => [
    {
      ...plain,
      name: "days",
      label: "sub-ask-days",
      done: "sub-ask-did-days",
      input: {
        isRequired: true,
        ask: "sub-ask-how-many",
        parse: (typed) => parseDays(typed.trim())?.toString(),
        choices: async () => OFFERED_DAYS.map((days) => ({ value: String(days), label: String(days) })),
      },
    },
  ],
};

function grantOf({ card, key, at, text, hops }: CardChange): NewGrant {
  const days = parseDays(text ?? "") ?? APPROVED_DAYS;
  return { grantId: `card:${card.cardId}:${key}`, personId: card.personId ?? 0, kind: "staff", days, at, hops };
}

/** A decision that is taken back takes what it gave, and nothing that was paid for. */
function takeOf({ card, key, at, hops }: CardChange): NewGrant {
  const given = sql`(select grant_id from grants where grant_id like ${`card:${card.cardId}:%`} and days > 0 order by at desc limit 1)`;
  return { grantId: `card:${card.cardId}:${key}`, personId: card.personId ?? 0, kind: "revoke", takesBack: given, at, hops };
}

/** The desk has the step in its own audit. */
function give(db: Database, grant: NewGrant, { key, actorId }: CardChange): BatchItem<"sqlite"> {
  const by = actorId === undefined ? "admin" : `person:${actorId}`;
  return insertWhen(db, grants, { days: 0, ...grant, reason: null, by }, isLatest(key));
}

/** Stars back: approval gives back the newest payment from before the request. */
export const refundRequest: RequestKind = {
  ...common,
  role: "admin",
  chat,
  name: ASK_REFUND,
  title: "sub-refund-title",
  label: "sub-refund-label",
  ask: "sub-refund-ask",
  granted: "sub-refund-granted",
  already: "sub-refund-nothing",
  held: (personId) => sql`iif(exists (${refundableOf(personId)}), null, '–')`,
  grant: () => [],
  revoke: () => [],
  carryOut: async ({ file: { card, steps } }, deps) => {
    const before = (await selectLedger(deps.db, card.personId ?? 0)).filter(({ at }) => at <= card.openedAt);
    const [payment] = listRefundable(before);
    if (payment === undefined) return { ok: false, text: "–" };
    const by = steps.findLast(({ action }) => action === "approve" || action === "carry-out")?.actor ?? "admin";
    const author = { by, origin: by === "admin" ? "admin route" : "chat" } as const;
    const refunded = await refundPayment(deps, payment, { author, at: await deps.clock.now() });
    return refunded.ok ? { ok: true, text: `${payment.stars} ⭐`, events: [refunded.value] } : { ok: false, text: refunded.reason };
  },
};

function refundableOf(personId: number): SQL {
  const isRefunded = sql`exists (select 1 from star_ledger r where r.entry_id = 'refund:' || p.charge_id)`;
  return sql`select 1 from star_ledger p where p.person_id = ${personId} and p.stars > 0 and not ${isRefunded}`;
}
