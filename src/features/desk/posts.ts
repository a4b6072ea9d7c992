import type * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import type { cardToShow, postedCard } from "#platform/desk/events.ts";
import { savePost } from "#platform/desk/store.ts";
import { renderBody } from "#platform/desk/view.ts";
import { nameOf } from "#platform/object-name.ts";
import type { Turn } from "#platform/turn.ts";
import { findKnownCard } from "./actions.ts";
import { postNotes } from "./notes.ts";
import { topicHere } from "./topics.ts";

export function showCard({ cardId, topic }: z.infer<typeof cardToShow>, turn: Turn): void {
  turn.showCard(cardId, topic === undefined ? {} : { topic });
}

/** A card has got a message: it is noted, brought up to date if it has changed meanwhile, and followed by what did not fit on it. */
export async function notePost({ cardId, rev, messageId }: z.infer<typeof postedCard>, turn: Turn, deps: Deps): Promise<void> {
  const known = await findKnownCard(turn, deps, cardId);
  if (known === undefined) return;
  await deps.db.batch([savePost(deps.db, { cardId, place: nameOf(turn.subject), messageId })]);
  const { card } = known.file;
  const topic = topicHere(turn, card);
  if (card.rev > rev) turn.showCard(cardId, topic);
  const body = await renderBody({ ...known, t: turn.t, now: turn.now, deps });
  if (!body.isWhole) turn.say({ text: await known.kind.describe(known.file, turn.t, deps) }, { replyTo: messageId, ...topic });
  postNotes(turn, known, messageId);
}
