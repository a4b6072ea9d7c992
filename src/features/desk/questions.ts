import { findCardOnMessage } from "#platform/desk/store.ts";
import { nameOf } from "#platform/object-name.ts";
import type { BotContext } from "#platform/telegram/context.ts";

/**
 * A question about a card goes when whoever may has answered it; the card itself tells what came of it. A button can be pressed on
 * any message by whoever forges a press, so a card stays whatever was pressed on it.
 */
export async function closeQuestion(ctx: BotContext): Promise<void> {
  const message = ctx.callbackQuery?.message;
  if (message === undefined) return;
  const { chat, message_id: messageId } = message;
  const place = nameOf({ type: chat.type === "private" ? "person" : "chat", id: chat.id });
  if ((await findCardOnMessage(ctx.deps.db, place, messageId)) === undefined) await ctx.deleteMessage();
}
