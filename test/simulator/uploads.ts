import * as z from "zod";
import type { FileInput, MediaKind } from "#fakes/telegram/contract.ts";
import { makeVoiceNote } from "#fakes/voice-note.ts";
import { place, placeOf } from "./place.ts";
import type { World } from "./world.ts";

const order = z.object({
  ...place,
  caption: z.string().max(1024).optional(),
  /** The words of a recording: the fake model hears no sound. */
  says: z.string().min(1).max(4096).optional(),
  seconds: z.number().min(1).max(7200).optional(),
});

/** Files that a person sends from the page: one, an album, or a recording with what it says. */
export async function takeUpload(request: Request, { telegram, diary }: World): Promise<{ messageIds: number[] }> {
  const form = await request.formData();
  const { says, seconds, caption, ...at } = order.parse(JSON.parse(textIn(form.get("order"))));
  const files = form.getAll("file").filter((entry) => typeof entry !== "string");
  if (says !== undefined) {
    diary.note({ ...at, deed: { voice: says } });
    const note = await recordingOf(files[0], says, seconds);
    return { messageIds: [(await telegram.sendFile(at.personId, note, placeOf(at))).message_id] };
  }
  const inputs = await Promise.all(files.map(inputOf));
  const [first, ...others] = inputs;
  if (!first) throw new Error("There is no file here");
  diary.note({ ...at, deed: { unsaid: `sent ${inputs.map(nameOf).join(", ")}` } });
  const captioned = caption === undefined ? first : { ...first, caption };
  const messages =
    others.length === 0
      ? [await telegram.sendFile(at.personId, captioned, placeOf(at))]
      : await telegram.sendAlbum(at.personId, [captioned, ...others], placeOf(at));
  return { messageIds: messages.map((message) => message.message_id) };
}

/** The sound, if there is any, and behind it the words. */
async function recordingOf(file: File | undefined, says: string, seconds: number | undefined): Promise<FileInput> {
  const words = makeVoiceNote(says);
  const sound = file ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
  const body = new Uint8Array(sound.length + words.length);
  body.set(sound);
  body.set(words, sound.length);
  const duration = Math.round(seconds ?? Math.max(1, says.length / 12));
  return { kind: "voice", body, duration, contentType: file?.type || "audio/ogg" };
}

async function inputOf(file: File): Promise<FileInput> {
  return {
    kind: kindOf(file.type),
    body: new Uint8Array(await file.arrayBuffer()),
    name: file.name,
    ...(file.type ? { contentType: file.type } : {}),
  };
}

const nameOf = ({ kind, name }: FileInput): string => `${kind} ${JSON.stringify(name ?? "")}`;

function kindOf(contentType: string): MediaKind {
  if (contentType === "image/gif") return "animation";
  if (/^image\/(jpeg|png|webp)$/.test(contentType)) return "photo";
  if (contentType.startsWith("video/")) return "video";
  return contentType.startsWith("audio/") ? "audio" : "document";
}

function textIn(entry: FormDataEntryValue | null): string {
  return typeof entry === "string" ? entry : "{}";
}
