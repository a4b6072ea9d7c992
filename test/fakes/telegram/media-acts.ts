import type { MessageEntity } from "@grammyjs/types";
import type { Acts, Outcome } from "./acts.ts";
import type { Content, StoredMessage } from "./chats.ts";
import type { MediaKind } from "./contract.ts";
import { change, contentOf, findEditable, mayHaveCaption } from "./edit-acts.ts";
import { fileFor, type FileDetails } from "./files.ts";
import { captioned } from "./formatted.ts";
import { kindIn, mediaContent } from "./media.ts";
import { type Refusal, refusals } from "./refusals.ts";
import { type Guarded, inlineKeyboard, send, sendAll, type SendOptions } from "./sending.ts";
import type { World } from "./world.ts";

export const mediaActs = {
  sendPhoto: (world, args) => sendFile(world, args, { kind: "photo", file: args.photo }),
  sendAudio: (world, args) => sendFile(world, args, { kind: "audio", file: args.audio }),
  sendVoice: (world, args) => sendFile(world, args, { kind: "voice", file: args.voice }),
  sendVideo: (world, args) => sendFile(world, args, { kind: "video", file: args.video }),
  sendVideoNote: (world, args) => sendFile(world, args, { kind: "video_note", file: args.video_note }),
  sendAnimation: (world, args) => sendFile(world, args, { kind: "animation", file: args.animation }),
  sendSticker: (world, args) => sendFile(world, args, { kind: "sticker", file: args.sticker }),
  sendDocument: (world, args) => sendFile(world, args, { kind: "document", file: args.document }),

  sendMediaGroup(world, args) {
    const contents = args.media.map((media) => contentFrom(world, media as Media));
    const refusal = contents.find((content) => "errorCode" in content);
    if (refusal) return refusal as Refusal;
    const media_group_id = String(world.options.now() * 1000 + world.files.size);
    const parts = contents.map((content) => ({ ...(content as Content), ...(contents.length > 1 ? { media_group_id } : {}) }));
    const stored = sendAll(world, args, parts, right[args.media[0]?.type as MediaKind]);
    return "errorCode" in stored ? stored : { result: structuredClone(stored.map(({ message }) => message)) as never };
  },

  editMessageMedia(world, args) {
    const found = findEditable(world, args);
    if ("errorCode" in found) return found;
    const old = contentOf(found.stored.message);
    if (old.voice || (!mayHaveCaption(old) && old.text === undefined)) return refusals.mediaNotEditable;
    if (isWrongInAlbum(found.stored, args.media.type as MediaKind)) return refusals.albumKindFixed;
    const content = contentFrom(world, args.media as Media);
    return "errorCode" in content ? content : change(world, found, { ...content, ...inlineKeyboard(args.reply_markup) });
  },
} satisfies Acts;

type Media = FileDetails & Captioned & { type: MediaKind; media: Blob | string };
type Captioned = { caption?: string; caption_entities?: MessageEntity[]; show_caption_above_media?: boolean; has_spoiler?: boolean };
type Sent = SendOptions & Captioned & FileDetails;

/** The right that each kind needs, as Telegram words its lack. */
const right: Record<MediaKind, Guarded> = {
  photo: "photos",
  audio: "music",
  voice: "voice notes",
  video: "videos",
  video_note: "video notes",
  animation: "animations",
  sticker: "stickers",
  document: "documents",
};

function sendFile<M>(world: World, args: Sent, { kind, file }: { kind: MediaKind; file: Blob | string }): Outcome<M> {
  const content = contentFrom(world, { ...args, type: kind, media: file });
  return "errorCode" in content ? content : send(world, args, content, right[kind]);
}

/** A file and its caption. What a kind cannot have is ignored, as Telegram does. */
function contentFrom(world: World, media: Media): Content | Refusal {
  const file = fileFor(world, media.type, media.media, detailsOf(media));
  if ("errorCode" in file) return file;
  const content = mediaContent(world, file);
  if (!mayHaveCaption(content)) return content;
  return {
    ...content,
    ...captioned(media.caption, media.caption_entities),
    ...(media.show_caption_above_media ? { show_caption_above_media: true } : {}),
    ...(media.has_spoiler ? { has_media_spoiler: true } : {}),
  };
}

const detailKeys = ["duration", "width", "height", "length", "title", "performer", "emoji"] as const;

function detailsOf(media: FileDetails): FileDetails {
  return Object.fromEntries(detailKeys.flatMap((key) => (media[key] === undefined ? [] : [[key, media[key]]])));
}

/** Documents and music stay among themselves in an album. */
function isWrongInAlbum({ message }: StoredMessage, kind: MediaKind): boolean {
  if (message.media_group_id === undefined) return false;
  const [before, isPlain] = [kindIn(message), (each: MediaKind | undefined) => each === "document" || each === "audio"];
  return before !== kind && (isPlain(before) || isPlain(kind));
}
