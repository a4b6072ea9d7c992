import { eq, type SQL } from "drizzle-orm";
import { recordRefused } from "#platform/audit.ts";
import type { Config } from "#platform/config.ts";
import type { Database } from "#platform/database.ts";
import type { Deps } from "#platform/deps.ts";
import type { Actor } from "#platform/desk/actor.ts";
import type { CardAction, CardKind } from "#platform/desk/kind.ts";
import type { SentMessage } from "#platform/desk/messages.ts";
import { judgeStep, type StepRefusal } from "#platform/desk/rules.ts";
import { takeStep, type Holding } from "#platform/desk/steps.ts";
import { cards } from "#platform/desk/schema.ts";
import { selectFiles, selectPost, toFiles, type CardFile } from "#platform/desk/store.ts";
import { forgottenCell } from "#platform/forgotten.ts";
import { nameOf } from "#platform/object-name.ts";
import { gives, isOwner, selectRolesOf, type GivenRole } from "#platform/role.ts";
import type { Turn, Writing } from "#platform/turn.ts";

/** A card with the code of its kind. `isEntitled` tells whether the person of this object holds its role now; of a group nobody does. */
export type KnownCard = { file: CardFile; kind: CardKind; isEntitled: boolean };

/** Undefined where there is no such card, or its feature is switched off. */
export async function findKnownCard(turn: Turn, { config, db }: Deps, cardId: number): Promise<KnownCard | undefined> {
  return toKnownCard(turn, config, await db.batch(selectKnownCard(turn, db, eq(cards.cardId, cardId))));
}

/** The statements that read a card, for a batch in which something else is done; `toKnownCard` makes it of what comes back. */
export function selectKnownCard(turn: Turn, db: Database, which: SQL | undefined) {
  return [selectRolesOf(db, personOf(turn) ?? 0), ...selectFiles(db, which)] as const;
}

type Selected = readonly [Array<{ role: GivenRole }>, ...Parameters<typeof toFiles>[0]];

export function toKnownCard(turn: Turn, config: Config, [roles, ...found]: Selected): KnownCard | undefined {
  const [file] = toFiles(found);
  const kind = file === undefined ? undefined : turn.directory.cardKind(file.card.kind);
  if (file === undefined || kind === undefined) return undefined;
  const given = roles.map(({ role }) => role);
  return { file, kind, isEntitled: isOwner(config, personOf(turn)) || gives(given, kind.role) };
}

/** A card, and the message that shows it in the chat of this object. */
type CardHere = { known: KnownCard | undefined; post: number | undefined };

export async function findCardHere(turn: Turn, { db, config }: Deps, cardId: number): Promise<CardHere> {
  const [[shown], ...found] = await db.batch([
    selectPost(db, cardId, nameOf(turn.subject)),
    ...selectKnownCard(turn, db, eq(cards.cardId, cardId)),
  ]);
  return { known: toKnownCard(turn, config, found), post: shown?.messageId };
}

function personOf({ subject }: Turn): number | undefined {
  return subject.type === "person" ? subject.id : undefined;
}

/** Whether this object's chat may show a card now: a group always, a person while they hold its role and have not been forgotten. */
export function maySee({ subject, state }: Turn, known: KnownCard | undefined): boolean {
  return subject.type !== "person" || (state.read(forgottenCell) === undefined && known?.isEntitled !== false);
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
  /** Objects that show the card from now on, besides those that do. */
  places?: readonly string[];
  /** What it is written under, where that had to be known before. */
  writing?: Writing;
};

/** Takes a step in the name of whoever sent the update, and has everybody told who must know. */
export async function act(turn: Turn, deps: Deps, { known, action, writing = turn.writing(), ...words }: Step): Promise<Outcome> {
  const step = { ...known, action, ...words, ...writing, actor: actorOf(turn) };
  if (!isAtHome(turn, known.file)) return refuse(turn, deps, { known, action, reason: "place" });
  const result = await takeStep(deps, step);
  if (result.type === "refused") {
    return refuse(turn, deps, { known: { ...known, file: result.file }, action, reason: fitFor(known, action, result.reason) });
  }
  result.events.forEach(turn.deliver);
  return { type: "done", known: { ...known, file: result.file }, action };
}

/** How a card stands is told to its staff: whoever else asks hears that they are none. */
function fitFor({ isEntitled }: KnownCard, { by }: CardAction, reason: StepRefusal): StepRefusal {
  return by === "staff" && !isEntitled && reason !== "ownWork" ? "role" : reason;
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
      recordRefused(db, {
        auditId: `${turn.key()}:refused`,
        actor: `person:${turn.personId}`,
        action: "desk.refused",
        subject: `card:${cardId}`,
        after: { action: action.name, reason },
        at: turn.now,
      }),
    ]);
  }
  return { type: "refused", ...refused };
}

/** The refusal of what somebody could not do, kept as any other; undefined if they could. Taken before the words for it are asked for. */
export async function foresee(turn: Turn, deps: Deps, { known, action, seenRev }: Step): Promise<Outcome | undefined> {
  const reason = foreseen(turn, { known, action, seenRev });
  return reason === undefined ? undefined : refuse(turn, deps, { known, action, reason });
}

function foreseen(turn: Turn, { known, action, seenRev }: Step): StepRefusal | "place" | undefined {
  const { file, isEntitled } = known;
  if (!isAtHome(turn, file)) return "place";
  const reason = fitFor(known, action, judgeStep({ file, action, actor: actorOf(turn), at: turn.now, seenRev }));
  return reason === "role" && isEntitled ? undefined : reason;
}
