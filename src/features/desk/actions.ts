import { recordAudit } from "#platform/audit.ts";
import type { Deps } from "#platform/deps.ts";
import type { Actor } from "#platform/desk/actor.ts";
import type { CardAction, CardKind } from "#platform/desk/kind.ts";
import type { SentMessage } from "#platform/desk/messages.ts";
import { judgeStep, type StepRefusal } from "#platform/desk/rules.ts";
import { takeStep, type Holding } from "#platform/desk/steps.ts";
import { findCardFile, type CardFile } from "#platform/desk/store.ts";
import { forgottenCell } from "#platform/forgotten.ts";
import { hasRole } from "#platform/role.ts";
import type { Turn } from "#platform/turn.ts";

/** A card with the code of its kind; undefined where there is no such card, or its feature is switched off. */
export type KnownCard = { file: CardFile; kind: CardKind };

export async function findKnownCard(turn: Turn, deps: Deps, cardId: number): Promise<KnownCard | undefined> {
  const file = await findCardFile(deps.db, cardId);
  const kind = file === undefined ? undefined : turn.directory.cardKind(file.card.kind);
  return file === undefined || kind === undefined ? undefined : { file, kind };
}

/** Whether this object's chat may show a card now: a group always, a person while they hold its role and have not been forgotten. */
export async function maySee(turn: Turn, deps: Deps, cardId: number): Promise<boolean> {
  if (turn.subject.type !== "person") return true;
  if (turn.state.read(forgottenCell) !== undefined) return false;
  const known = await findKnownCard(turn, deps, cardId);
  return known === undefined || hasRole(deps, turn.personId, known.kind.role);
}

/** What became of it, to be told in words. `place` is a press or a reply in a chat where the card is not at home. */
export type Outcome = { known: KnownCard; action: CardAction } & ({ type: "done" } | { type: "refused"; reason: StepRefusal | "place" });

export type Step = {
  known: KnownCard;
  action: CardAction;
  text?: string | undefined;
  seenRev?: number | undefined;
  holding?: Holding;
  messages?: readonly SentMessage[];
};

/** Takes a step in the name of whoever sent the update, and has everybody told who must know. */
export async function act(turn: Turn, deps: Deps, { known, action, ...words }: Step): Promise<Outcome> {
  const step = { ...known, action, ...words, ...turn.writing(), actor: actorOf(turn) };
  if (!isAtHome(turn, known.file)) return refuse(turn, deps, { known, action, reason: "place" });
  const result = await takeStep(deps, step);
  if (result.type === "refused") return refuse(turn, deps, { known: { ...known, file: result.file }, action, reason: result.reason });
  result.events.forEach(turn.deliver);
  return { type: "done", known: { ...known, file: result.file }, action };
}

export function actorOf(turn: Turn): Actor {
  return { type: "person", personId: turn.personId, name: turn.senderName };
}

/** Cards are handled in private, and in the group that they belong to. */
export function isAtHome({ place }: Turn, { card, places }: CardFile): boolean {
  return place === undefined || place.chatId === card.chatId || places.includes(`chat:${place.chatId}`);
}

type Refused = { known: KnownCard; action: CardAction; reason: StepRefusal | "place" };

/** What only a forger or somebody without rights tries is kept for those who look after the bot. */
export async function refuse(turn: Turn, { db, log }: Deps, refused: Refused): Promise<Outcome> {
  const { known, action, reason } = refused;
  if (reason === "ownWork" || reason === "role" || reason === "place") {
    const { cardId } = known.file.card;
    log.warn("desk.step.refused", { personId: turn.personId, card: cardId, reason });
    await db.batch([
      recordAudit(db, {
        auditId: `${turn.key()}:refused`,
        actor: `person:${turn.personId}`,
        action: "desk.refused",
        subject: `card:${cardId}`,
        after: { action: action.name, reason },
        origin: "chat",
        at: turn.now,
      }),
    ]);
  }
  return { type: "refused", ...refused };
}

/** Why somebody could not begin what needs words first; undefined if they could. Asked before the question is. */
export async function foresee(turn: Turn, deps: Deps, { known, action, seenRev }: Step): Promise<StepRefusal | "place" | undefined> {
  if (!isAtHome(turn, known.file)) return "place";
  const { file, kind } = known;
  const verdict = judgeStep({ file, action, actor: actorOf(turn), at: turn.now, seenRev });
  if (verdict !== "role") return verdict;
  return (await hasRole(deps, turn.personId, kind.role)) ? undefined : "role";
}
