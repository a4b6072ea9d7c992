import type { Message } from "grammy/types";
import type { Deps } from "#platform/deps.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { Turn } from "#platform/turn.ts";
import { beginAny, begin, findKind } from "./request-flow.ts";
import { findOwn, speak, speakFlow, takeOwnStep } from "./speaking.ts";
import { noteCard, readStanding, refreshStanding } from "./standing.ts";
import { questionOf, renderNoRequest, renderRenewed, renderStatus, renderWithdrawn } from "./view.ts";

const SCREEN = "request";

export function askFor({ turn, deps, message }: BotContext, text = ""): Promise<void> {
  return beginAny(turn, deps, { text, sent: message === undefined ? [] : [message] });
}

export async function askForKind({ turn, deps }: BotContext, { kind: name }: { kind: string }): Promise<"stale" | void> {
  const kind = findKind(turn, name);
  if (kind === undefined) return "stale";
  await begin(turn, deps, { kind, text: "" });
}

/** How the open request stands; where none is open, what became of the last. */
export async function showStatus(ctx: BotContext): Promise<void> {
  const { turn, deps } = ctx;
  const { files } = await refreshStanding(turn, deps);
  const open = files.filter(({ card }) => card.isOpen);
  const [first, ...others] = open.length > 0 ? open : files;
  if (first === undefined) return ctx.show(SCREEN, renderNoRequest(turn, readStanding(turn.state)));
  ctx.show(SCREEN, renderStatus(turn, deps.config, { file: first }));
  for (const file of others) ctx.say(renderStatus(turn, deps.config, { file }));
}

export async function askWhatToSay({ turn, deps }: BotContext, { cardId }: { cardId: number }): Promise<"stale" | void> {
  const file = await findOwn(turn, deps, cardId);
  if (file?.card.isOpen !== true) return "stale";
  await turn.openFlow(speakFlow, { cardId, question: questionOf(file) });
}

export async function withdraw(ctx: BotContext, { cardId }: { cardId: number }): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const writing = turn.writing();
  const file = await findOwn(turn, deps, cardId);
  if (file === undefined) return "stale";
  const withdrawn = await takeOwnStep(turn, deps, { file, name: "withdraw", ...writing });
  if (withdrawn?.type !== "done") return showStatus(ctx);
  noteCard(turn, withdrawn.file.card);
  ctx.show(SCREEN, renderWithdrawn(turn, withdrawn.file.card));
}

export async function renew(ctx: BotContext, { cardId }: { cardId: number }): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const writing = turn.writing();
  const file = await findOwn(turn, deps, cardId);
  if (file === undefined) return "stale";
  const renewed = await takeOwnStep(turn, deps, { file, name: "renew", ...writing });
  if (renewed?.type !== "done") return showStatus(ctx);
  ctx.show(SCREEN, renderRenewed(turn, file.card));
}

/** A reply to the question of staff is the answer, whatever else is going on. */
export async function answerByReply(sent: readonly Message[], turn: Turn, deps: Deps): Promise<boolean> {
  const replied = sent[0]?.reply_to_message;
  if (replied?.from?.id !== deps.config.botInfo.id) return false;
  const asked = readStanding(turn.state).open.find(({ isAsked, cardId }) => isAsked && speaksOf(replied.text ?? "", cardId));
  if (asked === undefined) return false;
  await speak(turn, deps, { cardId: asked.cardId, sent });
  return true;
}

/** What nothing else has taken is the answer while staff wait for one; a command that nobody knows is not. */
export async function answerByText({ turn, deps, message }: BotContext, sent: readonly Message[]): Promise<boolean> {
  const asked = readStanding(turn.state).open.find(({ isAsked }) => isAsked);
  if (asked === undefined || message?.text?.startsWith("/") !== false) return false;
  await speak(turn, deps, { cardId: asked.cardId, sent });
  return true;
}

/** A file that nothing else has taken belongs to the open request, the one about which staff have asked first. */
export async function attach({ turn, deps }: BotContext, sent: readonly Message[]): Promise<boolean> {
  const { open } = readStanding(turn.state);
  const meant = open.find(({ isAsked }) => isAsked) ?? open[0];
  if (meant === undefined || sent[0] === undefined || sent[0].text !== undefined) return false;
  await speak(turn, deps, { cardId: meant.cardId, sent });
  return true;
}

/** Whether a message of ours speaks of this card. Whose card it is, the database decides. */
function speaksOf(text: string, cardId: number): boolean {
  return new RegExp(`#${cardId}\\b`).test(text);
}
