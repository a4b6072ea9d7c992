import type { Document } from "grammy/types";
import { hasRole } from "#platform/role.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { Place, Turn } from "#platform/turn.ts";
import { LARGEST_FILE } from "./csv.ts";
import { importJob, readJob } from "./import-jobs.ts";
import { renderImportDropped, renderImportTooLarge, renderImportUsage, renderImporting } from "./import-view.ts";
import { pendingCell } from "./import-preview.ts";

/** Reads the file to which /import is a reply; in private a file alone is enough. */
export function importByCommand({ turn, message }: BotContext): void {
  const document = message?.reply_to_message?.document;
  if (document === undefined) return turn.say(renderImportUsage(turn));
  readDocument(turn, document);
}

/** A table that a verifier sends; other files are somebody else's. */
export async function takeDocument({ turn, deps, message }: BotContext): Promise<boolean> {
  const document = message?.document;
  if (document === undefined || !isTable(document) || !(await hasRole(deps, turn.personId, "verifier"))) return false;
  readDocument(turn, document);
  return true;
}

function readDocument(turn: Turn, { file_id: fileId, file_size: bytes = 0 }: Document): void {
  if (bytes > LARGEST_FILE) return turn.say(renderImportTooLarge(turn));
  turn.start(readJob, { fileId, readAt: turn.now.getTime(), ...placeOf(turn) });
}

function placeOf({ place }: Turn): { place?: Pick<Place, "chatId" | "threadId"> } {
  return place === undefined ? {} : { place: { chatId: place.chatId, threadId: place.threadId } };
}

/** Takes over what the preview showed, once. */
export function confirmImport({ turn }: BotContext, { readAt }: { readAt: number }): "stale" | void {
  const pending = turn.state.read(pendingCell);
  if (pending?.readAt !== readAt) return "stale";
  turn.state.clear(pendingCell);
  turn.start(importJob, { ...pending, by: turn.personId, at: turn.now.getTime() });
  turn.show("import", renderImporting(turn));
}

export function dropImport({ turn }: BotContext, { readAt }: { readAt: number }): "stale" | void {
  if (turn.state.read(pendingCell)?.readAt !== readAt) return "stale";
  turn.state.clear(pendingCell);
  turn.show("import", renderImportDropped(turn));
}

function isTable({ file_name: name = "", mime_type: type = "" }: Document): boolean {
  return /\.(csv|tsv)$/i.test(name) || /^text\/(csv|tab-separated-values)$/.test(type);
}
