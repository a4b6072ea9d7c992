import { currentChatId } from "#platform/chats.ts";
import type { Deps } from "#platform/deps.ts";
import { commandOfStep, stepsOfStaff, type CardAction, type CardKind } from "#platform/desk/kind.ts";
import { saysWord } from "#platform/desk/rules.ts";
import { INTERFACE_LANGUAGES } from "#platform/profile.ts";
import { hasRole } from "#platform/role.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { Turn } from "#platform/turn.ts";
import { sayLine } from "./answers.ts";

/** Longer than any word that decides. */
const MOST = 20;

/**
 * Whoever says a word that decides, and answers no card with it, reads how to name one: in private, and in the group that such cards
 * come to. In any other people only talk.
 */
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
    if (step !== undefined && (await isDeskOf(turn, deps, kind)) && (await hasRole(deps, turn.personId, kind.role))) return step;
  }
  return undefined;
}

async function isDeskOf({ place }: Turn, { config, db }: Deps, { chat }: CardKind): Promise<boolean> {
  const chatId = chat(config);
  return place === undefined || (chatId !== undefined && (await currentChatId(db, chatId)) === place.chatId);
}

/** By its first word alone: “yes” and “no” are said to many things. */
function isNamed(turn: Turn, { words }: CardAction, said: string): boolean {
  const isFirst = ([first = ""]: string[]) => saysWord(said, first);
  return words !== undefined && INTERFACE_LANGUAGES.some((language) => isFirst(turn.inLanguage(language).t(words).split("|")));
}
