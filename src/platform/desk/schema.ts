import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** A piece of work of the staff. Its state is here and nowhere else; what it is about lies with the feature of its kind. */
export const cards = sqliteTable(
  "cards",
  {
    /** The number that staff call it by; none is given twice. */
    cardId: integer().primaryKey({ autoIncrement: true }),
    /** Of the write that opened it. */
    cardKey: text().notNull().unique(),
    kind: text().notNull(),
    /** The feature's own name for what it is about. */
    subject: text().notNull(),
    /** Whose work it is; nobody where it is not about a person with an account. */
    personId: integer(),
    personName: text().notNull(),
    status: text().notNull(),
    isOpen: integer({ mode: "boolean" }).notNull(),
    /** Of open cards with the same key there is only one. */
    openKey: text().unique(),
    /** Grows with every change, so that a message knows whether it shows the newest. */
    rev: integer().notNull(),
    /** Of the change that brought it into its present state. */
    movedRev: integer().notNull(),
    /** The staff group; without one the card goes to those who hold the role. */
    chatId: integer(),
    topicKey: text(),
    topicName: text(),
    holderId: integer(),
    holderName: text(),
    claimUntil: integer({ mode: "timestamp_ms" }),
    openedAt: integer({ mode: "timestamp_ms" }).notNull(),
    changedAt: integer({ mode: "timestamp_ms" }).notNull(),
    remindAt: integer({ mode: "timestamp_ms" }),
  },
  (table) => [
    index("cards_open")
      .on(table.openedAt)
      .where(sql`is_open = 1`),
    index("cards_by_person").on(table.personId),
    index("cards_by_subject").on(table.kind, table.subject),
  ],
);

/** Everything that was done to a card, by whom: rows are added, and only their delivery changes. */
export const cardSteps = sqliteTable(
  "card_steps",
  {
    /** Of the write that made it. */
    stepKey: text().primaryKey(),
    cardId: integer().notNull(),
    /** Of the card after it. */
    rev: integer().notNull(),
    action: text().notNull(),
    /** `person:<id>`, `admin`, `cron`. */
    actor: text().notNull(),
    actorName: text().notNull(),
    text: text(),
    at: integer({ mode: "timestamp_ms" }).notNull(),
    /** Of what the person is told about it: `pending`, `sent`, `blocked`, `failed`, `forgotten` before it arrived; null where they are told nothing. */
    delivery: text({ enum: ["pending", "sent", "blocked", "failed", "forgotten"] }),
    /** Of the message that was meant: it is another when it is sent again. */
    deliveryKey: text(),
    /** How many files came with it. */
    attachments: integer().notNull().default(0),
  },
  (table) => [index("card_steps_by_card").on(table.cardId, table.rev)],
);

/** The messages on which a card is shown, by the object that sent them. */
export const cardPosts = sqliteTable(
  "card_posts",
  {
    cardId: integer().notNull(),
    place: text().notNull(),
    messageId: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.cardId, table.place] }), uniqueIndex("card_posts_by_message").on(table.place, table.messageId)],
);

/** What somebody sent in their own chat as part of a step: it is carried to the other side by copying, and stays where it was sent. */
export const cardMessages = sqliteTable(
  "card_messages",
  {
    /** The step's key and a number. */
    messageKey: text().primaryKey(),
    cardId: integer().notNull(),
    stepKey: text().notNull(),
    /** `in` from the person to staff, `out` from staff to the person. */
    direction: text({ enum: ["in", "out"] }).notNull(),
    chatId: integer().notNull(),
    messageId: integer().notNull(),
    /** Messages of one album have the same. */
    albumId: text(),
    at: integer({ mode: "timestamp_ms" }).notNull(),
  },
  (table) => [
    index("card_messages_by_card").on(table.cardId),
    index("card_messages_by_step").on(table.stepKey),
    index("card_messages_by_source").on(table.chatId, table.messageId),
  ],
);

/** Where copies of them are, by the object that made them. */
export const cardCopies = sqliteTable(
  "card_copies",
  {
    messageKey: text().notNull(),
    place: text().notNull(),
    /** The message of the card below which it hangs; a card with a new message gets its copies anew. */
    postId: integer(),
    /** Of the write that began to copy. */
    copyKey: text().notNull(),
    /** Known when it has been sent. */
    messageId: integer(),
  },
  (table) => [primaryKey({ columns: [table.messageKey, table.place] }), index("card_copies_by_message").on(table.place, table.messageId)],
);
