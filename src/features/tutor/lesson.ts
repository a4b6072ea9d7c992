import type { View } from "#platform/telegram/view.ts";
import type { Turn } from "#platform/turn.ts";
import { conversationCell, findOpenConversation, type Conversation } from "./conversation.ts";
import { renderConversationEnd } from "./mode-view.ts";
import { hasTasks, takesWords } from "./modes.ts";
import { leave } from "./practice.ts";
import { replyJob } from "./reply-job.ts";
import { readSignal } from "./signals.ts";
import { speakJob } from "./speak-job.ts";
import { summaryJob } from "./summary-job.ts";
import type { Written } from "./verify.ts";

/** What the learner wrote or said goes on with the lesson: as the sign for a task or the end, where one may be given, or as their answer. */
export function takeWords(turn: Turn, { startedAt, mode, step }: Conversation, { text, isSpoken }: Written): void {
  const signal = takesWords(mode, step) ? readSignal(text) : undefined;
  if (signal !== "end") return answer(turn, { startedAt, text, isSpoken, wish: signal === "task" && hasTasks(mode) ? "task" : "answer" });
  const end = endTalk(turn);
  if (end !== undefined) turn.say(end);
}

/** Taking notes must hold nobody up. */
export function answer(turn: Turn, message: { startedAt: number; text: string; isSpoken?: boolean; wish: "answer" | "task" }): void {
  turn.stopJobs(summaryJob);
  turn.start(replyJob, message);
}

/** Ends what is open, and has what was practised in it written down; what is to be said of it, undefined where nothing was open. */
export function endTalk(turn: Turn): View | undefined {
  const conversation = findOpenConversation(turn.state);
  // Nobody reads any more what is being written, and it is paid for.
  turn.stopJobs(replyJob, summaryJob, speakJob);
  if (conversation === undefined) return undefined;
  leave(turn, conversation);
  turn.state.write(conversationCell, { ...conversation, endedAt: turn.now.getTime() });
  return renderConversationEnd(turn, conversation);
}
