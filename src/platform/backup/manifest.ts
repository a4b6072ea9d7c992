import * as z from "zod";
import { parseJson } from "../json.ts";

const part = z.object({ key: z.string(), rows: z.int(), bytes: z.int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const table = z.object({ name: z.string(), rows: z.int(), parts: z.array(part) });

const started = {
  form: z.literal(1),
  /** The day of a nightly backup, an instant for one that was asked for; their order is that of time. */
  backupId: z.string().regex(/^\d{4}-\d\d-\d\d(T\d\d-\d\d-\d\d)?$/),
  startedAt: z.iso.datetime(),
  /** The migrations that the tables come from, as their files are named. */
  schema: z.array(z.string()),
  tables: z.array(table),
};

/** What a backup holds: for each table its parts, gzipped JSON lines, a row a line, with the checksums of the files. */
export const manifest = z.object({ ...started, finishedAt: z.iso.datetime() });
export type Manifest = z.infer<typeof manifest>;
export type Part = z.infer<typeof part>;

/** A backup on its way: the tables so far, and the place up to which the present one is written. */
export const progress = z.object({ ...started, left: z.array(z.string()), afterRowid: z.int() });
export type Progress = z.infer<typeof progress>;

const FINISHED = "backups/";
const OPEN = "backups-open/";

export const backupKeys = {
  finished: FINISHED,
  open: OPEN,
  folder: (backupId: string) => `${FINISHED}${backupId}/`,
  manifest: (backupId: string) => `${FINISHED}${backupId}/manifest.json`,
  progress: (backupId: string) => `${OPEN}${backupId}`,
  part: (backupId: string, name: string, number: number) => `${FINISHED}${backupId}/${name}-${number}.jsonl.gz`,
};

/** Undefined where there is none, or none that this code can read. */
export async function findManifest(files: R2Bucket, backupId: string): Promise<Manifest | undefined> {
  const file = await files.get(backupKeys.manifest(backupId));
  const found = file === null ? undefined : manifest.safeParse(parseJson(await file.text())).data;
  return found?.backupId === backupId ? found : undefined;
}

/** The ids of all backups that have begun, oldest first, whether they are finished or not. */
export async function listBackups(files: R2Bucket): Promise<string[]> {
  const { delimitedPrefixes } = await files.list({ prefix: FINISHED, delimiter: "/" });
  return delimitedPrefixes.map((prefix) => prefix.slice(FINISHED.length, -1)).sort();
}
