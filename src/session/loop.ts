import { raiseAlert } from "#platform/alerts.ts";
import { withDeadline } from "#platform/deadline.ts";
import { isPassing, OutsideError, UnknownVersionError } from "#platform/outside-error.ts";
import { guessLanguage, languageCell, type InterfaceLanguage } from "#platform/profile.ts";
import { originOf, type Origin } from "#platform/telegram/origin.ts";
import { readUpdate } from "#platform/telegram/update.ts";
import { nameOf, type Subject } from "#platform/object-name.ts";
import type { FailureKind } from "#platform/trace.ts";
import type { SessionBot } from "./bot.ts";
import { DELAYED } from "./delayed.ts";
import { commitRow, failedRow, isParkedNow, pickNext, platformRow, retryRow, type InboxRow } from "./inbox.ts";
import { createPresses, type Presses } from "./presses.ts";
import { singleFlight } from "./single-flight.ts";
import { readStateOf } from "./state.ts";
import type { SessionStore } from "./store.ts";
import { createTurn, type CollectedTurn } from "./turn.ts";

const RUN_DEADLINE_MS = 20_000;

export type LoopParts = { subject: Subject; store: SessionStore; bot: SessionBot; onCommit: () => void };

/** Handles what waits in the inbox, one row at a time. */
export function createLoop(parts: LoopParts): () => Promise<void> {
  const presses = createPresses(parts);
  let aheadMs: number | undefined;
  const handleAll = singleFlight(async () => {
    for (;;) {
      const now = await parts.bot.deps.clock.now();
      aheadMs = now.getTime() - Date.now();
      presses.watch(now.getTime());
      const row = pickNext(parts.store.open(), now.getTime());
      if (row === undefined) return;
      await handleRow({ ...parts, presses }, row);
      parts.onCommit();
    }
  });
  return () => {
    // What comes in while a handler is at work is watched from now on.
    if (aheadMs !== undefined) presses.watch(Date.now() + aheadMs);
    return handleAll();
  };
}

async function handleRow(parts: LoopParts & { presses: Presses }, row: InboxRow): Promise<void> {
  const { store, bot } = parts;
  const startedAt = Date.now();
  try {
    const turn = openTurn(parts, row);
    const outcome = await withDeadline(RUN_DEADLINE_MS, () => bot.run(row, turn));
    const ms = Date.now() - startedAt;
    commit(parts, row, turn, { outcome, ms });
    parts.presses.handled(row);
    bot.deps.log.info("session.row.handled", { key: row.key, kind: row.kind, outcome, ms });
  } catch (error) {
    parts.presses.failed(row);
    const now = (await bot.deps.clock.now()).getTime();
    const kind = failureKind(error);
    const failed = failedRow(row, { kind, error: nameOfError(error), at: now });
    const retried = retryRow(failed, kind, now);
    bot.deps.log[retried === undefined ? "error" : "warn"]("session.row.failed", {
      object: nameOf(parts.subject),
      key: row.key,
      kind: row.kind,
      attempt: row.tries,
      error,
    });
    if (retried === undefined) {
      bury(parts, failed);
      return raiseAlert(bot.deps, "row.dead");
    }
    const arrivals = isParkedNow(row, kind) && isAwaited(parts, row) ? [delayedRow(store, row, now)] : [];
    store.apply({ row: { next: retried, tries: row.tries }, arrivals });
  }
}

function failureKind(error: unknown): FailureKind {
  if (error instanceof UnknownVersionError) return "unknown version";
  return isPassing(error) ? "passing" : "bug";
}

/** As much of an error as may be kept: its name, or our own reason for what failed outside. */
function nameOfError(error: unknown): string {
  if (error instanceof OutsideError) return `${error.service}: ${error.reason}`.slice(0, 120);
  return error instanceof Error ? error.name : typeof error;
}

/** Whether somebody in front of a screen waits for what becomes of a row. */
function isAwaited({ subject }: LoopParts, row: InboxRow): boolean {
  return subject.type === "person" && row.kind !== "event";
}

/** Told where they wait: in the group in which they asked. */
function delayedRow(store: SessionStore, row: InboxRow, now: number): InboxRow {
  return platformRow(store, { kind: DELAYED, cause: row.key, data: { place: originOfRow(row)?.place } }, now);
}

/** Ends a row that no try could handle, with one apology if a person waits for it, and nothing of what its handler wanted. */
function bury(parts: LoopParts, row: InboxRow): void {
  const dead: InboxRow = { ...row, end: "dead" };
  try {
    const turn = openTurn(parts, row);
    if (isAwaited(parts, row)) parts.bot.apologise(turn);
    commit(parts, dead, turn, { outcome: "dead", ms: 0 });
  } catch (error) {
    // Where not even the apology can be written, the row must end all the same, or it would end everything behind it.
    parts.bot.deps.log.error("session.apology.failed", { key: row.key, error });
    parts.store.apply({ row: { next: commitRow(dead, { outcome: "dead", ms: 0, effects: [] }), tries: row.tries } });
  }
}

type Handled = { outcome: string; ms: number };

function commit({ store }: LoopParts, row: InboxRow, turn: CollectedTurn, { outcome, ms }: Handled): void {
  const { effects, writes, isForgotten } = turn.collected();
  const next = commitRow(row, { outcome, ms, effects });
  store.apply({ row: { next, tries: row.tries }, forgetsState: isForgotten, state: writes });
}

function originOfRow({ kind, body }: InboxRow): Origin | undefined {
  return kind === "event" || kind === "job" ? undefined : originOf(readUpdate(body));
}

/** What Telegram tells of somebody's language; it tells nothing where nobody has written, and may have been kept from before. */
function guessOf(store: SessionStore, origin: Origin | undefined): InterfaceLanguage {
  return origin?.languageCode === undefined ? (readStateOf(store).read(languageCell) ?? "en") : guessLanguage(origin.languageCode);
}

function openTurn({ subject, store, bot }: LoopParts, row: InboxRow): CollectedTurn {
  const origin = originOfRow(row);
  return createTurn({
    subject,
    row,
    store,
    words: bot.words,
    directory: bot.directory,
    guessedLanguage: subject.type === "chat" ? bot.deps.config.staffLanguage : guessOf(store, origin),
    username: origin?.username,
    senderName: origin?.name ?? "",
    place: origin?.place,
    pressedMessageId: origin?.pressedMessageId,
    richMessages: bot.deps.config.richMessages,
    files: bot.deps.files,
  });
}
