import { sql, type SQL } from "drizzle-orm";
import { repliesSend, sendingAction, type CardAction, type CardChange, type CardKind, type CardState } from "#platform/desk/kind.ts";
import { EDITED, wordsOnCard } from "#platform/desk/rules.ts";
import type { CardFile } from "#platform/desk/store.ts";
import { causedBy, type NewEvent } from "#platform/events.ts";
import type { RequestKind } from "#platform/request-kind.ts";
import { paragraph } from "#platform/text/tree.ts";
import { EXPIRES_AFTER_MS, SIGNS_OF_LIFE } from "./rules.ts";
import { renderExpired, renderGranted, renderQuestion, renderRejected, renderReminder } from "./notices.ts";

/** Tells the person's object that their request has moved. */
export const REQUEST_MOVED = "request.moved";

const STATES: Record<string, CardState> = {
  pending: { name: "request-pending", icon: "🟡", isOpen: true },
  information: { name: "request-information", icon: "❔", isOpen: true, isWithPerson: true },
  approved: { name: "request-approved", icon: "✅", isOpen: false },
  rejected: { name: "request-rejected", icon: "❌", isOpen: false },
  withdrawn: { name: "request-withdrawn", icon: "⚪", isOpen: false },
  expired: { name: "request-expired", icon: "⌛", isOpen: false },
};
export const STATUSES = Object.keys(STATES);
const OPEN = ["pending", "information"];

/** The card of a request: what staff, the person and the machine may do to it. */
export function requestCard(kind: RequestKind): CardKind {
  const approve = approving(kind);
  const ways = [approve, ...(kind.ways?.(approve) ?? [])];
  const actions = [...ways, asking, rejecting(kind), ...personal, ...mechanical, ...(kind.carryOut === undefined ? [] : carryingOut)];
  const { name, role, chat, title } = kind;
  const send = sendingAction("request-told-files", [...OPEN, "approved", "rejected"]);
  return {
    name,
    role,
    chat,
    title,
    states: STATES,
    actions: [...actions, send],
    reply: repliesSend,
    describe: (file) => [paragraph(wordsOnCard(file))],
  };
}

function approving(kind: RequestKind): CardAction {
  return {
    name: "approve",
    by: "staff",
    from: OPEN,
    corrects: ["rejected"],
    to: "approved",
    label: "request-approve",
    done: "request-did-approve",
    words: "request-words-approve",
    statements: kind.grant,
    events: (step) => [...tellMoved(step), ...(kind.events?.(step) ?? [])],
    notice: (_, card, t, config) => renderGranted(t, { card, kind, config }),
  };
}

function rejecting({ revoke, events }: RequestKind): CardAction {
  return {
    name: "reject",
    by: "staff",
    from: OPEN,
    corrects: ["approved"],
    to: "rejected",
    label: "request-reject",
    done: "request-did-reject",
    words: "request-words-reject",
    input: { isRequired: true, ask: "request-ask-reason" },
    // What was never granted is not taken back.
    statements: (step, db) => (step.card.status === "approved" ? revoke(step, db) : []),
    events: (step) => [...tellMoved(step), ...(step.card.status === "approved" ? (events?.(step) ?? []) : [])],
    notice: (step, card, t, { contact }) => renderRejected(t, { card, reason: step.text ?? "", contact }),
  };
}

const asking: CardAction = {
  name: "ask",
  // Students ask their questions by the plain word.
  command: "ask_back",
  by: "staff",
  from: OPEN,
  to: "information",
  label: "request-ask",
  done: "request-did-ask",
  words: "request-words-ask",
  input: { isRequired: true, ask: "request-ask-question" },
  events: tellMoved,
  notice: (step, card, t) => renderQuestion(t, { cardId: card.cardId, question: step.text ?? "" }),
};

const personal: CardAction[] = [
  { name: "answer", by: "person", from: ["information"], to: "pending", done: "request-did-answer" },
  { name: "add", by: "person", from: ["pending"], done: "request-did-add" },
  { name: EDITED, by: "person", from: OPEN, done: "request-did-edit" },
  { name: "renew", by: "person", from: OPEN, done: "request-did-renew" },
  { name: "withdraw", by: "person", from: OPEN, to: "withdrawn", done: "request-did-withdraw" },
];

const mechanical: CardAction[] = [
  { name: "remind", by: "machine", from: OPEN, done: "request-did-remind", notice: (_, card, t) => renderReminder(t, card) },
  {
    name: "expire",
    by: "machine",
    from: OPEN,
    to: "expired",
    done: "request-did-expire",
    when: isSilent,
    events: tellMoved,
    notice: (_, card, t) => renderExpired(t, card),
  },
];

const carryingOut: CardAction[] = [
  { name: "carried-out", by: "machine", from: ["approved"], done: "request-did-carry-out" },
  { name: "failed", by: "machine", from: ["approved"], done: "request-did-not-carry-out" },
  {
    name: "carry-out",
    by: "staff",
    from: ["approved"],
    label: "request-carry-out",
    done: "request-did-try-again",
    isOffered: hasFailed,
    when: isFailed,
    events: tellMoved,
  },
];

/** Nobody has said anything for so long that it expires, also at the moment of the write. */
function isSilent({ card, at }: CardChange): SQL {
  return sql`${lastSaidAt(sql`${card.cardId}`)} <= ${at.getTime() - EXPIRES_AFTER_MS}`;
}

/** When something was last said to a card, in milliseconds. */
export function lastSaidAt(cardId: SQL): SQL {
  const signs = sql.join(
    SIGNS_OF_LIFE.map((sign) => sql`${sign}`),
    sql`, `,
  );
  return sql`(select max(s.at) from card_steps s where s.card_id = ${cardId} and s.action in (${signs}))`;
}

const CARRYING_OUT = ["carried-out", "failed", "carry-out"];

function hasFailed({ steps }: CardFile): boolean {
  return steps.findLast(({ action }) => CARRYING_OUT.includes(action))?.action === "failed";
}

/** The same at the moment of the write: of two who press, one tries again. */
function isFailed({ card }: CardChange): SQL {
  const names = sql.join(
    CARRYING_OUT.map((name) => sql`${name}`),
    sql`, `,
  );
  const last = sql`select s.action from card_steps s where s.card_id = ${card.cardId} and s.action in (${names}) order by s.rev desc limit 1`;
  return sql`(${last}) = 'failed'`;
}

function tellMoved({ card: { cardId, personId }, ...step }: CardChange): NewEvent[] {
  if (personId === null) return [];
  const data = { cardId, stepKey: step.key };
  const to = { type: "person" as const, id: personId };
  return [{ eventId: `${step.key}:moved`, to, kind: REQUEST_MOVED, version: 1, data, ...causedBy(step) }];
}
