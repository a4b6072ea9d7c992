import type { BotContext } from "#platform/telegram/context.ts";
import { conversationCell } from "./conversation.ts";
import { practiceOf } from "./practice.ts";
import { wantCard, type Practice } from "./store.ts";

/** Which correction a button stands for. */
export type CorrectionArgs = { startedAt: number; at: number };

/** Keeps the mistake for a card, and says so on the button itself. */
export async function makeCard(ctx: BotContext, args: CorrectionArgs): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const isKept = await wantCard(deps.db, { ...args, personId: turn.personId, known: findPractice(ctx, args), now: turn.now });
  if (!isKept) return "stale";
  await relabelPressed(ctx, turn.t("correction-card-kept"));
}

/** What the button's correction was made in, while the object still has it; afterwards only the database has. */
export function findPractice({ turn }: BotContext, { startedAt }: CorrectionArgs): Practice | undefined {
  const newest = turn.state.read(conversationCell);
  return newest?.study?.startedAt === startedAt ? practiceOf(turn, newest) : undefined;
}

/** The message stays as it is, but for the button that was pressed. */
async function relabelPressed(ctx: BotContext, label: string): Promise<void> {
  const { data, message } = ctx.callbackQuery ?? {};
  const keyboard = message?.date === 0 ? undefined : ctx.callbackQuery?.message?.reply_markup;
  if (keyboard === undefined) return;
  const rows = keyboard.inline_keyboard.map((row) =>
    row.map((button) => ("callback_data" in button && button.callback_data === data ? { ...button, text: label } : button)),
  );
  await ctx.editMessageReplyMarkup({ reply_markup: { inline_keyboard: rows } });
}
