import { MAIN_SCREEN } from "#platform/home.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { localDay } from "#platform/ai/budget.ts";
import { conversationCell, resumeConversation } from "./conversation.ts";
import { renderResumed, writeTranscript } from "./earlier-view.ts";

/** Takes up the newest conversation where it was left, today or weeks ago. */
export function resume({ turn }: BotContext): "stale" | void {
  const newest = turn.state.read(conversationCell);
  if (newest === undefined || newest.turns.length === 0) return "stale";
  const open = newest.endedAt === undefined ? newest : resumeConversation(newest, turn.now);
  turn.state.write(conversationCell, open);
  turn.show(MAIN_SCREEN, renderResumed(turn, open));
}

/** Hands over a conversation as a file of plain text. */
export async function exportTalk({ turn, deps }: BotContext, { startedAt }: { startedAt: number }): Promise<"stale" | void> {
  const newest = turn.state.read(conversationCell);
  if (newest?.startedAt !== startedAt || newest.turns.length === 0) return "stale";
  const day = localDay(new Date(startedAt), turn.profile()?.timezone ?? deps.config.timezone);
  const file = { name: `transcript-${day}.txt`, mimeType: "text/plain; charset=utf-8", text: writeTranscript(turn, newest, day) };
  await turn.sayDocument(file, turn.t("transcript-caption"));
}
