import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { checksum, fetchedManifest, nameOf } from "./pull.ts";
import { askWorker, type Worker } from "./worker.ts";

const report = z.object({ phase: z.string(), tables: z.array(z.object({ name: z.string(), expected: z.int(), found: z.int() })) });
const list = z.object({ backups: z.array(z.object({ backupId: z.string(), state: z.string() })) });

/**
 * Restores the backup of a manifest on this machine into the empty database of a Worker, and says how many rows each table had and
 * has. May be called again after a break. Throws a sentence when a file is not whole or the Worker refuses.
 */
export async function restoreBackup(
  worker: Worker,
  { manifestPath, say }: { manifestPath: string; say: (line: string) => void },
): Promise<void> {
  if (!existsSync(manifestPath)) throw new Error(`There is no file ${manifestPath}. \`npm run backup:pull\` writes one.`);
  const manifest = fetchedManifest.parse(JSON.parse(readFileSync(manifestPath, "utf8")));
  const parts = manifest.tables.flatMap((table) => table.parts);
  const files = parts.map(({ key, sha256 }) => ({ name: nameOf(key), bytes: readWhole(join(dirname(manifestPath), nameOf(key)), sha256) }));
  const { backups } = list.parse(await (await askWorker(worker, "GET", "")).json());
  if (!backups.some(({ backupId, state }) => backupId === manifest.backupId && state === "finished")) {
    for (const { name, bytes } of files) await askWorker(worker, "PUT", `/${manifest.backupId}/files/${name}`, bytes);
    await askWorker(worker, "PUT", `/${manifest.backupId}/files/manifest.json`, new Uint8Array(readFileSync(manifestPath)));
    say(`${files.length} files are with the Worker.`);
  }
  for (;;) {
    const { phase, tables } = report.parse(await (await askWorker(worker, "POST", `/${manifest.backupId}/restore`)).json());
    if (phase === "done") return tables.forEach((table) => say(compare(table)));
    say(`${phase} …`);
  }
}

function readWhole(path: string, sha256: string): Uint8Array<ArrayBuffer> {
  if (!existsSync(path)) throw new Error(`${path} is missing.`);
  const bytes = new Uint8Array(readFileSync(path));
  if (checksum(bytes) !== sha256) throw new Error(`${path} is not the file that was written: its checksum differs.`);
  return bytes;
}

function compare({ name, expected, found }: { name: string; expected: number; found: number }): string {
  return `${found === expected ? "ok  " : "note"} ${name}: ${found} of ${expected} rows`;
}
