import type { Message } from "grammy/types";
import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { CARD_EDITED, type editedCopy } from "#platform/desk/events.ts";
import { findCopy, listCopies } from "#platform/desk/messages.ts";
import { nameOf } from "#platform/object-name.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { Turn } from "#platform/turn.ts";
import { findKnownCard } from "./actions.ts";

/** A copy that is still under way is looked for again. */
const AGAIN_MS = 3_000;
const MOST_TRIES = 20;

type Edit = Pick<z.infer<typeof editedCopy>, "method" | "payload">;

/** What somebody changes after it was carried changes in its copies too: what staff have sent, only while they still may send something. */
export async function followEdit({ turn, deps, editedMessage }: BotContext): Promise<boolean> {
  const edit = editedMessage === undefined ? undefined : editOf(editedMessage);
  if (editedMessage === undefined || edit === undefined) return false;
  const copies = await listCopies(deps.db, { chatId: editedMessage.chat.id, messageId: editedMessage.message_id });
  const fromStaff = copies.find(({ direction }) => direction === "out");
  if (fromStaff !== undefined && (await findKnownCard(turn, deps, fromStaff.cardId))?.isEntitled !== true) return true;
  for (const { messageKey, place } of copies) turn.forward(place, { kind: CARD_EDITED, version: 1, data: { messageKey, ...edit } });
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

/** How a copy becomes what a message is now; undefined for what nobody can edit. */
function editOf(message: Message): Edit | undefined {
  const { text, entities, caption, caption_entities: captionEntities, voice } = message;
  if (text !== undefined) return { method: "editMessageText", payload: { text, ...(entities === undefined ? {} : { entities }) } };
  const words = { caption: caption ?? "", ...(captionEntities === undefined ? {} : { caption_entities: captionEntities }) };
  if (voice !== undefined) return { method: "editMessageCaption", payload: words };
  const file = fileOf(message);
  if (file === undefined) return undefined;
  const look = {
    ...(message.show_caption_above_media === true ? { show_caption_above_media: true } : {}),
    ...(message.has_media_spoiler === true ? { has_spoiler: true } : {}),
  };
  return { method: "editMessageMedia", payload: { media: { ...file, ...words, ...look } } };
}

/** An animation is a document as well, for apps that know none. */
function fileOf({ animation, audio, document, photo, video }: Message): { type: string; media: string } | undefined {
  if (photo !== undefined) return fileAs("photo", photo.at(-1));
  if (video !== undefined) return fileAs("video", video);
  if (animation !== undefined) return fileAs("animation", animation);
  if (audio !== undefined) return fileAs("audio", audio);
  return fileAs("document", document);
}

function fileAs(type: string, file: { file_id: string } | undefined): { type: string; media: string } | undefined {
  return file === undefined ? undefined : { type, media: file.file_id };
}
