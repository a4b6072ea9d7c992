import type { InputRichMessage } from "@grammyjs/types";
import type { MediaKind } from "./contract.ts";
import { fileFor, type FileDetails, type StoredFile } from "./files.ts";
import { mediaContent } from "./media.ts";
import type { Refusal } from "./refusals.ts";
import type { World } from "./world.ts";

const kinds: Record<string, MediaKind> = {
  animation: "animation",
  audio: "audio",
  document: "document",
  photo: "photo",
  video: "video",
  voice_note: "voice",
};

type MediaBlock = { type: string } & Record<string, FileDetails & { media: Blob | string; has_spoiler?: boolean }>;

/** The message with what Telegram holds in the place of each file that a block sends, to any depth. */
export function withFiles(world: World, rich: InputRichMessage<Blob>): InputRichMessage<Blob> | Refusal {
  const refusals: Refusal[] = [];
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value !== "object" || value === null || value instanceof Blob) return value;
    const block = value as MediaBlock;
    const kind = kinds[block.type];
    const media = kind && block[block.type];
    if (!media) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(item)]));
    const file = fileFor(world, kind, media.media, media);
    if ("errorCode" in file) refusals.push(file);
    return "errorCode" in file ? value : { ...block, [block.type]: held(world, file), ...(media.has_spoiler ? { has_spoiler: true } : {}) };
  };
  const replaced = replace(rich) as InputRichMessage<Blob>;
  return refusals[0] ?? replaced;
}

/** What the block of a received message has instead of the file that was sent. */
const held = (world: World, file: StoredFile): unknown => mediaContent(world, file)[file.kind];
