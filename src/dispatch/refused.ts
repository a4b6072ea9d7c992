import { recordRefused } from "#platform/audit.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { Refusal } from "./calls.ts";

/**
 * Leaves a trace of what nobody can ask for by what is before them: without the role, of a button that this bot does not have, or
 * one that is outdated, somebody else's or forged. Ids and our own names only. What was tried without the role is audited as well.
 */
export async function noteRefused(
  { deps, from, turn }: BotContext,
  { refusal, name }: { refusal: Refusal | undefined; name: string | undefined },
): Promise<void> {
  const reason = refusal ?? (name === undefined ? "unknown" : "stale");
  const personId = from === undefined ? {} : { personId: from.id };
  deps.log.warn("security.act.refused", { reason, ...personId, ...(name === undefined ? {} : { kind: name }) });
  deps.count("security.refused", reason);
  if (reason !== "role" || from === undefined || name === undefined) return;
  const tried = { auditId: `${turn.key()}:refused`, actor: `person:${from.id}`, at: turn.now };
  await deps.db.batch([recordRefused(deps.db, { ...tried, action: "security.refused", subject: `act:${name}`, after: { reason } })]);
}
