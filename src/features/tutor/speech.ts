import { and, eq, inArray, lt } from "drizzle-orm";
import * as z from "zod";
import type { Speech } from "#platform/ai/model.ts";
import type { Config } from "#platform/config.ts";
import type { Deps } from "#platform/deps.ts";
import { tellOutcome } from "#platform/turn.ts";
import { speeches } from "./schema.ts";

/** What every model makes, and Telegram plays as a voice message. */
export const SPEECH_TYPE = "audio/mpeg";

/** A text that comes back at all does so soon: tasks are written anew each time. */
const KEPT_MS = 30 * 24 * 60 * 60_000;
const PAGE = 50;

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
export async function findSpeech({ db, files, clock }: Deps, key: string): Promise<{ fileId?: string } | undefined> {
  const isThis = eq(speeches.speechKey, key);
  const [known] = await db
    .update(speeches)
    .set({ usedAt: await clock.now() })
    .where(isThis)
    .returning();
  if (known === undefined) return undefined;
  if (known.fileId !== "") return { fileId: known.fileId };
  return (await files.head(key)) === null ? undefined : {};
}

export async function keepSpeech({ db, files, clock }: Deps, key: string, { audio, mimeType }: Speech): Promise<void> {
  await db
    .insert(speeches)
    .values({ speechKey: key, fileId: "", usedAt: await clock.now() })
    .onConflictDoNothing();
  await files.put(key, audio, { httpMetadata: { contentType: mimeType } });
}

export async function readSpeech({ files }: Pick<Deps, "files">, key: string): Promise<Uint8Array | undefined> {
  const file = await files.get(key);
  return file === null ? undefined : file.bytes();
}

/** Notes the id under which Telegram has a recording, or that it has it no more. */
export async function noteFileId({ db }: Deps, key: string, fileId = ""): Promise<void> {
  await db.update(speeches).set({ fileId }).where(eq(speeches.speechKey, key));
}

/**
 * Deletes what nobody has heard for a month, a page at each tick. One that is wanted again in between is recorded anew: its row then
 * stays, and tells of no file.
 */
export async function tidySpeeches(now: Date, { db, files }: Deps): Promise<void> {
  const isOld = lt(speeches.usedAt, new Date(now.getTime() - KEPT_MS));
  const old = await db.select({ key: speeches.speechKey }).from(speeches).where(isOld).limit(PAGE);
  if (old.length === 0) return;
  const keys = old.map(({ key }) => key);
  await files.delete(keys);
  await db.delete(speeches).where(and(isOld, inArray(speeches.speechKey, keys)));
}
