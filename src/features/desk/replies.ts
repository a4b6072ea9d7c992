import { inArray, or } from "drizzle-orm";
import type { Message } from "grammy/types";
import type { Deps } from "#platform/deps.ts";
import { actionOf, commandOfStep, stepsOfStaff } from "#platform/desk/kind.ts";
import { countFiles, selectCardOnCopy, sentMessage } from "#platform/desk/messages.ts";
import { cards } from "#platform/desk/schema.ts";
import { selectPostOn } from "#platform/desk/store.ts";
import { wordsOf } from "#platform/telegram/words-of.ts";
import type { Turn } from "#platform/turn.ts";
import { inPlace } from "#session/collector.ts";
import { act, selectKnownCard, toKnownCard, type KnownCard, type Outcome } from "./actions.ts";
import { sayLine } from "./answers.ts";
import { renderOutcome } from "./view.ts";

/** The card to whose message, or to a copy below it, a message is a reply; undefined for any other. */
export async function findRepliedCard(turn: Turn, { db, config }: Deps, message: Message | undefined): Promise<KnownCard | undefined> {
  const replied = message?.reply_to_message;
  if (message === undefined || replied === undefined || replied.from?.id !== config.botInfo.id) return undefined;
  const place = `${message.chat.type === "private" ? "person" : "chat"}:${message.chat.id}`;
  const onMessage = selectPostOn(db, place, replied.message_id);
  const isMeant = or(inArray(cards.cardId, onMessage), inArray(cards.cardId, selectCardOnCopy(db, place, replied.message_id)));
  return toKnownCard(turn, config, await db.batch(selectKnownCard(turn, db, isMeant)));
}

/**
 * Has what staff wrote or sent below a card carried to its person, where the kind of work takes replies and is in a state for one.
 * Undefined where it is not.
 */
export async function carryReply(turn: Turn, deps: Deps, known: KnownCard, messages: readonly Message[]): Promise<Outcome | undefined> {
  const { kind, file } = known;
  const action = kind.reply === undefined ? undefined : actionOf(kind, kind.reply.action);
  const sent = messages.map(sentMessage);
  if (action?.from.includes(file.card.status) !== true) return undefined;
  if (kind.reply?.takes === "files" && countFiles(sent) === 0) return undefined;
  return act(turn, deps, { known, action, text: wordsOf(messages), messages: sent });
}

/** How a card is answered, for whoever wrote something that does nothing. */
export function renderHint({ t }: Pick<Turn, "t">, { kind, file }: KnownCard): string {
  const commands = stepsOfStaff(kind)
    .filter(({ from }) => from.includes(file.card.status))
    .map((step) => `/${commandOfStep(step)} ${file.card.cardId}`);
  const byCommand = commands.length === 0 ? [] : [t("desk-reply-hint-commands", { commands: commands.join(", ") })];
  return [t("desk-reply-hint"), ...byCommand, ...(kind.reply?.takes === "files" ? [t("desk-reply-hint-files")] : [])].join(" ");
}

/** What came of a reply, for whoever wrote it: on the card in a group, and in words where the card is further up or nothing was done. */
export function renderReplied(turn: Turn, deps: Deps, outcome: Outcome, isPrivate: boolean): string | undefined {
  if (outcome.type === "refused") return renderOutcome(turn, deps, outcome);
  return isPrivate ? turn.t("desk-carried", { name: outcome.known.file.card.personName }) : undefined;
}

/** An album that answers a card. */
export async function answerWithAlbum(parts: Message[], turn: Turn, deps: Deps): Promise<boolean> {
  const [first] = parts;
  const known = await findRepliedCard(turn, deps, first);
  if (first === undefined || known === undefined) return false;
  if (turn.subject.type !== "person") {
    sayLine(turn, turn.t("anonymous"));
    return true;
  }
  if (!known.isEntitled) return false;
  const isPrivate = first.chat.type === "private";
  const outcome = await carryReply(turn, deps, known, parts);
  const line = outcome === undefined ? renderHint(turn, known) : renderReplied(turn, deps, outcome, isPrivate);
  if (line === undefined) return true;
  if (isPrivate) sayLine(turn, line);
  // The album is complete without any update of the group: where to answer is read from its first part.
  else turn.capture("sendMessage", { ...inPlace({ chatId: first.chat.id, messageId: first.message_id }), text: line });
  return true;
}
