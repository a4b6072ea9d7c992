import { eq, or, sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { recordAudit } from "../audit.ts";
import { currentChat } from "../chats.ts";
import { writeThenRead } from "../database.ts";
import type { Deps } from "../deps.ts";
import { insertEventForEach, selectWritten, toWritten, type WrittenEvent } from "../events.ts";
import { always, insertWhen } from "../insert-when.ts";
import { selectHolders } from "../role.ts";
import type { Writing } from "../turn.ts";
import { actorName, originOf, type Actor } from "./actor.ts";
import { cardRefresh } from "./events.ts";
import type { CardKind } from "./kind.ts";
import { countFiles, insertMessages, type SentMessage } from "./messages.ts";
import { OPENED } from "./rules.ts";
import { cards, cardSteps } from "./schema.ts";
import { selectFiles, toFiles, type Card, type CardFile } from "./store.ts";
import { addWorkingTime } from "./working-hours.ts";

/** How long a piece of work may wait, in working hours, before staff are reminded of it. */
export const REMIND_AFTER_MS = 4 * 3_600_000;

/**
 * `openKey` is shared by pieces of work of which only one may be open. `text` is what the person says to it, and stands in the
 * card's history. `topic` is where in a staff group with topics it goes.
 */
export type NewCard = Writing & {
  kind: CardKind;
  actor: Actor;
  subject: string;
  personId: number | undefined;
  personName: string;
  status: string;
  openKey?: string;
  text?: string;
  topic?: { key: string; name: string };
  /** What the person sent with it: copied below the card wherever that is shown. */
  messages?: readonly SentMessage[];
  /** What the feature writes beside it, each under the condition that the card was opened. */
  statements?: (isOpened: SQL) => BatchItem<"sqlite">[];
};

/** `existing` is the open card that stood in the way. */
export type Opened = { type: "opened"; file: CardFile; events: WrittenEvent[] } | { type: "existing"; file: CardFile };

/** Opens a piece of work and has it shown to staff; `events` are written and still to be delivered. Done again it changes nothing. */
export async function openCard(deps: Deps, card: NewCard): Promise<Opened> {
  const isThisOrInTheWay = or(eq(cards.cardKey, card.key), card.openKey === undefined ? undefined : eq(cards.openKey, card.openKey));
  const reads = [selectWritten(deps.db, card.key), ...selectFiles(deps.db, isThisOrInTheWay)] as const;
  const [written, ...found] = await writeThenRead(deps.db, planOpening(deps, card), reads);
  const files = toFiles(found);
  const file = files.find((each) => each.card.cardKey === card.key) ?? files[0];
  if (file === undefined) throw new Error("a card was neither opened nor in the way of another");
  return file.card.cardKey === card.key ? { type: "opened", file, events: toWritten(written) } : { type: "existing", file };
}

/**
 * The statements that open a piece of work while `when` holds, for a batch in which something else is written too. What
 * `selectWritten` finds behind them is to be delivered.
 */
export function planOpening(deps: Deps, card: NewCard, when: SQL = always): BatchItem<"sqlite">[] {
  const { db } = deps;
  const isOpened = sql`exists (select 1 from cards where card_key = ${card.key})`;
  const cardId = sql`(select card_id from cards where card_key = ${card.key})`;
  const topic = { topicKey: card.topic?.key ?? null, topicName: card.topic?.name ?? null };
  const chatId = card.kind.chat(deps.config);
  const refresh = cardRefresh({ cardId, ...(chatId === undefined ? {} : topic) }, card);
  return [
    insertCard(deps, card, { chatId: chatId === undefined ? null : currentChat(chatId), ...topic, when }),
    insertWhen(db, cardSteps, { ...firstStep(card), cardId }, isOpened),
    insertEventForEach(db, refresh, { places: placesOf(deps, card, chatId), when: isOpened }),
    ...(card.statements?.(isOpened) ?? []),
    ...insertMessages(db, { ...card, cardId, by: "person" }, isOpened),
    recordAudit(db, { ...auditOf(card), subject: sql`'card:' || ${cardId}` }, isOpened),
  ];
}

/** The objects that show it first: the group of its kind, or those who hold its role. Nobody is shown their own work to decide. */
function placesOf({ config }: Deps, { kind, personId }: NewCard, chatId: number | undefined): SQL {
  if (chatId !== undefined) return sql`(select 'chat:' || ${currentChat(chatId)} as place)`;
  const holders = selectHolders(config, kind.role);
  return sql`(select 'person:' || person_id as place from ${holders} where person_id is not ${personId ?? null})`;
}

type Home = Pick<Card, "topicKey" | "topicName"> & { chatId: SQL<number> | null };

function insertCard({ db, config }: Deps, card: NewCard, { when, ...home }: Home & { when: SQL }): BatchItem<"sqlite"> {
  const { kind, key, at, subject, personId = null, personName, status, openKey = null } = card;
  const remindAt = addWorkingTime(at, REMIND_AFTER_MS, { hours: config.workingHours, timezone: config.timezone });
  const row = { cardKey: key, kind: kind.name, subject, personId, personName, status, openKey, ...home, remindAt };
  return insertWhen(db, cards, { ...row, cardId: sql`null`, isOpen: true, rev: 1, movedRev: 1, openedAt: at, changedAt: at }, when);
}

function firstStep({ key, at, actor, text, messages }: NewCard) {
  const name = actor.type === "person" ? actor.name : "";
  return {
    stepKey: key,
    rev: 1,
    action: OPENED,
    actor: actorName(actor),
    actorName: name,
    text: text ?? null,
    at,
    attachments: countFiles(messages),
  };
}

function auditOf({ kind, key, at, actor, status }: NewCard) {
  const action = `${kind.name}.${OPENED}`;
  return { auditId: key, actor: actorName(actor), action, after: { status }, origin: originOf(actor), at };
}
