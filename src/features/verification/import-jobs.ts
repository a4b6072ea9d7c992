import * as z from "zod";
import { defineJob } from "#platform/job-kind.ts";
import { holdsRole } from "#platform/role.ts";
import { addStudents } from "./changes.ts";
import { pendingCell, readFile, sortFile } from "./import-preview.ts";
import { renderImported, renderImportFailed, renderImportRefused, renderPreview } from "./import-view.ts";
import { sayAt } from "./office.ts";

const DEADLINE_MS = 60_000;
/** As many lines of each kind as a message tells of. */
const TOLD = 15;

const fileRefusal = z.enum(["import-file-encoding", "import-file-empty", "import-file-too-long", "import-file-quotes"]);
const preview = z.object({
  type: z.literal("preview"),
  fresh: z.int(),
  known: z.object({ count: z.int(), first: z.array(z.object({ line: z.int(), name: z.string(), isRemoved: z.boolean() })) }),
  problems: z.object({ count: z.int(), first: z.array(z.object({ line: z.int(), problem: z.string() })) }),
});
export type Preview = z.infer<typeof preview>;
const refusedFile = z.object({ type: z.literal("refused"), refusal: fileRefusal });

const read = z.discriminatedUnion("type", [preview, refusedFile]);

/** Reads a table and tells what it would change. */
export const readJob = defineJob<z.infer<typeof readFile>, z.infer<typeof read>>({
  name: "verification.read",
  deadlineMs: DEADLINE_MS,
  input: readFile,
  outcome: read,
  run: async ({ fileId }, { deps, signal }) => {
    const sorted = await sortFile(deps, fileId, signal);
    if (!sorted.ok) return { type: "refused", refusal: sorted.reason };
    const { fresh, known, problems } = sorted.value;
    const names = known.map(({ row, holder }) => ({ line: row.line, name: row.fullName, isRemoved: holder.status === "removed" }));
    return {
      type: "preview",
      fresh: fresh.length,
      known: { count: names.length, first: names.slice(0, TOLD) },
      problems: { count: problems.length, first: problems.slice(0, TOLD) },
    };
  },
  done: (outcome, file, turn) => {
    if (outcome.type === "refused") return sayAt(turn, file.place, renderImportRefused(turn, outcome.refusal));
    if (outcome.problems.count === 0 && outcome.fresh > 0) turn.state.write(pendingCell, file);
    sayAt(turn, file.place, renderPreview(turn, outcome, file.readAt));
  },
  failed: (_, file, turn) => sayAt(turn, file.place, renderImportFailed(turn)),
});

const confirmed = readFile.extend({ by: z.int(), at: z.number() });
const imported = z.discriminatedUnion("type", [
  z.object({ type: z.literal("imported"), count: z.int() }),
  z.object({ type: z.literal("changed") }),
  refusedFile,
]);

/** Adds everybody in the table who is not on the roster yet, all of them or nobody. */
export const importJob = defineJob<z.infer<typeof confirmed>, z.infer<typeof imported>>({
  name: "verification.import",
  deadlineMs: DEADLINE_MS,
  input: confirmed,
  outcome: imported,
  run: async ({ fileId, by, at }, { deps, jobId, signal }) => {
    const key = `import:${jobId}`;
    const sorted = await sortFile(deps, fileId, signal, key);
    if (!sorted.ok) return { type: "refused", refusal: sorted.reason };
    const { fresh } = sorted.value;
    const may = holdsRole({ config: deps.config, personId: by, role: "verifier" });
    const isAdded = await addStudents(deps.db, fresh, {
      actor: { type: "person", personId: by, name: "" },
      key,
      at: new Date(at),
      hops: 0,
      may,
    });
    return isAdded ? { type: "imported", count: fresh.length } : { type: "changed" };
  },
  done: (outcome, { place }, turn) => {
    switch (outcome.type) {
      case "imported":
        return sayAt(turn, place, renderImported(turn, outcome.count));
      case "changed":
        return sayAt(turn, place, renderImportFailed(turn));
      case "refused":
        return sayAt(turn, place, renderImportRefused(turn, outcome.refusal));
    }
  },
  failed: (_, { place }, turn) => sayAt(turn, place, renderImportFailed(turn)),
});
