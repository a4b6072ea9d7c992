import type { Deps } from "#platform/deps.ts";
import { unreachable, type Result } from "#platform/result.ts";
import type { Turn } from "#platform/turn.ts";
import { addStudent, changeStudent, type Changed, type ChangeRefusal } from "./changes.ts";
import type { Details } from "./details.ts";
import { deliverChange, noteToOffice, verifierOf } from "./office.ts";
import { editRecord, relinkRecord, removeRecord } from "./rules.ts";
import {
  renderAdded,
  renderChanged,
  renderChangeRefused,
  renderDuplicate,
  renderDuplicateNote,
  renderKept,
  type Done,
  type StaffRefusal,
} from "./staff-view.ts";
import { findForRelink, type Known, type Student } from "./store.ts";

/** Slot of the record that staff work on. */
export const RECORD = "student";

export async function addToRoster(turn: Turn, deps: Deps, details: Details): Promise<void> {
  const added = await addStudent(deps.db, details, verifierOf(turn, deps));
  if (added.ok) {
    const { value: student } = added;
    noteToOffice(turn, deps, (words) => renderAdded(words, student));
    return turn.say(renderAdded(turn, student));
  }
  const { reason: existing } = added;
  if (existing === undefined) return turn.say(renderChangeRefused(turn, "overtaken"));
  noteToOffice(turn, deps, (words) => renderDuplicateNote(words, { existing, by: turn.senderName }));
  turn.say(renderDuplicate(turn, existing));
}

type Removal = { studentId: number; reason: string; isSure: boolean };

export async function removeStudent(turn: Turn, deps: Deps, { studentId, reason, isSure }: Removal): Promise<void> {
  if (!isSure) return turn.show(RECORD, renderKept(turn));
  const by = { name: `person:${turn.personId}`, reason, now: turn.now };
  const outcome = await changeAsVerifier(turn, deps, studentId, (student) => removeRecord(student, by));
  if (outcome.ok) noteToOffice(turn, deps, (words) => renderChanged(words, outcome.value.student, "removed"));
  finish(turn, outcome, "removed");
}

/** Moves the record to an account that has written to the bot, by its id or name. */
export async function relinkStudent(turn: Turn, deps: Deps, { studentId, account }: { studentId: number; account: string }): Promise<void> {
  const by = /^\d+$/.test(account) ? { personId: Number(account) } : { username: account.replace("@", "") };
  const { personId, known } = await findForRelink(deps.db, studentId, by);
  if (personId === undefined) return turn.say(renderChangeRefused(turn, "noSuchAccount"));
  const plan = (student: Student) => relinkRecord(student, { personId, by: turn.personId, now: turn.now });
  finish(turn, await changeAsVerifier(turn, deps, studentId, plan, known), "relinked");
}

type Edit = { studentId: number; details: Partial<Details> };

export async function editStudent(turn: Turn, deps: Deps, { studentId, details }: Edit): Promise<void> {
  finish(turn, await changeAsVerifier(turn, deps, studentId, (student) => editRecord(student, details)), "edited");
}

type Outcome = Result<Changed, { type: "refused"; reason: StaffRefusal } | ChangeRefusal>;

/** A change by the verifier of this turn, as long as they are one. */
export function changeAsVerifier(
  turn: Turn,
  deps: Deps,
  studentId: number,
  plan: Parameters<typeof changeStudent<StaffRefusal>>[3],
  known?: Known,
): Promise<Outcome> {
  return changeStudent(deps, studentId, verifierOf(turn, deps), plan, { known });
}

/** Delivers and shows what has become of the record, or says why nothing has. */
export function finish(turn: Turn, outcome: Outcome, done: Done): void {
  if (outcome.ok) {
    deliverChange(turn, outcome.value);
    return turn.show(RECORD, renderChanged(turn, outcome.value.student, done));
  }
  const { reason } = outcome;
  switch (reason.type) {
    case "refused":
      return turn.say(renderChangeRefused(turn, reason.reason));
    case "missing":
    case "overtaken":
      return turn.say(renderChangeRefused(turn, reason.type));
    case "taken":
      return turn.say(renderDuplicate(turn, reason.by));
    default:
      return unreachable(reason);
  }
}
