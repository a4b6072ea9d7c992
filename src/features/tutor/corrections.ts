import { openCard } from "#platform/desk/open.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { Turn } from "#platform/turn.ts";
import { conversationCell } from "./conversation.ts";
import { practiceOf } from "./practice.ts";
import { disputeCard } from "./dispute-card.ts";
import { dropMistake, mistakesCell } from "./memory.ts";
import type { Mistake } from "./mistake.ts";
import { renderDisputeOpened } from "./dispute-view.ts";
import { markDisputed } from "./study.ts";
import { findMistakeRow, keepDispute, wantCard, type Practice } from "./store.ts";

/** Which correction a button stands for. */
export type CorrectionArgs = { startedAt: number; at: number };

/** Keeps the mistake for a card, and says so on the button itself. */
export async function makeCard(ctx: BotContext, args: CorrectionArgs): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const isKept = await wantCard(deps.db, { ...args, personId: turn.personId, known: findPractice(ctx, args), now: turn.now });
  if (!isKept) return "stale";
  await relabelPressed(ctx, turn.t("correction-card-kept"));
}

/** Has a teacher look at a correction that the learner holds for wrong; pressed again, it says how far that is. */
export async function disputeCorrection(ctx: BotContext, args: CorrectionArgs): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const { personId, now } = turn;
  const mistakeId = `${personId}:${args.startedAt}:${args.at}`;
  const known = findPractice(ctx, args);
  const row = known?.study.mistakes[args.at] ?? (await findMistakeRow(deps.db, mistakeId));
  if (row === undefined || ("personId" in row && row.personId !== personId)) return "stale";
  doubt(turn, args, row);
  const opened = await openCard(deps, {
    kind: disputeCard,
    // One for each correction, for ever: what a teacher has decided is not asked again.
    ...turn.writing(),
    key: `dispute:${mistakeId}`,
    actor: { type: "person", personId, name: turn.senderName },
    subject: mistakeId,
    personId,
    personName: turn.senderName,
    status: "pending",
    topic: { key: "disputes", name: turn.inLanguage(deps.config.staffLanguage).t("dispute-topic") },
    statements: () => keepDispute(deps.db, { ...args, personId, mistakeId, known, now }),
  });
  if (opened.type === "opened") opened.events.forEach(turn.deliver);
  const { isOpen, openedAt } = opened.file.card;
  const wasOpened = openedAt.getTime() === now.getTime();
  turn.say(renderDisputeOpened(turn.t, wasOpened ? "new" : isOpen ? "waiting" : "decided"));
}

/** From now on it is no mistake to practise, whatever is decided on it. */
function doubt({ state }: Turn, { startedAt, at }: CorrectionArgs, doubted: Pick<Mistake, "wrong" | "right">): void {
  const newest = state.read(conversationCell);
  if (newest?.study?.startedAt === startedAt) state.write(conversationCell, { ...newest, study: markDisputed(newest.study, at) });
  const known = state.read(mistakesCell) ?? [];
  const kept = dropMistake(known, doubted);
  if (kept.length < known.length) state.write(mistakesCell, kept);
}

/** What the button's correction was made in, while the object still has it; afterwards only the database has. */
function findPractice({ turn }: BotContext, { startedAt }: CorrectionArgs): Practice | undefined {
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
