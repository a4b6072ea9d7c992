import type { Deps } from "#platform/deps.ts";
import { unreachable } from "#platform/result.ts";
import type { Turn } from "#platform/turn.ts";
import { changeStudent, type Author } from "./changes.ts";
import type { Identifier } from "./details.ts";
import { deliverChange, noteToOffice } from "./office.ts";
import { linkByPerson } from "./rules.ts";
import { renderRecord } from "./staff-view.ts";
import { becomeStudent, keepStanding } from "./standing.ts";
import { attemptLookup, lookUp, type Lookup, type Student } from "./store.ts";
import { renderClaimed, renderNotFound, renderOfficeNote, renderTaken, renderTooManyAttempts } from "./view.ts";

/** What was typed proves nothing, so it is tried a few times a day only. */
export async function claimTyped(turn: Turn, deps: Deps, identifier: Identifier): Promise<void> {
  const lookup = await attemptLookup(deps.db, { personId: turn.personId, identifier, key: turn.key(), now: turn.now });
  if (!lookup.isAllowed) return turn.say(renderTooManyAttempts(turn, lookup.againAt));
  await claim(turn, deps, lookup, { isProven: false });
}

/** A shared number is the person's own: Telegram vouches for it. */
export async function claimProven(turn: Turn, deps: Deps, phone: string): Promise<void> {
  await claim(turn, deps, await lookUp(deps.db, turn.personId, { by: "phone", value: phone }), { isProven: true });
}

async function claim(turn: Turn, deps: Deps, { own, found }: Pick<Lookup, "own" | "found">, how: { isProven: boolean }): Promise<void> {
  const author: Author = { name: `person:${turn.personId}`, origin: "chat", key: turn.key(), at: turn.now };
  const { contact, verifyBy } = deps.config;
  if (own !== undefined && own.changedKey !== author.key) return welcome(turn, deps, own, author);
  if (found === undefined) return turn.say(renderNotFound(turn, contact));
  const claimant = { personId: turn.personId, ...how, verifyBy, now: turn.now };
  const outcome = await changeStudent(deps.db, found.studentId, author, (student) => linkByPerson(student, claimant), found);
  if (outcome.ok) {
    deliverChange(turn, outcome.value);
    const { student } = outcome.value;
    return student.status === "verified" ? welcome(turn, deps, student, author) : awaitVerifier(turn, deps, student);
  }
  const { reason } = outcome;
  switch (reason.type) {
    case "refused":
      return turn.say(reason.reason === "alreadyYours" ? renderClaimed(turn) : renderTaken(turn, contact));
    case "taken":
      return turn.say(renderTaken(turn, contact));
    case "missing":
    case "overtaken":
      return turn.say(renderNotFound(turn, contact));
    default:
      return unreachable(reason);
  }
}

function awaitVerifier(turn: Turn, deps: Deps, student: Student): void {
  noteToOffice(turn, deps, (words) => renderOfficeNote(words, renderRecord(words, student), "verify-office-claim"));
  turn.say(renderClaimed(turn));
}

/** The first time it is told to the verifiers too, who know whether it can be true. */
function welcome(turn: Turn, deps: Deps, student: Student, { key, at }: Author): void {
  keepStanding(turn, { studentId: student.studentId, isVerified: true, version: student.version, at: at.getTime() });
  becomeStudent(turn, deps);
  if (student.changedKey === key)
    noteToOffice(turn, deps, (words) => renderOfficeNote(words, renderRecord(words, student), "verify-office-note"));
}
