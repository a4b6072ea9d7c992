import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import type { cardNote } from "#platform/desk/events.ts";
import { actionOf } from "#platform/desk/kind.ts";
import { findPost, type CardStep } from "#platform/desk/store.ts";
import { nameOf } from "#platform/object-name.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { StateCell, Turn } from "#platform/turn.ts";
import { findKnownCard, maySee, type KnownCard } from "./actions.ts";
import { topicHere } from "./topics.ts";

/** Up to which of its steps the texts of a card have been posted below the message that it has now. */
function notedCell(cardId: number): StateCell<number> {
  return { feature: "desk", key: `noted:${cardId}`, schema: z.number() };
}

/** Posts what somebody has said to a card. One without a message yet gets everything with its first. */
export async function postNote({ cardId, stepKey }: z.infer<typeof cardNote>, turn: Turn, deps: Deps): Promise<void> {
  if (!(await maySee(turn, deps, cardId))) return;
  const [known, messageId] = await Promise.all([findKnownCard(turn, deps, cardId), findPost(deps.db, cardId, nameOf(turn.subject))]);
  const step = known?.file.steps.find((each) => each.stepKey === stepKey);
  if (known === undefined || step === undefined || messageId === undefined) return;
  if (step.rev > (turn.state.read(notedCell(cardId)) ?? 0)) postTexts(turn, known, { steps: [step], messageId });
}

/** Posts all that was said to a card below a message that is new. */
export function postNotes(turn: Turn, known: KnownCard, messageId: number): void {
  postTexts(turn, known, { steps: known.file.steps, messageId });
}

function postTexts(turn: Turn, { file: { card }, kind }: KnownCard, { steps, messageId }: { steps: CardStep[]; messageId: number }): void {
  const posted = steps.filter(({ action, text }) => text !== null && actionOf(kind, action)?.isPosted === true);
  for (const { text, actorName } of posted)
    turn.say(
      { text: [paragraph(`💬 #${card.cardId} · ${actorName}`), paragraph(text ?? "")] },
      { replyTo: messageId, ...topicHere(turn, card) },
    );
  const last = posted.at(-1);
  if (last !== undefined) turn.state.write(notedCell(card.cardId), last.rev);
}
