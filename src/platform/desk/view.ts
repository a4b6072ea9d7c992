import type { Config } from "../config.ts";
import type { Deps } from "../deps.ts";
import type { Translate } from "../i18n/words.ts";
import { renderKeyboard, type ViewButton } from "../telegram/view.ts";
import { renderEntities } from "../text/entities.ts";
import type { Formatted } from "../text/entity-writer.ts";
import { excerpt, splitText } from "../text/split.ts";
import { bold, mention, paragraph, type Inline, type Text } from "../text/tree.ts";
import { localTime } from "../zone.ts";
import { changeButton, claimButton, doButton, handOverButton, releaseButton, sendAgainButton } from "./buttons.ts";
import { FORGOTTEN } from "./forget.ts";
import { actionOf, type CardKind } from "./kind.ts";
import { isHeld, lastDelivery } from "./rules.ts";
import type { Card, CardFile, CardStep } from "./store.ts";

/** What a card tells of its subject at most, in UTF-16 units: the rest of a message is for what was done. */
const BODY_LIMIT = 2_600;
/** With a body at its limit there is room for this much of what was done, the head and the delivery. */
const HISTORY_LIMIT = 900;
/** How much of its history a card tells, and of each text in it. */
const STEPS_SHOWN = 6;
const TEXT_SHOWN = 160;

export type CardParts = { kind: CardKind; file: CardFile; t: Translate; now: Date; deps: Deps };

/** A card as the content of one message. */
export async function renderCard(parts: CardParts): Promise<Record<string, unknown>> {
  const body = await renderBody(parts);
  const shown = body.parts[0] ?? { text: "", entities: [] };
  const pieces = [
    renderEntities(renderHead(parts)),
    body.isWhole ? shown : { ...shown, text: `${shown.text} …` },
    renderEntities(renderTail(parts)),
  ];
  const { text, entities } = joinPieces(pieces.filter((piece) => piece.text !== ""));
  return { text, entities, link_preview_options: { is_disabled: true }, reply_markup: renderKeyboard(cardButtons(parts)) };
}

/** What a card is about, in the parts that messages can hold; the first is what the card itself tells of it. */
export async function renderBody({ kind, file, t, deps }: CardParts): Promise<{ parts: Formatted[]; isWhole: boolean }> {
  const parts = splitText(renderEntities(await kind.describe(file, t, deps)), BODY_LIMIT);
  return { parts, isWhole: parts.length <= 1 };
}

function renderHead({ kind, file: { card }, t, deps }: CardParts): Text {
  const state = kind.states[card.status];
  const status = t(state?.name ?? "desk-forgotten");
  const lines = [
    `${state?.icon ?? "•"} `,
    bold(`#${card.cardId} ${t(kind.title)}`),
    ` · ${status}\n👤 `,
    ...renderWho(card, t),
    `\n🕒 ${timeOf(deps.config, card.openedAt)}`,
  ];
  return [paragraph(...lines)];
}

/** Whoever has no @name is reached by a link to their profile. */
function renderWho({ personName, personId }: Card, t: Translate): Inline[] {
  if (personName === "") return [t("desk-nobody")];
  const name = inALine(personName);
  return personId === null ? [name] : [mention(personId, name), ` (${personId})`];
}

function renderTail(parts: CardParts): Text {
  const { kind, file, now } = parts;
  const told = file.steps.filter((step) => actionOf(kind, step.action) !== undefined);
  const lines = fitting(told.slice(-STEPS_SHOWN).map((step) => renderStep(parts, step)));
  const holder = isHeld(file.card, now) ? [renderHolder(parts)] : [];
  const all = [...(told.length > lines.length ? ["…"] : []), ...lines, ...renderDelivery(parts), ...holder];
  return all.length === 0 ? [] : [paragraph(all.join("\n"))];
}

/** The newest lines that fit on a card whatever its body is. */
function fitting(lines: string[]): string[] {
  const total = lines.join("\n").length;
  return total <= HISTORY_LIMIT ? lines : fitting(lines.slice(1));
}

function renderStep({ kind, t, deps }: CardParts, step: CardStep): string {
  const action = actionOf(kind, step.action);
  const name = nameOn(step, t);
  const line = action === undefined ? "" : t(action.done, { name, time: timeOf(deps.config, step.at) });
  const told = step.text === null ? line : `${line}: ${inALine(step.text)}`;
  return step.attachments === 0 ? told : `${told} 📎${step.attachments > 1 ? ` ${step.attachments}` : ""}`;
}

/** What a card calls whoever took a step. */
export function nameOn({ actor, actorName }: CardStep, t: Translate): string {
  if (actor === FORGOTTEN) return t("desk-somebody");
  if (actorName !== "") return actorName;
  return t(actor === "cron" ? "desk-machine" : "desk-admin");
}

function renderHolder({ file: { card }, t, deps }: CardParts): string {
  const until = card.claimUntil ?? card.changedAt;
  return t("desk-held", { name: card.holderName ?? "", time: timeOf(deps.config, until) });
}

function renderDelivery({ file, t }: CardParts): string[] {
  switch (lastDelivery(file)?.delivery) {
    case "pending":
      return [t("desk-delivery-pending")];
    case "sent":
      return [t("desk-delivery-sent")];
    case "blocked":
      return [t("desk-delivery-blocked")];
    case "failed":
      return [t("desk-delivery-failed")];
    case "forgotten":
      return file.card.status === FORGOTTEN ? [] : [`🚫 ${t("desk-forgotten")}`];
    case null:
    case undefined:
      return [];
  }
}

function cardButtons({ kind, file, t, now }: CardParts): ViewButton[][] {
  const { card } = file;
  const { cardId } = card;
  const actions = kind.actions.filter(
    (action) =>
      action.by === "staff" && action.label !== undefined && action.from.includes(card.status) && action.isOffered?.(file) !== false,
  );
  const offered = actions.map((action) => ({
    label: t(action.label ?? action.done),
    data: doButton.data({ cardId, action: action.name }),
  }));
  const rows = inRows(offered);
  if (card.isOpen) return [...rows, ...sendAgain(file, t), holdingButtons(card, t, now)];
  const corrections = kind.actions.some((action) => action.corrects?.includes(card.status));
  const change = corrections ? [[{ label: t("desk-change"), data: changeButton.data({ cardId, rev: card.movedRev }) }]] : [];
  return [...rows, ...sendAgain(file, t), ...change];
}

function holdingButtons(card: Card, t: Translate, now: Date): ViewButton[] {
  const { cardId } = card;
  if (!isHeld(card, now)) return [{ label: t("desk-claim"), data: claimButton.data({ cardId }) }];
  return [
    { label: t("desk-release"), data: releaseButton.data({ cardId }) },
    { label: t("desk-hand-over"), data: handOverButton.data({ cardId }) },
  ];
}

function sendAgain(file: CardFile, t: Translate): ViewButton[][] {
  const step = lastDelivery(file);
  const isLost = step?.delivery === "blocked" || step?.delivery === "failed";
  return isLost ? [[{ label: t("desk-send-again"), data: sendAgainButton.data({ cardId: file.card.cardId, rev: step.rev }) }]] : [];
}

function inRows(buttons: ViewButton[]): ViewButton[][] {
  return buttons.length === 0 ? [] : [buttons.slice(0, 2), ...inRows(buttons.slice(2))];
}

function joinPieces(pieces: Formatted[]): Formatted {
  return pieces.reduce((whole, piece) => {
    const start = whole.text === "" ? 0 : whole.text.length + 2;
    const shifted = piece.entities.map((entity) => ({ ...entity, offset: entity.offset + start }));
    return { text: whole.text === "" ? piece.text : `${whole.text}\n\n${piece.text}`, entities: [...whole.entities, ...shifted] };
  });
}

/** A moment as the academy's clocks show it. */
export function timeOf({ timezone }: Pick<Config, "timezone">, at: Date): string {
  const { day, minutes } = localTime(timezone, at);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${day} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function inALine(text: string): string {
  return excerpt(text.replaceAll("\n", " "), TEXT_SHOWN);
}
