import type { Message } from "grammy/types";
import type * as z from "zod";
import type { Turn } from "../turn.ts";
import { CARD_EDITED, type editedCopy } from "./events.ts";

type Edit = Pick<z.infer<typeof editedCopy>, "method" | "payload">;

/** Has the objects that made copies of a message change them as its writer has changed it. */
export function passOnEdit(turn: Turn, message: Message, copies: ReadonlyArray<{ messageKey: string; place: string }>): void {
  const edit = editOf(message);
  if (edit === undefined) return;
  for (const { messageKey, place } of copies) turn.forward(place, { kind: CARD_EDITED, version: 1, data: { messageKey, ...edit } });
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
