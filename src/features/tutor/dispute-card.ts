import { eq, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { repliesSend, sendingAction, type CardAction, type CardChange, type CardKind } from "#platform/desk/kind.ts";
import { isLatest } from "#platform/desk/store.ts";
import type { Database } from "#platform/database.ts";
import { disputes, mistakes } from "./schema.ts";
import { findMistakeRow } from "./store.ts";
import { renderDisputed, renderDisputeNotice } from "./dispute-view.ts";

type Decision = "accepted" | "declined";

/** A correction that a learner does not agree with. A teacher has the last word, and the learner reads it. */
export const disputeCard: CardKind = {
  name: "tutor.dispute",
  role: "teacher",
  title: "dispute-title",
  chat: ({ chats }) => chats.assignment,
  states: {
    pending: { name: "dispute-pending", icon: "🟡", isOpen: true },
    accepted: { name: "dispute-accepted", icon: "✅", isOpen: false },
    declined: { name: "dispute-declined", icon: "❌", isOpen: false },
  },
  actions: [
    deciding(
      { name: "accept", to: "accepted", corrects: "declined", isRequired: false },
      { label: "dispute-accept", done: "dispute-did-accept", words: "dispute-words-accept", ask: "dispute-ask-accept" },
    ),
    deciding(
      { name: "decline", to: "declined", corrects: "accepted", isRequired: true },
      { label: "dispute-decline", done: "dispute-did-decline", words: "dispute-words-decline", ask: "dispute-ask-decline" },
    ),
    sendingAction("dispute-told-files", ["pending", "accepted", "declined"]),
  ],
  reply: repliesSend,
  describe: async ({ card }, t, { db }) => {
    const disputed = await findMistakeRow(db, card.subject);
    // Whoever is forgotten takes their mistakes with them.
    return disputed === undefined ? [] : renderDisputed(disputed, t);
  },
};

type Choice = { name: string; to: Decision; corrects: Decision; isRequired: boolean };

function deciding(
  { name, to, corrects, isRequired }: Choice,
  { ask, ...words }: Record<"label" | "done" | "words" | "ask", string>,
): CardAction {
  return {
    name,
    by: "staff",
    from: ["pending"],
    corrects: [corrects],
    to,
    ...words,
    input: { isRequired, ask },
    statements: (change, db) => decide(change, to, db),
    notice: ({ text }, _card, t) => renderDisputeNotice(to, text, t),
  };
}

/** A mistake that was none is withdrawn, from progress and from reviews; the other way round it counts again. */
function decide({ card, key, at, actorId }: CardChange, status: Decision, db: Database): BatchItem<"sqlite">[] {
  const isDone = isLatest(key);
  return [
    db
      .update(disputes)
      .set({ status, decidedAt: at, decidedBy: actorId ?? null })
      .where(sql`${eq(disputes.mistakeId, card.subject)} and ${isDone}`),
    db
      .update(mistakes)
      .set({ withdrawnAt: status === "accepted" ? at : null })
      .where(sql`${eq(mistakes.mistakeId, card.subject)} and ${isDone}`),
  ];
}
