import type { FileInput, MediaKind } from "./contract.ts";
import { notActedOut, type Refusal, refusals } from "./refusals.ts";
import { Upload } from "./upload.ts";
import type { World } from "./world.ts";

/** A file that Telegram holds. Who knows only how big it is has no content. */
export type StoredFile = {
  fileId: string;
  uniqueId: string;
  kind: MediaKind;
  path: string;
  content: Uint8Array<ArrayBuffer>;
  size: number;
  contentType: string;
  name?: string;
  details: FileDetails;
};

/** What a player shows of a file. */
export type FileDetails = {
  duration?: number;
  width?: number;
  height?: number;
  length?: number;
  title?: string;
  performer?: string;
  emoji?: string;
};

const mebibyte = 1024 * 1024;
const most = { upload: 50 * mebibyte, download: 20 * mebibyte };

/** Telegram's folders, and the ending of a file that has none. */
const places: Record<MediaKind, { folder: string; ending: string; contentType: string }> = {
  photo: { folder: "photos", ending: "jpg", contentType: "image/jpeg" },
  audio: { folder: "music", ending: "mp3", contentType: "audio/mpeg" },
  voice: { folder: "voice", ending: "oga", contentType: "audio/ogg" },
  video: { folder: "videos", ending: "mp4", contentType: "video/mp4" },
  video_note: { folder: "video_notes", ending: "mp4", contentType: "video/mp4" },
  animation: { folder: "animations", ending: "mp4", contentType: "video/mp4" },
  sticker: { folder: "stickers", ending: "webp", contentType: "image/webp" },
  document: { folder: "documents", ending: "bin", contentType: "application/octet-stream" },
};

/** Keeps a file for as long as the fake lives. */
export function storeFile(world: World, kind: MediaKind, input: Omit<FileInput, "kind"> & { details?: FileDetails }): StoredFile {
  const number = world.files.size + 1;
  const fileId = input.fileId ?? `${kind}-${number}`;
  const { folder, ending, contentType } = places[kind];
  const file: StoredFile = {
    fileId,
    uniqueId: `unique-${fileId}`,
    kind,
    path: input.path ?? `${folder}/file_${number}.${input.name?.match(/\.(\w+)$/)?.[1] ?? ending}`,
    content: input.body,
    size: input.size ?? input.body.length,
    contentType: input.contentType || contentType,
    ...(input.name === undefined ? {} : { name: input.name }),
    details: input.details ?? {},
  };
  world.files.set(fileId, file);
  return file;
}

/** The file that a call sends: a new one, or one that Telegram holds, whose kind is its own whatever the method. */
export function fileFor(world: World, kind: MediaKind, input: Blob | string, details: FileDetails): StoredFile | Refusal {
  if (input instanceof Upload) return judgeUpload(kind, input) ?? storeFile(world, realKind(kind, input), { ...partsOf(input), details });
  if (typeof input !== "string") throw new Error("An upload was not read before its call was carried out");
  if (/^https?:/.test(input)) return notActedOut("files by URL");
  const known = world.files.get(input);
  if (!known) return refusals.fileIdWrong;
  return (known.kind === "photo") === (kind === "photo") ? known : refusals.fileKindWrong(`${typeName(known.kind)} as ${typeName(kind)}`);
}

export const isDownloadable = (file: StoredFile): boolean => file.size <= most.download;

const partsOf = (upload: Upload) => ({ body: upload.content, name: upload.name, contentType: upload.type });

function judgeUpload(kind: MediaKind, { content }: Upload): Refusal | undefined {
  if (content.length === 0) return refusals.fileEmpty;
  if (content.length > most.upload) return refusals.uploadTooLarge;
  return kind === "photo" && !isPicture(content) ? refusals.notAPicture : undefined;
}

/** A voice note in another format than OGG, MP3 or M4A becomes a document. */
const realKind = (kind: MediaKind, { content }: Upload): MediaKind => (kind === "voice" && !isSound(content) ? "document" : kind);

const startsWith = (content: Uint8Array, letters: string, offset = 0): boolean =>
  [...letters].every((letter, index) => content[offset + index] === letter.charCodeAt(0));

const isPicture = (content: Uint8Array): boolean =>
  startsWith(content, "\xff\xd8\xff") || startsWith(content, "\x89PNG") || startsWith(content, "GIF8") || startsWith(content, "WEBP", 8);

const isSound = (content: Uint8Array): boolean =>
  startsWith(content, "OggS") ||
  startsWith(content, "ID3") ||
  startsWith(content, "ftyp", 4) ||
  (content[0] === 0xff && ((content[1] ?? 0) & 0xe0) === 0xe0);

/** As Telegram calls a kind in a refusal. */
const typeName = (kind: MediaKind): string =>
  kind.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/^Voice$/, "VoiceNote");
