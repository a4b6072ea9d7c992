import type { BotContext } from "#platform/telegram/context.ts";
import { beginConversation, conversationCell, LONGEST_MESSAGE } from "./conversation.ts";
import { replyJob } from "./jobs.ts";
import { renderConversationEnd, renderConversationStart, renderLearnMenu, renderRetrying, renderTextOnly, renderTooLong } from "./view.ts";

const SCREEN = "screen";

export function openLearnMenu(ctx: BotContext): void {
  ctx.show(SCREEN, renderLearnMenu(ctx.turn, ctx.deps.config.targetLanguage));
}

export function beginTalk(ctx: BotContext): void {
  ctx.turn.state.write(conversationCell, beginConversation(ctx.turn.now));
  ctx.show(SCREEN, renderConversationStart(ctx.turn, ctx.deps.config.targetLanguage));
}

/** A text while a conversation is open is part of it; otherwise it is somebody else's. */
export function answerText(ctx: BotContext): boolean {
  const conversation = ctx.turn.state.read(conversationCell);
  const text = ctx.message?.text?.trim() ?? "";
  if (conversation === undefined) return false;
  if (text.length > LONGEST_MESSAGE) ctx.say(renderTooLong(ctx.turn, text.length));
  else ctx.turn.start(replyJob, { startedAt: conversation.startedAt, text });
  return true;
}

export function answerMedia(ctx: BotContext): boolean {
  if (ctx.turn.state.read(conversationCell) === undefined) return false;
  ctx.say(renderTextOnly(ctx.turn));
  return true;
}

/** Asks again for the answer that did not come; pressed twice, it asks once. */
export function retry(ctx: BotContext): void {
  const conversation = ctx.turn.state.read(conversationCell);
  if (conversation?.unanswered === undefined) return;
  const { unanswered: text, ...open } = conversation;
  ctx.turn.state.write(conversationCell, open);
  ctx.turn.start(replyJob, { startedAt: open.startedAt, text });
  ctx.show("retry", renderRetrying(ctx.turn));
}

export function endTalk(ctx: BotContext): void {
  ctx.turn.state.clear(conversationCell);
  ctx.turn.say(renderConversationEnd(ctx.turn));
}
