import { eq, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "#platform/database.ts";
import type { CardAction, CardChange, CardKind } from "#platform/desk/kind.ts";
import { isLatest } from "#platform/desk/store.ts";
import { italic, paragraph, quote } from "#platform/text/tree.ts";
import { judgeTip } from "./rules.ts";
import { tips } from "./schema.ts";

/** A tip that a model has written. Nobody reads it before a teacher has. */
export const tipCard: CardKind = {
  name: "tips.proposal",
  role: "teacher",
  title: "tip-proposal",
  chat: ({ chats }) => chats.assignment,
  states: {
    pending: { name: "tip-pending", icon: "🟡", isOpen: true },
    approved: { name: "tip-approved", icon: "✅", isOpen: false },
    rejected: { name: "tip-rejected", icon: "❌", isOpen: false },
  },
  actions: [
    deciding({
      name: "approve",
      to: "approved",
      corrects: ["rejected"],
      label: "tip-approve",
      done: "tip-did-approve",
      words: "tip-words-approve",
    }),
    deciding({
      name: "reject",
      to: "rejected",
      corrects: ["approved"],
      label: "tip-reject",
      done: "tip-did-reject",
      words: "tip-words-reject",
    }),
    {
      ...deciding({ name: "reword", to: "approved", corrects: ["rejected"], label: "tip-reword", done: "tip-did-reword" }),
      input: { isRequired: true, ask: "tip-ask-reword", parse: (typed) => (judgeTip(typed) === undefined ? typed.trim() : undefined) },
    },
  ],
  describe: async ({ card }, t, { db }) => {
    const [tip] = await db.select().from(tips).where(eq(tips.key, card.subject));
    if (tip === undefined) return [];
    return [quote(tip.text), paragraph(italic(t("tip-for", { language: tip.language, level: tip.level ?? "", day: tip.forDay ?? "" })))];
  },
};

function deciding(
  action: Pick<CardAction, "name" | "label" | "done" | "words" | "corrects"> & { to: "approved" | "rejected" },
): CardAction {
  return { ...action, by: "staff", from: ["pending"], statements: (change, db) => [decide(change, action.to, db)] };
}

/** Of an approved one, the words of whoever approved it count. */
function decide({ card, key, text }: CardChange, to: "approved" | "rejected", db: Database): BatchItem<"sqlite"> {
  const state = to === "approved" ? ("ready" as const) : ("refused" as const);
  return db
    .update(tips)
    .set(text === undefined ? { state } : { state, text })
    .where(sql`${eq(tips.key, card.subject)} and ${isLatest(key)}`);
}
