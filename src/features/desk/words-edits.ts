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

const given = z.object({ cardId: z.int(), action: z.string(), chatId: z.int(), messageId: z.int(), stepKey: z.string().optional() });
type Given = z.infer<typeof given>;

/** With which messages one of the staff gave the words of their newest steps. */
const givenCell: StateCell<Given[]> = { feature: "desk", key: "words", schema: z.array(given) };
const KEPT = 5;

/** `stepKey` is that of the step that they are meant for, whether it is taken or not. */
export function noteWords(
  { state }: Turn,
  step: Pick<Given, "cardId" | "action"> & { stepKey: string },
  message: Message | undefined,
): void {
  if (message === undefined) return;
  const words = { ...step, chatId: message.chat.id, messageId: message.message_id };
  state.write(givenCell, [...(state.read(givenCell) ?? []), words].slice(-KEPT));
}

/**
 * Whoever edits a question asks it anew, as long as it is the newest and open. The reason of a decision was told with it: whoever
 * edits that reads that it stands.
 */
export async function followWords({ turn, deps, editedMessage }: BotContext): Promise<boolean> {
  const { chat, message_id: messageId } = editedMessage ?? {};
  const words = turn.state.read(givenCell)?.find((each) => each.chatId === chat?.id && each.messageId === messageId);
  if (editedMessage === undefined || words === undefined) return false;
  await giveAnew(turn, deps, words, wordsIn(editedMessage));
  return true;
}

async function giveAnew(turn: Turn, deps: Deps, words: Given, text: string): Promise<void> {
  const { cardId, action: name } = words;
  const writing = turn.writing();
  const known = await findKnownCard(turn, deps, cardId);
  const action = known === undefined ? undefined : actionOf(known.kind, name);
  if (known === undefined || action === undefined) return;
  // Telegram tells also of changes that nobody reads; what a try that came no further has written was not said before.
  const alike = known.file.steps.filter(({ action: done, stepKey }) => done === name && stepKey !== writing.key);
  const newest = alike.at(-1);
  const said = words.stepKey === undefined ? newest : alike.find(({ stepKey }) => stepKey === words.stepKey);
  if (said?.text === text) return;
  const refusal = judgeWords(text);
  if (refusal !== undefined) return sayLine(turn, turn.t(refusal));
  if (said !== newest || known.file.card.status !== action.to) return sayLine(turn, turn.t("desk-words-stand", { card: `#${cardId}` }));
  const outcome = await actAndTell(turn, deps, { known, action, text, writing });
  if (outcome.type === "done") followStep(turn, words, writing.key);
}

function followStep({ state }: Turn, words: Given, stepKey: string): void {
  const known = state.read(givenCell) ?? [];
  state.write(
    givenCell,
    known.map((each) => (each.messageId === words.messageId && each.chatId === words.chatId ? { ...each, stepKey } : each)),
  );
}

function wordsIn(message: Message): string {
  const rest = commandOf(message)?.rest;
  return rest === undefined ? (message.text ?? "").trim() : readCall(rest).text;
}
