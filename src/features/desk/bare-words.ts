import type { Deps } from "#platform/deps.ts";
import { commandOfStep, stepsOfStaff, type CardAction } from "#platform/desk/kind.ts";
import { saysWord } from "#platform/desk/rules.ts";
import { INTERFACE_LANGUAGES } from "#platform/profile.ts";
import { hasRole } from "#platform/role.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { Turn } from "#platform/turn.ts";
import { sayLine } from "./answers.ts";

/** Longer than any word that decides. */
const MOST = 20;

/** Whoever says a word that decides, and answers no card with it, reads how to name one. */
export async function hintAtCards({ turn, deps, message }: BotContext): Promise<boolean> {
  const said = message?.text ?? "";
  if (turn.subject.type !== "person" || said === "" || said.length > MOST) return false;
  const step = await findMeant(turn, deps, said);
  if (step === undefined) return false;
  sayLine(turn, turn.t("desk-command-usage", { command: `/${commandOfStep(step)}` }));
  return true;
}

async function findMeant(turn: Turn, deps: Deps, said: string): Promise<CardAction | undefined> {
  for (const kind of turn.directory.cardKinds) {
    const step = stepsOfStaff(kind).find((each) => isNamed(turn, each, said));
    if (step !== undefined && (await hasRole(deps, turn.personId, kind.role))) return step;
  }
  return undefined;
}

/** By its first word alone: “yes” and “no” are said to many things. */
function isNamed(turn: Turn, { words }: CardAction, said: string): boolean {
  const isFirst = ([first = ""]: string[]) => saysWord(said, first);
  return words !== undefined && INTERFACE_LANGUAGES.some((language) => isFirst(turn.inLanguage(language).t(words).split("|")));
}
