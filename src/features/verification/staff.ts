import type { Deps } from "#platform/deps.ts";
import { unreachable } from "#platform/result.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { LONGEST_SEARCH, type RecordAction } from "./buttons.ts";
import { parseDetails, parseEmail, parsePhoneNumber, splitLine } from "./details.ts";
import { addFlow, editFlow, relinkFlow, removeFlow } from "./record-flows.ts";
import { addToRoster, changeAsVerifier, finish, RECORD } from "./roster.ts";
import { refuseClaim, restoreRecord, verifyByStaff } from "./rules.ts";
import { renderAddRefused, renderCounts, renderList, renderNobody, renderRecord, renderSeveral, renderUsage } from "./staff-view.ts";
import { CANDIDATES, countStudents, findStudent, findStudents, listStudents, type Student } from "./store.ts";

const PAGE_SIZE = 10;

/** Adds whoever stands behind the command, or asks for the details one by one. */
export async function addByCommand(ctx: BotContext, rest: string): Promise<void> {
  const country = ctx.deps.config.phoneCountry;
  if (rest === "") return ctx.turn.openFlow(addFlow, { country });
  const details = parseDetails(splitLine(rest), country);
  if (!details.ok) return ctx.say(renderAddRefused(ctx.turn, details.reason));
  await addToRoster(ctx.turn, ctx.deps, details.value);
}

/** Shows the record that is named by email, phone, id or part of the name, or those to choose from. */
export function findByCommand(usage: "student-usage" | "student-usage-remove") {
  return async ({ turn, deps }: BotContext, query: string): Promise<void> => {
    if (query === "") return turn.say(renderUsage(turn, usage));
    const found = await findByQuery(deps, query);
    const [only] = found;
    if (only === undefined) turn.say(renderNobody(turn));
    else if (found.length === 1) turn.say(renderRecord(turn, only));
    else turn.say(renderSeveral(turn, found.slice(0, CANDIDATES), found.length > CANDIDATES));
  };
}

async function findByQuery({ db, config }: Deps, query: string): Promise<Student[]> {
  if (/^#?\d{1,6}$/.test(query)) return findStudents(db, { studentId: Number(query.replace("#", "")) });
  const email = parseEmail(query);
  if (email.ok) return findStudents(db, { by: "email", value: email.value });
  const phone = parsePhoneNumber(query, config.phoneCountry);
  const byPhone = phone.ok ? await findStudents(db, { by: "phone", value: phone.value }) : [];
  if (byPhone.length > 0) return byPhone;
  if (/^\d{5,15}$/.test(query)) return findStudents(db, { studentId: Number(query) });
  return findStudents(db, { text: query.trim().replaceAll(/\s+/g, " ") });
}

export async function listByCommand(ctx: BotContext, search: string): Promise<void> {
  const text = search.replaceAll(":", " ");
  if (new TextEncoder().encode(text).length > LONGEST_SEARCH) return ctx.say(renderUsage(ctx.turn, "roster-search-too-long"));
  await showList(ctx, { page: 0, search: text });
}

export async function showList({ turn, deps }: BotContext, { page, search }: { page: number; search: string }): Promise<void> {
  const found = await listStudents(deps.db, { text: search }, { number: page, size: PAGE_SIZE });
  turn.show("students", renderList(turn, { ...found, page, search, size: PAGE_SIZE }));
}

export async function showCounts({ turn, deps }: BotContext): Promise<void> {
  turn.say(renderCounts(turn, await countStudents(deps.db)));
}

/** What a button below a record does. */
export async function actOnRecord(
  ctx: BotContext,
  { action, studentId }: { action: RecordAction; studentId: number },
): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  switch (action) {
    case "show":
      return withStudent(ctx, studentId, (student) => ctx.show(RECORD, renderRecord(turn, student)));
    case "verify":
      return finish(
        turn,
        await changeAsVerifier(turn, deps, studentId, (student) => verifyByStaff(student, { by: turn.personId, now: turn.now })),
        "verified",
      );
    case "refuse":
      return finish(turn, await changeAsVerifier(turn, deps, studentId, refuseClaim), "claimRefused");
    case "restore":
      return finish(turn, await changeAsVerifier(turn, deps, studentId, restoreRecord), "restored");
    case "remove":
      return withStudent(ctx, studentId, ({ fullName }) => turn.openFlow(removeFlow, { studentId, fullName }));
    case "relink":
      return turn.openFlow(relinkFlow, { studentId });
    case "edit":
      return turn.openFlow(editFlow, { studentId, country: deps.config.phoneCountry });
    default:
      return unreachable(action);
  }
}

async function withStudent(
  { deps }: BotContext,
  studentId: number,
  use: (student: Student) => Promise<void> | void,
): Promise<"stale" | void> {
  const student = await findStudent(deps.db, studentId);
  if (student === undefined) return "stale";
  await use(student);
}
