import type { Message, PhotoSize } from "@grammyjs/types";
import type { Content } from "./chats.ts";
import type { MediaKind } from "./contract.ts";
import { type StoredFile, storeFile } from "./files.ts";
import type { World } from "./world.ts";

const mediaKinds: readonly MediaKind[] = ["photo", "audio", "voice", "video", "video_note", "animation", "sticker", "document"];

/** What a message holds of a file: the same for a person's message and for the bot's. */
export function mediaContent(world: World, file: StoredFile): Content {
  const base = { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.size };
  const named = { ...(file.name === undefined ? {} : { file_name: file.name }), mime_type: file.contentType };
  const { duration = 1, width = 640, height = 480, length = 240, title, performer, emoji } = file.details;
  switch (file.kind) {
    case "photo":
      return { photo: sizesOf(world, file, width, height) };
    case "audio":
      return { audio: { ...base, ...named, duration, ...(title ? { title } : {}), ...(performer ? { performer } : {}) } };
    case "voice":
      return { voice: { ...base, duration, mime_type: file.contentType } };
    case "video":
      return { video: { ...base, ...named, duration, width, height } };
    case "video_note":
      return { video_note: { ...base, duration, length } };
    case "animation":
      return { animation: { ...base, ...named, duration, width, height }, document: { ...base, ...named } };
    case "sticker":
      return {
        sticker: { ...base, type: "regular", width: 512, height: 512, is_animated: false, is_video: false, ...(emoji ? { emoji } : {}) },
      };
    case "document":
      return { document: { ...base, ...named } };
  }
}

/** A photo comes in several sizes, each a file of its own; the given one is the largest and stands last. */
function sizesOf(world: World, file: StoredFile, width: number, height: number): PhotoSize[] {
  const smallId = `${file.fileId}-small`;
  const details = { width: 90, height: Math.round((90 * height) / width) };
  const small =
    world.files.get(smallId) ?? storeFile(world, "photo", { fileId: smallId, body: file.content, contentType: file.contentType, details });
  return [
    { file_id: smallId, file_unique_id: small.uniqueId, file_size: Math.min(small.size, 2000), ...details },
    { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.size, width, height },
  ];
}

/** The kind of file that a message holds. An animation is a document as well, and stands first. */
export const kindIn = (message: Message | Content): MediaKind | undefined =>
  (["animation", ...mediaKinds] as const).find((kind) => message[kind] !== undefined);
