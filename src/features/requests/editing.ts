import { eq } from "drizzle-orm";
import type { Message } from "grammy/types";
import * as z from "zod";
import { passOnEdit } from "#platform/desk/edited.ts";
import { listCopies } from "#platform/desk/messages.ts";
import { EDITED } from "#platform/desk/rules.ts";
import { cards } from "#platform/desk/schema.ts";
import { selectFiles, toFiles } from "#platform/desk/store.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { commandOf } from "#platform/telegram/update-kind.ts";
import { wordsOf } from "#platform/telegram/words-of.ts";
import type { StateCell, Turn } from "#platform/turn.ts";
import { readText } from "./rules.ts";
import { ownOf, takeOwnStep } from "./speaking.ts";

const openings = z.array(z.object({ cardId: z.int(), messageId: z.int() }));

/** In which messages somebody's newest requests were made. */
const openingsCell: StateCell<z.infer<typeof openings>> = { feature: "requests", key: "openings", schema: openings };
const KEPT = 5;

/** Remembers the message whose words stand on the card, so that its edits can follow. */
export function noteOpening({ state }: Turn, { cardId, sent }: { cardId: number; sent: readonly Message[] }): void {
  const messageId = sent.find((message) => wordsOf([message]) !== undefined)?.message_id;
  if (messageId !== undefined) state.write(openingsCell, [...(state.read(openingsCell) ?? []), { cardId, messageId }].slice(-KEPT));
}

/** Whoever edits the message that made their request changes what its card says, as long as it is open, and what has been copied below it. */
export async function followEdit({ turn, deps, editedMessage }: BotContext): Promise<boolean> {
  const opening = turn.state.read(openingsCell)?.find(({ messageId }) => messageId === editedMessage?.message_id);
  if (opening === undefined || editedMessage?.chat.type !== "private") return false;
  const text = readText(commandOf(editedMessage)?.rest ?? wordsOf([editedMessage]) ?? "");
  const writing = turn.writing();
  const source = { chatId: editedMessage.chat.id, messageId: editedMessage.message_id };
  const [copies, ...found] = await deps.db.batch([listCopies(deps.db, source), ...selectFiles(deps.db, eq(cards.cardId, opening.cardId))]);
  const file = ownOf(turn, toFiles(found)[0]);
  passOnEdit(turn, editedMessage, copies);
  if (file !== undefined && text !== undefined) await takeOwnStep(turn, deps, { file, name: EDITED, text, ...writing });
  return true;
}
