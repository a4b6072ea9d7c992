import type { Deps } from "#platform/deps.ts";
import { unreachable } from "#platform/result.ts";
import type { Turn } from "#platform/turn.ts";
import { changeStudent } from "./changes.ts";
import type { HowClaimed } from "./claim-card.ts";
import type { Identifier } from "./details.ts";
import { deliverChange, noteToOffice } from "./office.ts";
import { linkByPerson } from "./rules.ts";
import type { Author } from "./record-change.ts";
import { renderRecord } from "./staff-view.ts";
import { becomeStudent, keepStanding } from "./standing.ts";
import { attemptLookup, lookUp, type Named, type Student } from "./store.ts";
import { renderClaimed, renderNotFound, renderOfficeNote, renderTaken, renderTooManyAttempts, renderWelcome } from "./view.ts";

/** What was typed proves nothing, so it is tried a few times a day only. */
export async function claimTyped(turn: Turn, deps: Deps, identifier: Identifier): Promise<void> {
  const lookup = await attemptLookup(deps.db, { personId: turn.personId, identifier, key: turn.key(), now: turn.now });
  if (!lookup.isAllowed) return turn.say(renderTooManyAttempts(turn, lookup.againAt));
  await claim(turn, deps, lookup, { isProven: false, claim: { by: identifier.by, attempts: lookup.attempts } });
}

/** A shared number is the person's own: Telegram vouches for it. */
export async function claimProven(turn: Turn, deps: Deps, phone: string): Promise<void> {
  await claim(turn, deps, await lookUp(deps.db, turn.personId, { by: "phone", value: phone }), { isProven: true });
}

type How = { isProven: true } | { isProven: false; claim: HowClaimed };

async function claim(turn: Turn, deps: Deps, { own, found }: Named, how: How): Promise<void> {
  const { personId, senderName: name } = turn;
  const author: Author = { actor: { type: "person", personId, name }, ...turn.writing() };
  const { contact, verifyBy } = deps.config;
  if (own !== undefined && own.changedKey !== author.key) return welcome(turn, deps, own, author);
  if (found === undefined) return turn.say(renderNotFound(turn, contact));
  const claimant = { personId, isProven: how.isProven, verifyBy, now: turn.now };
  const plan = (student: Student) => linkByPerson(student, claimant);
  const topic = { key: "claims", name: turn.inLanguage(deps.config.staffLanguage).t("claim-topic") };
  const given = how.isProven ? { known: found } : { known: found, claim: { how: how.claim, topic } };
  const outcome = await changeStudent(deps, found.student.studentId, author, plan, given);
  if (outcome.ok) {
    deliverChange(turn, outcome.value);
    const { student } = outcome.value;
    return student.status === "verified" ? welcome(turn, deps, student, author) : turn.say(renderClaimed(turn));
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

/** The first time it is told to the verifiers too, who know whether it can be true. */
function welcome(turn: Turn, deps: Deps, student: Student, { key, at }: Author): void {
  keepStanding(turn, { studentId: student.studentId, isVerified: true, version: student.version, at: at.getTime() });
  turn.say(renderWelcome(turn));
  becomeStudent(turn, deps);
  if (student.changedKey === key) noteToOffice(turn, deps, (words) => renderOfficeNote(words, renderRecord(words, student)));
}
