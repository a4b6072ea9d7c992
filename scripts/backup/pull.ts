import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { askWorker, type Worker } from "./worker.ts";

const list = z.object({ backups: z.array(z.object({ backupId: z.string(), state: z.string() })) });
export const fetchedManifest = z.object({
  backupId: z.string(),
  tables: z.array(z.object({ name: z.string(), rows: z.int(), parts: z.array(z.object({ key: z.string(), sha256: z.string() })) })),
});

/**
 * Copies the newest finished backup into a folder of its own below `folder`, and returns the path of its manifest. What is there
 * already, whole, is not fetched again; a file whose checksum differs is refused.
 */
export async function pullBackup(worker: Worker, { folder, say }: { folder: string; say: (line: string) => void }): Promise<string> {
  const { backups } = list.parse(await (await askWorker(worker, "GET", "")).json());
  const newest = backups.findLast(({ state }) => state === "finished")?.backupId;
  if (newest === undefined) throw new Error("There is no finished backup yet. `POST /admin/backup` makes one.");
  const text = await (await askWorker(worker, "GET", `/${newest}/files/manifest.json`)).text();
  const manifest = fetchedManifest.parse(JSON.parse(text));
  const into = join(folder, newest);
  mkdirSync(into, { recursive: true });
  const parts = manifest.tables.flatMap((table) => table.parts);
  for (const part of parts) await pullPart(worker, { ...part, backupId: newest, into });
  // The manifest comes last here too: a folder without one is half a copy.
  writeFileSync(join(into, "manifest.json"), text);
  say(`${newest}: ${parts.length} files, ${manifest.tables.reduce((sum, { rows }) => sum + rows, 0)} rows, in ${into}`);
  return join(into, "manifest.json");
}

type PartToPull = { key: string; sha256: string; backupId: string; into: string };

async function pullPart(worker: Worker, { key, sha256, backupId, into }: PartToPull): Promise<void> {
  const name = nameOf(key);
  const path = join(into, name);
  if (existsSync(path) && checksum(readFileSync(path)) === sha256) return;
  const file = new Uint8Array(await (await askWorker(worker, "GET", `/${backupId}/files/${name}`)).arrayBuffer());
  if (checksum(file) !== sha256)
    throw new Error(`${name} is not the file that was written: its checksum differs. Try again, or take another backup.`);
  writeFileSync(`${path}.part`, file);
  renameSync(`${path}.part`, path);
}

export function nameOf(key: string): string {
  return key.split("/").at(-1) ?? key;
}

export function checksum(file: Uint8Array): string {
  return createHash("sha256").update(file).digest("hex");
}
