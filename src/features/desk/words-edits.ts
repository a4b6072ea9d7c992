import type { Message } from "grammy/types";
import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { actionOf } from "#platform/desk/kind.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { commandOf } from "#platform/telegram/update-kind.ts";
import type { StateCell, Turn } from "#platform/turn.ts";
import { findKnownCard } from "./actions.ts";
import { actAndTell, sayLine } from "./answers.ts";
import { judgeWords, readCall } from "./words.ts";

const given = z.object({ cardId: z.int(), action: z.string(), chatId: z.int(), messageId: z.int() });
type Given = z.infer<typeof given>;

/** With which messages one of the staff gave the words of their newest steps. */
const givenCell: StateCell<Given[]> = { feature: "desk", key: "words", schema: z.array(given) };
const KEPT = 5;

export function noteWords({ state }: Turn, { cardId, action }: Pick<Given, "cardId" | "action">, message: Message | undefined): void {
  if (message === undefined) return;
  const words = { cardId, action, chatId: message.chat.id, messageId: message.message_id };
  state.write(givenCell, [...(state.read(givenCell) ?? []), words].slice(-KEPT));
}

/**
 * Whoever edits a question asks it anew, as long as it is open. The reason of a decision was told with it: whoever edits that reads
 * that it stands.
 */
export async function followWords({ turn, deps, editedMessage }: BotContext): Promise<boolean> {
  const { chat, message_id: messageId } = editedMessage ?? {};
  const words = turn.state.read(givenCell)?.find((each) => each.chatId === chat?.id && each.messageId === messageId);
  if (editedMessage === undefined || words === undefined) return false;
  await giveAnew(turn, deps, words, wordsIn(editedMessage));
  return true;
}

async function giveAnew(turn: Turn, deps: Deps, { cardId, action: name }: Given, text: string): Promise<void> {
  const writing = turn.writing();
  const known = await findKnownCard(turn, deps, cardId);
  const action = known === undefined ? undefined : actionOf(known.kind, name);
  if (known === undefined || action === undefined) return;
  // Telegram tells also of changes that nobody reads; what a try that came no further has written was not said before.
  const said = known.file.steps.findLast(({ action: done, stepKey }) => done === name && stepKey !== writing.key);
  if (said?.text === text) return;
  const refusal = judgeWords(text);
  if (refusal !== undefined) return sayLine(turn, turn.t(refusal));
  if (known.file.card.status !== action.to) return sayLine(turn, turn.t("desk-not-here", { card: `#${cardId}` }));
  await actAndTell(turn, deps, { known, action, text, writing });
}

function wordsIn(message: Message): string {
  const rest = commandOf(message)?.rest;
  return rest === undefined ? (message.text ?? "").trim() : readCall(rest).text;
}
