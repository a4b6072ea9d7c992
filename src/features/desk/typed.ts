import { inArray } from "drizzle-orm";
import type { Message } from "grammy/types";
import type { Deps } from "#platform/deps.ts";
import { CHANGE, commandOfStep, HOLDINGS, SEND_AGAIN, stepsOfStaff, type CardAction } from "#platform/desk/kind.ts";
import { lastDelivery, saysWord } from "#platform/desk/rules.ts";
import { cards } from "#platform/desk/schema.ts";
import { selectPostOn } from "#platform/desk/store.ts";
import { INTERFACE_LANGUAGES } from "#platform/profile.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { Turn } from "#platform/turn.ts";
import { findKnownCard, foresee, refuse, selectKnownCard, toKnownCard, type KnownCard, type Step } from "./actions.ts";
import { refusalOf, tellAgain } from "./again.ts";
import { actAndTell, sayLine } from "./answers.ts";
import { carryReply, findRepliedCard, renderHint, renderReplied } from "./replies.ts";
import { askForInput, readInput } from "./choices.ts";
import { holdByCommand } from "./holding.ts";
import { renderChange, renderOutcome } from "./view.ts";
import { noteWords } from "./words-edits.ts";
import { readCall } from "./words.ts";

type Typed = Pick<Step, "known" | "action" | "text" | "writing">;

/** Does it, or first asks for the words that belong to it. */
async function begin(turn: Turn, deps: Deps, wish: Typed): Promise<void> {
  const { known, action, text } = wish;
  if (action.input?.isRequired !== true || text !== undefined) {
    await actAndTell(turn, deps, wish);
    return;
  }
  const refused = await foresee(turn, deps, { known, action });
  if (refused !== undefined) return sayLine(turn, renderOutcome(turn, deps, refused));
  await askForInput(turn, deps, { known, action });
}

/** `/approve 17 reason`, `/claim 17`, or without the number as a reply to the card. */
export async function actByCommand(ctx: BotContext, name: string, rest: string): Promise<void> {
  const { turn, deps } = ctx;
  const { cardId, text } = readCall(rest);
  const known = cardId === undefined ? await findRepliedCard(turn, deps, ctx.message) : await findKnownCard(turn, deps, cardId);
  if (known !== undefined) return actOn(ctx, known, { name, text });
  sayLine(
    turn,
    cardId === undefined ? ctx.t("desk-command-usage", { command: `/${name}` }) : ctx.t("desk-no-card", { card: `#${cardId}` }),
  );
}

async function actOn({ turn, deps, message }: BotContext, known: KnownCard, { name, text }: { name: string; text: string }): Promise<void> {
  const held = HOLDINGS.find((each) => commandOfStep({ name: each }) === name);
  if (held !== undefined) return holdByCommand(turn, deps, known, { name: held, rest: text });
  const told = name === commandOfStep({ name: SEND_AGAIN }) ? lastDelivery(known.file) : undefined;
  if (told !== undefined) return sayLine(turn, await tellAgain(turn, deps, known, told));
  if (name === CHANGE) return offerChange(turn, deps, known);
  const meant = stepsOfStaff(known.kind).find((step) => commandOfStep(step) === name);
  if (meant === undefined) return sayLine(turn, turn.t("desk-not-here", { card: `#${known.file.card.cardId}` }));
  const writing = turn.writing();
  if (text !== "") noteWords(turn, { cardId: known.file.card.cardId, action: meant.name, stepKey: writing.key }, message);
  const parse = meant.input?.parse ?? ((typed: string) => typed);
  await begin(turn, deps, { known, action: meant, text: text === "" ? undefined : parse(text), writing });
}

async function offerChange(turn: Turn, deps: Deps, known: KnownCard): Promise<void> {
  const refusal = await refusalOf(turn, deps, known, CHANGE);
  const { status, cardId } = known.file.card;
  if (refusal !== undefined) return sayLine(turn, refusal);
  if (!known.kind.actions.some(({ corrects }) => corrects?.includes(status)))
    return sayLine(turn, turn.t("desk-not-here", { card: `#${cardId}` }));
  turn.say(renderChange(turn, known));
}

/** A reply to a card: a word that decides, or a hint at the words that do. */
export async function answerReply(ctx: BotContext): Promise<boolean> {
  const { turn, deps, message } = ctx;
  if (message?.external_reply !== undefined) return refuseFromElsewhere(ctx);
  const known = await findRepliedCard(turn, deps, message);
  if (known === undefined) return false;
  if (turn.subject.type !== "person") {
    sayLine(turn, ctx.t("anonymous"));
    return true;
  }
  const action = known.kind.actions.find((each) => isSaid(turn, each, message?.text ?? ""));
  const input = readInput(known, message?.text ?? "");
  if (action !== undefined) await begin(turn, deps, { known, action });
  else if (input !== undefined) await begin(turn, deps, { known, ...input });
  else if (message !== undefined && known.isEntitled) await passOn(ctx, known, message);
  else return false;
  return true;
}

/** Anything else goes to the person, where the kind of work takes it. */
async function passOn({ turn, deps }: BotContext, known: KnownCard, message: Message): Promise<void> {
  const outcome = await carryReply(turn, deps, known, [message]);
  const line = outcome === undefined ? renderHint(turn, known) : renderReplied(turn, deps, outcome, turn.place === undefined);
  if (line !== undefined) sayLine(turn, line);
}

function isSaid(turn: Turn, { words, by }: CardAction, reply: string): boolean {
  if (words === undefined || by !== "staff") return false;
  return INTERFACE_LANGUAGES.some((language) => saysWord(reply, turn.inLanguage(language).t(words)));
}

/** Telegram lets people answer a message in another chat: a card is not decided there. */
async function refuseFromElsewhere({ turn, deps, message }: BotContext): Promise<boolean> {
  const { chat, message_id: messageId } = message?.external_reply ?? {};
  if (chat === undefined || messageId === undefined) return false;
  const isThere = inArray(cards.cardId, selectPostOn(deps.db, `chat:${chat.id}`, messageId));
  const known = toKnownCard(turn, deps.config, await deps.db.batch(selectKnownCard(turn, deps.db, isThere)));
  const action = known?.kind.actions.find((each) => isSaid(turn, each, message?.text ?? ""));
  if (known === undefined || action === undefined) return false;
  sayLine(turn, renderOutcome(turn, deps, await refuse(turn, deps, { known, action, reason: "place" })));
  return true;
}
