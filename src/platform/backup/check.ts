import type { Deps } from "../deps.ts";
import { parseJson } from "../json.ts";
import { sha256, unpackRows } from "./file.ts";
import type { Part } from "./manifest.ts";
import { listColumns } from "./tables.ts";

/** What is wrong with a part of a table, in words; undefined when every row of it can be written. */
export async function checkPart({ files, db }: Deps, { name, part }: { name: string; part: Part }): Promise<string | undefined> {
  const file = await files.get(part.key);
  if (file === null) return `the file ${part.key} is missing`;
  const bytes = new Uint8Array(await file.arrayBuffer());
  if ((await sha256(bytes)) !== part.sha256) return `the file ${part.key} is not the one that was written: its checksum differs`;
  const lines = await unpackRows(bytes);
  if (lines.length !== part.rows) return `the file ${part.key} has ${lines.length} rows instead of ${part.rows}`;
  const columns = await listColumns(db, name);
  const strange = lines.flatMap(namesIn).find((column) => !columns.includes(column));
  return strange === undefined ? undefined : `the file ${part.key} has a column ${strange}, which ${name} does not`;
}

/** The lines of a part that has been checked. */
export async function readPart(files: R2Bucket, part: Part): Promise<string[]> {
  const file = await files.get(part.key);
  if (file === null) throw new Error("a part of the backup has gone since it was checked");
  return unpackRows(new Uint8Array(await file.arrayBuffer()));
}

function namesIn(line: string): string[] {
  const row = parseJson(line);
  return typeof row === "object" && row !== null ? Object.keys(row) : ["(no object)"];
}
