import type { Deps } from "#platform/deps.ts";
import { findDeadLetterOfUpdate } from "#platform/dead-letters.ts";
import { nameOf, parseName, type Subject } from "#platform/object-name.ts";
import { listPeopleNamed, type KnownPerson } from "#platform/people.ts";
import { accepted, refused, type Result } from "#platform/result.ts";
import { staffChats } from "#platform/staff-chats.ts";
import { tellTimeline, type Question, type Story } from "./rules.ts";
import { collect, findPersonOrGrave, listNewestPeople } from "./store.ts";

/** Objects that are asked for an update of which nobody knows whose it was. */
const SEARCHED_PEOPLE = 500;
const AT_ONCE = 50;
const MISC_SHARDS = [0, 1, 2, 3];

export type Answer = { subject: Subject; person?: KnownPerson; updateId?: number; stories: Story[] };

/** `several` are the ids of all who had a name; `searched` is how many were asked for an update. */
export type Refusal =
  | { reason: "malformed" | "noSuchName" | "noSuchNumber" | "noSuchPerson" | "forgotten" | "colleague" }
  | { reason: "several"; personIds: number[] }
  | { reason: "noSuchUpdate"; searched: number };

/** Everything that is known of a person or an update. It changes nothing, and wakes nobody whom the database does not know. */
export async function answerWhy(deps: Deps, question: Question): Promise<Result<Answer, Refusal>> {
  switch (question.by) {
    case "username": {
      const [person, ...others] = await listPeopleNamed(deps.db, question.username);
      if (person === undefined) return refused({ reason: "noSuchName" });
      if (others.length > 0) return refused({ reason: "several", personIds: [person, ...others].map(({ personId }) => personId) });
      return accepted(await tellOfPerson(deps, person, question.updateId));
    }
    case "person":
    case "number": {
      const personId = question.by === "person" ? question.personId : question.number;
      const person = await findPersonOrGrave(deps.db, personId);
      if (person === "forgotten") return refused({ reason: "forgotten" });
      if (person !== undefined) return accepted(await tellOfPerson(deps, person, question.updateId));
      if (question.by === "person" || question.updateId !== undefined) return refused({ reason: "noSuchPerson" });
      const answer = await tellOfUpdate(deps, personId);
      return answer.ok ? answer : refused({ reason: "noSuchNumber" });
    }
    case "update":
      return tellOfUpdate(deps, question.updateId);
  }
}

/** The same for whoever has been found once already: a page further, or after a replay. */
export async function answerAgain(deps: Deps, subject: Subject, updateId: number | undefined): Promise<Result<Answer, Refusal>> {
  if (subject.type !== "person") return accepted(await tell(deps, subject, updateId));
  const person = await findPersonOrGrave(deps.db, subject.id);
  if (person === undefined || person === "forgotten") return refused({ reason: person ?? "noSuchPerson" });
  return accepted(await tellOfPerson(deps, person, updateId));
}

async function tellOfPerson(deps: Deps, person: KnownPerson, updateId: number | undefined): Promise<Answer> {
  return { ...(await tell(deps, { type: "person", id: person.personId }, updateId)), person };
}

async function tellOfUpdate(deps: Deps, updateId: number): Promise<Result<Answer, Refusal>> {
  const letter = await findDeadLetterOfUpdate(deps.db, updateId);
  if (letter?.to !== undefined) return answerAgain(deps, parseName(letter.to), updateId);
  const candidates = await listCandidates(deps);
  for (let at = 0; at < candidates.length; at += AT_ONCE) {
    const group = candidates.slice(at, at + AT_ONCE);
    const found = await Promise.all(group.map((subject) => deps.sessions.of(subject).recall(`t:${updateId}`)));
    const owner = group.find((_, n) => (found[n]?.length ?? 0) > 0);
    if (owner !== undefined) return answerAgain(deps, owner, updateId);
  }
  return refused({ reason: "noSuchUpdate", searched: candidates.length });
}

/** No list says whose an update was: that would be a write for each. So those who may have it are asked, the newest people first. */
async function listCandidates({ db, config }: Deps): Promise<Subject[]> {
  const personIds = await listNewestPeople(db, SEARCHED_PEOPLE);
  return [
    ...personIds.map((id): Subject => ({ type: "person", id })),
    ...staffChats(config).map((id): Subject => ({ type: "chat", id })),
    ...MISC_SHARDS.map((shard): Subject => ({ type: "misc", shard })),
  ];
}

async function tell(deps: Deps, subject: Subject, updateId: number | undefined): Promise<Answer> {
  const objectName = nameOf(subject);
  const [rows, written] = await Promise.all([deps.sessions.of(subject).recall(), collect(deps.db, subject)]);
  const stories = tellTimeline({ objectName, rows, ...written }, updateId);
  return { subject, stories, ...(updateId === undefined ? {} : { updateId }) };
}
