import { and, eq, gt, inArray, isNull, lte, ne, or, sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type * as z from "zod";
import { recordAudit } from "../audit.ts";
import type { Config } from "../config.ts";
import { writeThenRead, type Database } from "../database.ts";
import type { Deps } from "../deps.ts";
import { causedBy, insertEvent, insertEventForEach, type NewEvent, type WrittenEvent } from "../events.ts";
import { insertWhen } from "../insert-when.ts";
import { hasRole, holdsRole } from "../role.ts";
import type { Writing } from "../turn.ts";
import { actorName, originOf, type Actor } from "./actor.ts";
import { CARD_OVERRIDDEN, noticeEvents, refreshEvents, type overriddenCard } from "./events.ts";
import type { CardAction, CardChange, CardKind, CardState } from "./kind.ts";
import { REMIND_AFTER_MS } from "./open.ts";
import { judgeStep, type StepRefusal } from "./rules.ts";
import { countFiles, insertMessages, type SentMessage } from "./messages.ts";
import { cards, cardSteps } from "./schema.ts";
import { selectFiles, toFiles, type CardFile } from "./store.ts";
import { addWorkingTime } from "./working-hours.ts";

/** `seenRev` is the `movedRev` of the card when the actor chose to correct a decision. */
export type StepInput = Writing & {
  actor: Actor;
  text?: string | undefined;
  seenRev?: number | undefined;
  /** What is carried to the other side with it. */
  messages?: readonly SentMessage[] | undefined;
};

/** Claiming a card, giving it back or handing it over. */
export type Holding = { holderId: number; holderName: string; until: Date } | "nobody";

/** What became of a step. `events` are written, and still to be delivered. */
export type StepResult =
  | { type: "done"; file: CardFile; events: WrittenEvent[] }
  | { type: "refused"; reason: StepRefusal; file: CardFile };

/** `places` are objects that show the card from now on, besides those that do. */
type Step = StepInput & { kind: CardKind; action: CardAction; file: CardFile; holding?: Holding; places?: readonly string[] };

/**
 * Takes a step if the card still allows it: of two that come at once the first wins. Taken again with its key it changes nothing
 * and reports the same.
 */
export async function takeStep(deps: Deps, step: Step): Promise<StepResult> {
  const { statements, events } = planStep(deps, step);
  const found = await writeThenRead(deps.db, statements, selectFiles(deps.db, eq(cards.cardId, step.file.card.cardId)));
  const file = toFiles(found)[0] ?? step.file;
  const isDone = file.steps.some(({ stepKey }) => stepKey === step.key);
  return isDone ? { type: "done", file, events } : { type: "refused", reason: await judge(deps, { ...step, file }), file };
}

/** Statements for a batch; the events are written by them, and to be delivered when the step was taken. */
export type PlannedStep = { statements: BatchItem<"sqlite">[]; events: WrittenEvent[] };

/** What takes a step if the card still allows it, for a batch in which something else is written too. */
export function planStep(deps: Deps, step: Step): PlannedStep {
  const { db } = deps;
  const events = eventsOf(step);
  const statements = [
    insertStep(deps, step),
    ...tellHolder(db, step),
    moveCard(deps, step),
    ...(step.action.statements?.(changeOf(step), db) ?? []),
    ...insertMessages(db, { ...step, cardId: step.file.card.cardId, by: step.action.by }, isTaken(step.key)),
    audit(db, step),
    ...events.map((event) => insertEvent(db, event, isTaken(step.key))),
  ];
  return { statements, events };
}

/** The administration wins over whoever has taken the card, who is told: whom the step finds there, and not whom it was planned with. */
function tellHolder(db: Database, step: Step): BatchItem<"sqlite">[] {
  const { actor, action, at, key, holding } = step;
  const { cardId } = step.file.card;
  if (actor.type !== "admin" || action.by !== "staff") return [];
  const next = holding === undefined || holding === "nobody" ? null : holding.holderId;
  const isHeld = and(eq(cards.cardId, cardId), gt(cards.claimUntil, at), sql`${cards.holderId} is not ${next}`);
  const places = sql`(select 'person:' || holder_id as place from cards where ${isHeld})`;
  const data: z.infer<typeof overriddenCard> = { cardId };
  const event = { eventId: `${key}:overridden`, kind: CARD_OVERRIDDEN, version: 1, data, ...causedBy(step) };
  return [insertEventForEach(db, event, { places, when: isTaken(key) })];
}

/** What is left when nothing else stood in the way: the role, or what the action itself asks for. */
async function judge(deps: Deps, step: Step): Promise<StepRefusal> {
  const { actor, action, kind } = step;
  const reason = judgeStep(step);
  if (reason !== "role" || action.when === undefined) return reason;
  const isEntitled = actor.type !== "person" || action.by === "person" || (await hasRole(deps, actor.personId, kind.role));
  return isEntitled ? "condition" : reason;
}

function insertStep({ db, config }: Deps, step: Step): BatchItem<"sqlite"> {
  const { key, action, actor, text, at } = step;
  const { card } = step.file;
  const delivery = action.notice === undefined || card.personId === null ? null : ("pending" as const);
  const row = {
    stepKey: key,
    cardId: card.cardId,
    rev: sql`(select rev + 1 from cards where card_id = ${card.cardId})`,
    action: action.name,
    actor: actorName(actor),
    actorName: actor.type === "person" ? actor.name : "",
    text: text ?? null,
    at,
    delivery,
    deliveryKey: delivery === null ? null : key,
    attachments: countFiles(step.messages),
  };
  return insertWhen(db, cardSteps, row, sql`exists (select 1 from cards where ${allows(config, step)})`);
}

/** The state of the card in which a step may be taken, and the rights of whoever takes it. */
function allows(config: Config, step: Step): SQL | undefined {
  const { file, kind, action, actor, at, seenRev } = step;
  const corrected = action.corrects ?? [];
  const isExpected = or(
    inArray(cards.status, [...action.from]),
    seenRev === undefined || corrected.length === 0 ? undefined : and(inArray(cards.status, [...corrected]), eq(cards.movedRev, seenRev)),
  );
  return and(eq(cards.cardId, file.card.cardId), isExpected, action.when?.(changeOf(step)), ...rights(config, { kind, action, actor, at }));
}

/** What the machine does follows from what somebody did elsewhere, whose rights were asked there. */
function rights(config: Config, { kind, action, actor, at }: Pick<Step, "kind" | "action" | "actor" | "at">): (SQL | undefined)[] {
  if (actor.type !== "person" || action.by === "machine") return [];
  const { personId } = actor;
  if (action.by === "person") return [eq(cards.personId, personId)];
  return [
    holdsRole({ config, personId, role: kind.role }),
    or(isNull(cards.personId), ne(cards.personId, personId)),
    or(isNull(cards.holderId), eq(cards.holderId, personId), lte(cards.claimUntil, at)),
  ];
}

function moveCard({ db, config }: Deps, { file, kind, action, holding, key, at }: Step): BatchItem<"sqlite"> {
  const state = action.to === undefined ? undefined : kind.states[action.to];
  const isClosing = state !== undefined && !state.isOpen;
  return db
    .update(cards)
    .set({
      rev: sql`${cards.rev} + 1`,
      changedAt: at,
      ...(action.to === undefined || state === undefined
        ? {}
        : { status: action.to, isOpen: state.isOpen, movedRev: sql`${cards.rev} + 1` }),
      ...(state === undefined ? {} : { remindAt: remindAt(config, state, at) }),
      ...(isClosing ? { openKey: null } : {}),
      ...(isClosing || holding === "nobody" ? { holderId: null, holderName: null, claimUntil: null } : {}),
      ...(holding === undefined || holding === "nobody"
        ? {}
        : { holderId: holding.holderId, holderName: holding.holderName, claimUntil: holding.until }),
    })
    .where(and(eq(cards.cardId, file.card.cardId), isNext(key)));
}

/** When staff are next reminded of work that has come to them. */
function remindAt({ workingHours: hours, timezone }: Config, state: CardState, at: Date): Date | null {
  return state.isOpen && state.isWithPerson !== true ? addWorkingTime(at, REMIND_AFTER_MS, { hours, timezone }) : null;
}

/** Holds until the card has moved on to what a step made of it. */
function isNext(key: string): SQL {
  return sql`exists (select 1 from card_steps where step_key = ${key} and card_id = ${cards.cardId} and rev = ${cards.rev} + 1)`;
}

function isTaken(key: string): SQL {
  return sql`exists (select 1 from card_steps where step_key = ${key})`;
}

function changeOf({ file, key, at, hops, text, actor }: Step): CardChange {
  return { card: file.card, key, at, hops, text, actorId: actor.type === "person" ? actor.personId : undefined };
}

function audit(db: Database, { file, action, key, actor, at, text, holding }: Step): BatchItem<"sqlite"> {
  const entry = {
    auditId: key,
    actor: actorName(actor),
    action: `${file.card.kind}.${action.name}`,
    subject: `card:${file.card.cardId}`,
    before: { status: file.card.status, ...(holding === undefined ? {} : { holderId: file.card.holderId }) },
    after: {
      ...(action.to === undefined ? {} : { status: action.to }),
      ...(action.by === "staff" && text !== undefined ? { text } : {}),
      ...(holding === undefined ? {} : { holderId: holding === "nobody" ? null : holding.holderId }),
    },
    origin: originOf(actor),
    at,
  };
  return recordAudit(db, entry, isTaken(key));
}

/** Everywhere that the card is shown, it changes; and whose work it is hears of it. */
function eventsOf(step: Step): NewEvent[] {
  const { file, action, key, at, hops, messages = [], places = [] } = step;
  return [
    ...refreshEvents(
      { ...file, places: [...file.places, ...places] },
      { key, at, hops, carries: action.by === "person" && messages.length > 0 },
    ),
    ...(action.notice === undefined ? [] : noticeEvents(file.card, key, step)),
    ...(action.events?.(changeOf(step)) ?? []),
  ];
}
