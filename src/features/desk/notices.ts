import type * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { CARD_DELIVERED, type cardNotice, type deliveredNotice, type overriddenCard } from "#platform/desk/events.ts";
import { actionOf } from "#platform/desk/kind.ts";
import { listMessagesOf } from "#platform/desk/messages.ts";
import { findCardFile } from "#platform/desk/store.ts";
import { UnknownVersionError } from "#platform/outside-error.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { findKnownCard, maySee } from "./actions.ts";
import { copyToPerson, noteOutcome } from "./copies.ts";

/** Tells a person what was done about their work; what becomes of the message comes back to the card. */
export async function tellPerson(data: z.infer<typeof cardNotice>, turn: Turn, deps: Deps): Promise<void> {
  const file = await findCardFile(deps.db, data.cardId);
  const step = file?.steps.find(({ stepKey }) => stepKey === data.stepKey);
  if (file === undefined || step === undefined || file.card.personId !== turn.personId) return;
  const kind = turn.directory.cardKind(file.card.kind);
  if (kind === undefined) throw new UnknownVersionError(`no feature has the kind of card ${file.card.kind}`);
  const notice = actionOf(kind, step.action)?.notice;
  if (notice === undefined) return;
  const carried = kind.reply?.action === step.action ? await listMessagesOf(deps.db, step.stepKey) : [];
  const view = notice(step, file.card, turn.t, deps.config);
  if (carried.length === 0) return turn.say(view, { tell: { kind: CARD_DELIVERED, version: 1, data } });
  turn.say(view);
  copyToPerson(turn, data.cardId, carried, data.deliveryKey);
}

export async function noteDelivery(
  { cardId, deliveryKey, outcome }: z.infer<typeof deliveredNotice>,
  turn: Turn,
  deps: Deps,
): Promise<void> {
  await noteOutcome(turn, deps, await findCardFile(deps.db, cardId), { deliveryKey, outcome });
}

/** Says to whoever had taken a card that the administration has acted on it. */
export async function tellHolder({ cardId }: z.infer<typeof overriddenCard>, turn: Turn, deps: Deps): Promise<void> {
  const known = await findKnownCard(turn, deps, cardId);
  if (known !== undefined && maySee(turn, known))
    turn.say({ text: [paragraph(turn.t("desk-overridden", { card: `#${cardId}`, command: `/card ${cardId}` }))] });
}
