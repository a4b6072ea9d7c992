import type { Message } from "grammy/types";
import { MAIN_SCREEN } from "#platform/home.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { View } from "#platform/telegram/view.ts";
import type { Turn } from "#platform/turn.ts";
import {
  beginConversation,
  conversationCell,
  findOpenConversation,
  joinUnanswered,
  LONGEST_MESSAGE,
  type Recording,
} from "./conversation.ts";
import { hearJob } from "./hear-job.ts";
import { answer, endTalk, takeWords } from "./lesson.ts";
import type { MistakeType } from "./mistake.ts";
import type { Mode } from "./modes.ts";
import { refuseRecording } from "./rules.ts";
import { canSpeak } from "./speak-job.ts";
import { summaryJob } from "./summary-job.ts";
import { renderLearnMenu, renderStart } from "./mode-view.ts";
import { renderNotReadable, renderRetrying, renderTooLarge, renderTooLong, renderTooLongToHear, type Unreadable } from "./view.ts";

export function openLearnMenu(ctx: BotContext): void {
  ctx.show(
    MAIN_SCREEN,
    renderLearnMenu(ctx.turn, { targetLanguage: ctx.deps.config.targetLanguage, newest: ctx.turn.state.read(conversationCell) }),
  );
}

export function beginTalk(ctx: BotContext, { mode, type: focus }: { mode: Mode; type?: MistakeType }): void {
  // An older conversation is over with this.
  cancelTalk(ctx.turn);
  ctx.turn.state.write(conversationCell, beginConversation(ctx.turn.now, { mode, focus }));
  ctx.show(
    MAIN_SCREEN,
    renderStart(ctx.turn, {
      mode,
      focus,
      targetLanguage: ctx.deps.config.targetLanguage,
      hears: canHear(ctx),
      speaks: canSpeak(ctx.deps.config),
    }),
  );
}

/** Whether what somebody writes or sends is for the tutor. */
export function isTalking({ turn }: BotContext): boolean {
  return findOpenConversation(turn.state) !== undefined;
}

/** A text while a conversation is open is part of it; otherwise it is somebody else's. */
export function answerText(ctx: BotContext): boolean {
  const conversation = findOpenConversation(ctx.turn.state);
  const text = ctx.message?.text?.trim() ?? "";
  if (conversation === undefined) return false;
  if (text.length > LONGEST_MESSAGE) ctx.say(renderTooLong(ctx.turn, text.length));
  else takeWords(ctx.turn, conversation, { text, isSpoken: false });
  return true;
}

/** The first task, the next, or another one. */
export function askForTask(ctx: BotContext, { startedAt }: { startedAt: number }): "stale" | void {
  const conversation = findOpenConversation(ctx.turn.state);
  if (conversation?.startedAt !== startedAt || conversation.step === "open") return "stale";
  answer(ctx.turn, { startedAt, text: "", wish: "task" });
}

/** What is said is answered like what is written; the limits are told before anything is downloaded. */
export function answerMedia(ctx: BotContext): boolean {
  const conversation = findOpenConversation(ctx.turn.state);
  if (conversation === undefined) return false;
  const sent = ctx.message === undefined ? undefined : findRecording(ctx.message);
  if (sent === undefined || !canHear(ctx)) {
    ctx.say(renderNotReadable(ctx.turn, { hears: canHear(ctx), kind: kindOf(ctx.message) }));
    return true;
  }
  const refusal = refuseRecording(sent);
  if (refusal === "too-long") ctx.say(renderTooLongToHear(ctx.turn));
  else if (refusal === "too-large") ctx.say(renderTooLarge(ctx.turn));
  else hear(ctx.turn, { startedAt: conversation.startedAt, recording: sent.recording });
  return true;
}

/** Asks again for every answer that did not come, in one go; pressed twice, it asks once. */
export function retry(ctx: BotContext, { startedAt }: { startedAt: number }): "stale" | void {
  const conversation = findOpenConversation(ctx.turn.state);
  if (conversation?.startedAt !== startedAt) return "stale";
  const { unanswered, unheard, isUnansweredSpoken: isSpoken } = conversation;
  if (unanswered.length + unheard.length === 0) return "stale";
  ctx.turn.state.write(conversationCell, { ...conversation, unanswered: [], isUnansweredSpoken: false, unheard: [] });
  for (const recording of unheard) hear(ctx.turn, { startedAt, recording });
  if (unanswered.length > 0) answer(ctx.turn, { startedAt, text: joinUnanswered(unanswered), isSpoken, wish: "answer" });
  ctx.show("retry", renderRetrying(ctx.turn));
}

/** Ends the conversation that the button stands under, not a newer one. */
export function endThis(ctx: BotContext, { startedAt }: { startedAt: number }): "stale" | void {
  if (findOpenConversation(ctx.turn.state)?.startedAt !== startedAt) return "stale";
  const end = cancelTalk(ctx.turn);
  if (end !== undefined) ctx.say(end);
}

/** What /cancel ends here. */
export function cancelTalk(turn: Turn): View | undefined {
  turn.stopJobs(hearJob);
  return endTalk(turn);
}

function hear(turn: Turn, spoken: { startedAt: number; recording: Recording }): void {
  turn.stopJobs(summaryJob);
  turn.start(hearJob, spoken);
}

function canHear({ deps }: BotContext): boolean {
  return deps.config.models.transcribe.length > 0;
}

function kindOf(message: Message | undefined): Unreadable {
  if (message?.sticker !== undefined) return "sticker";
  if (message?.photo !== undefined || message?.video !== undefined || message?.animation !== undefined) return "picture";
  if (message?.document !== undefined) return "file";
  return message?.voice === undefined ? "other" : "voice";
}

function findRecording({ voice, audio, video_note: round }: Message): { recording: Recording; bytes: number | undefined } | undefined {
  const sent = voice ?? audio ?? round;
  if (sent === undefined) return undefined;
  const mimeType = round === undefined ? ((voice ?? audio)?.mime_type ?? "audio/ogg") : "video/mp4";
  return { recording: { fileId: sent.file_id, mimeType, seconds: sent.duration }, bytes: sent.file_size };
}
