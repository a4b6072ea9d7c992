import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { downloadFile } from "#platform/telegram/file.ts";
import { accepted, refused, type Result } from "#platform/result.ts";
import type { StateCell } from "#platform/turn.ts";
import { readRoster, type FileRefusal, type RosterRow, type RowProblem } from "./csv.ts";
import { listHolders, type Student } from "./store.ts";

const place = z.object({ chatId: z.int(), threadId: z.int().optional() });

/** A file that was read, and when: its rows are read anew when they are taken over. */
export const readFile = z.object({ fileId: z.string(), readAt: z.number(), place: place.optional() });
export type ReadFile = z.infer<typeof readFile>;

/** What waits for a yes. */
export const pendingCell: StateCell<ReadFile> = { feature: "verification", key: "import", schema: readFile };

export type KnownRow = { row: RosterRow; holder: Student };
/** A file as it stands to the roster: whom it adds, who is there already, and what is wrong with it. */
export type Sorted = { fresh: RosterRow[]; known: KnownRow[]; problems: RowProblem[] };

/** Reads a file and compares it with the roster; `ownKey` marks records that this very import has added. */
export async function sortFile(deps: Deps, fileId: string, signal: AbortSignal, ownKey?: string): Promise<Result<Sorted, FileRefusal>> {
  const file = await downloadFile(deps, fileId, signal);
  if (!file.ok) return refused("import-file-too-long");
  const roster = readRoster(file.value, deps.config.phoneCountry);
  if (!roster.ok) return roster;
  const { rows, problems } = roster.value;
  const holders = (await listHolders(deps.db, rows)).filter((holder) => holder.changedKey !== ownKey);
  const byEmail = new Map(holders.map((holder) => [holder.email, holder]));
  const byPhone = new Map(holders.map((holder) => [holder.phone, holder]));
  const sorted: Sorted = { fresh: [], known: [], problems };
  for (const row of rows) {
    const holder = byEmail.get(row.email) ?? byPhone.get(row.phone);
    if (holder === undefined) sorted.fresh.push(row);
    else sorted.known.push({ row, holder });
  }
  return accepted(sorted);
}
