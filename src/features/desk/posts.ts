import { eq } from "drizzle-orm";
import type * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { CARD_CARRY, type cardToShow, type postedCard } from "#platform/desk/events.ts";
import { claimCopies } from "#platform/desk/messages.ts";
import { cards } from "#platform/desk/schema.ts";
import { deletePost, savePost } from "#platform/desk/store.ts";
import { renderBody } from "#platform/desk/view.ts";
import { nameOf } from "#platform/object-name.ts";
import type { Turn } from "#platform/turn.ts";
import { findKnownCard, maySee, selectKnownCard, toKnownCard } from "./actions.ts";
import { copyBelow } from "./copies.ts";
import { topicHere } from "./topics.ts";

/** In a private chat only while its owner may see it: who looked at a card once may have lost their role, or be forgotten. */
export async function showCard({ carries, ...shown }: z.infer<typeof cardToShow>, turn: Turn, deps: Deps): Promise<void> {
  const { cardId, topic, sendsAnew } = shown;
  const known = turn.subject.type === "person" ? await findKnownCard(turn, deps, cardId) : undefined;
  if (!maySee(turn, known)) return forgetPost(turn, deps, cardId);
  turn.showCard(cardId, {
    ...(topic === undefined ? {} : { topic }),
    ...(sendsAnew === undefined ? {} : { sendsAnew }),
    ...(carries === true ? { tell: { kind: CARD_CARRY, version: 1, data: { cardId } } } : {}),
  });
}

async function forgetPost(turn: Turn, { db }: Deps, cardId: number): Promise<void> {
  await db.batch([deletePost(db, cardId, nameOf(turn.subject))]);
}

/** A card has got a message: it is noted, brought up to date if it has changed meanwhile, and followed by what belongs to it. */
export async function notePost({ cardId, rev, messageId, replaced }: z.infer<typeof postedCard>, turn: Turn, deps: Deps): Promise<void> {
  const { db, config } = deps;
  const place = nameOf(turn.subject);
  const [, , copies, ...found] = await db.batch([
    savePost(db, { cardId, place, messageId }),
    ...claimCopies(db, { cardId, place, postId: messageId, key: turn.key() }),
    ...selectKnownCard(turn, db, eq(cards.cardId, cardId)),
  ]);
  const known = toKnownCard(turn, config, found);
  if (known === undefined) return;
  const { card } = known.file;
  const topic = topicHere(turn, card);
  if (replaced !== undefined) {
    turn.revise(replaced, { method: "editMessageText", payload: { text: turn.t("desk-moved", { card: `#${cardId}` }) } });
  }
  if (card.rev > rev) turn.showCard(cardId, topic);
  const body = await renderBody({ ...known, t: turn.t, now: turn.now, deps });
  if (!body.isWhole) turn.say({ text: await known.kind.describe(known.file, turn.t, deps) }, { replyTo: messageId, ...topic });
  copyBelow(turn, known, messageId, copies);
}
