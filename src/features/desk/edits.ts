import type * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { CARD_EDITED, type editedCopy } from "#platform/desk/events.ts";
import { passOnEdit } from "#platform/desk/edited.ts";
import { findCopy, listCopies } from "#platform/desk/messages.ts";
import { nameOf } from "#platform/object-name.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { Turn } from "#platform/turn.ts";
import { findKnownCard } from "./actions.ts";

/** A copy that is still under way is looked for again. */
const AGAIN_MS = 3_000;
const MOST_TRIES = 20;

/** What somebody changes after it was carried changes in its copies too: what staff have sent, only while they still may send something. */
export async function followEdit({ turn, deps, editedMessage }: BotContext): Promise<boolean> {
  if (editedMessage === undefined) return false;
  const copies = await listCopies(deps.db, { chatId: editedMessage.chat.id, messageId: editedMessage.message_id });
  const fromStaff = copies.find(({ direction }) => direction === "out");
  if (fromStaff !== undefined && (await findKnownCard(turn, deps, fromStaff.cardId))?.isEntitled !== true) return true;
  passOnEdit(turn, editedMessage, copies);
  return copies.length > 0;
}

export async function editCopy(edited: z.infer<typeof editedCopy>, turn: Turn, { db }: Deps): Promise<void> {
  const { messageKey, method, payload, tries } = edited;
  const messageId = await findCopy(db, messageKey, nameOf(turn.subject));
  if (messageId === undefined || tries > MOST_TRIES) return;
  if (messageId !== null) return turn.revise(messageId, { method, payload });
  const dueAt = new Date(turn.now.getTime() + AGAIN_MS);
  turn.after(`edit:${messageKey}`, { dueAt, kind: CARD_EDITED, version: 1, data: { ...edited, tries: tries + 1 } });
}
