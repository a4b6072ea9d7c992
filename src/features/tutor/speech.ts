import { eq } from "drizzle-orm";
import * as z from "zod";
import type { Speech } from "#platform/ai/model.ts";
import type { Config } from "#platform/config.ts";
import type { Deps } from "#platform/deps.ts";
import { tellOutcome } from "#platform/turn.ts";
import { speeches } from "./schema.ts";

/** What every model makes, and Telegram plays as a voice message. */
export const SPEECH_TYPE = "audio/mpeg";

const notice = z.object({ startedAt: z.number(), key: z.string(), passage: z.string(), question: z.string(), isReused: z.boolean() });
/** A recording that was sent: `isReused` says that Telegram had it. */
export type SpokenNotice = z.infer<typeof notice>;
export const spokenNotice = notice.extend({ outcome: tellOutcome });

/** Where in R2 the recording of a text lies: the same words by the same voices are recorded once. */
export async function speechKey({ models, targetLanguage }: Config, text: string): Promise<string> {
  const source = JSON.stringify([models.speak, targetLanguage, text]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(source));
  return `speech/${[...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** A recording that is there already, with Telegram's own id where it has been sent before. */
export async function findSpeech({ db, files }: Deps, key: string): Promise<{ fileId?: string } | undefined> {
  const [sent] = await db.select().from(speeches).where(eq(speeches.speechKey, key));
  if (sent !== undefined) return { fileId: sent.fileId };
  return (await files.head(key)) === null ? undefined : {};
}

export async function keepSpeech({ files }: Deps, key: string, { audio, mimeType }: Speech): Promise<void> {
  await files.put(key, audio, { httpMetadata: { contentType: mimeType } });
}

export async function readSpeech({ files }: Pick<Deps, "files">, key: string): Promise<Uint8Array | undefined> {
  const file = await files.get(key);
  return file === null ? undefined : file.bytes();
}

/** Notes the id under which Telegram has a recording, or that it has it no more. */
export async function noteFileId({ db }: Deps, key: string, fileId: string | undefined): Promise<void> {
  if (fileId === undefined) await db.delete(speeches).where(eq(speeches.speechKey, key));
  else await db.insert(speeches).values({ speechKey: key, fileId }).onConflictDoUpdate({ target: speeches.speechKey, set: { fileId } });
}
