import type { Message } from "grammy/types";
import { MAIN_SCREEN } from "#platform/home.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { Turn } from "#platform/turn.ts";
import {
  beginConversation,
  conversationCell,
  findOpenConversation,
  joinUnanswered,
  LONGEST_MESSAGE,
  type Conversation,
  type Recording,
} from "./conversation.ts";
import { hearJob } from "./hear-job.ts";
import { takesWords, type Mode } from "./modes.ts";
import { save } from "./practice.ts";
import { replyJob } from "./reply-job.ts";
import { refuseRecording } from "./rules.ts";
import { readSignal } from "./signals.ts";
import { canSpeak, speakJob } from "./speak-job.ts";
import { summaryJob } from "./summary-job.ts";
import { renderConversationEnd, renderLearnMenu, renderStart } from "./mode-view.ts";
import { renderNotReadable, renderRetrying, renderTooLarge, renderTooLong, renderTooLongToHear, type Unreadable } from "./view.ts";

export function openLearnMenu(ctx: BotContext): void {
  ctx.show(
    MAIN_SCREEN,
    renderLearnMenu(ctx.turn, { targetLanguage: ctx.deps.config.targetLanguage, newest: ctx.turn.state.read(conversationCell) }),
  );
}

export function beginTalk(ctx: BotContext, { mode }: { mode: Mode }): void {
  // An older conversation is over with this.
  endConversation(ctx.turn);
  ctx.turn.state.write(conversationCell, beginConversation(ctx.turn.now, mode));
  ctx.show(
    MAIN_SCREEN,
    renderStart(ctx.turn, { mode, targetLanguage: ctx.deps.config.targetLanguage, hears: canHear(ctx), speaks: canSpeak(ctx.deps.config) }),
  );
}

/** A text while a conversation is open is part of it; otherwise it is somebody else's. */
export function answerText(ctx: BotContext): boolean {
  const conversation = findOpenConversation(ctx.turn.state);
  const text = ctx.message?.text?.trim() ?? "";
  if (conversation === undefined) return false;
  const { startedAt, step } = conversation;
  const signal = takesWords(step) ? readSignal(text) : undefined;
  if (signal === "end") endAndTell(ctx);
  else if (text.length > LONGEST_MESSAGE) ctx.say(renderTooLong(ctx.turn, text.length));
  else answer(ctx.turn, replyJob, { startedAt, text, wish: signal ?? "answer" });
  return true;
}

/** The first task, the next, or another one. */
export function askForTask(ctx: BotContext, { startedAt }: { startedAt: number }): "stale" | void {
  const conversation = findOpenConversation(ctx.turn.state);
  if (conversation?.startedAt !== startedAt || conversation.step === "open") return "stale";
  answer(ctx.turn, replyJob, { startedAt, text: "", wish: "task" });
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
  else answer(ctx.turn, hearJob, { startedAt: conversation.startedAt, recording: sent.recording });
  return true;
}

/** Asks again for every answer that did not come, in one go; pressed twice, it asks once. */
export function retry(ctx: BotContext, { startedAt }: { startedAt: number }): "stale" | void {
  const conversation = findOpenConversation(ctx.turn.state);
  if (conversation?.startedAt !== startedAt) return "stale";
  const { unanswered, unheard } = conversation;
  if (unanswered.length + unheard.length === 0) return "stale";
  ctx.turn.state.write(conversationCell, { ...conversation, unanswered: [], unheard: [] });
  for (const recording of unheard) ctx.turn.start(hearJob, { startedAt, recording });
  if (unanswered.length > 0) ctx.turn.start(replyJob, { startedAt, text: joinUnanswered(unanswered) });
  ctx.show("retry", renderRetrying(ctx.turn));
}

/** Ends the conversation that the button stands under, not a newer one. */
export function endTalk(ctx: BotContext, { startedAt }: { startedAt: number }): "stale" | void {
  if (findOpenConversation(ctx.turn.state)?.startedAt !== startedAt) return "stale";
  endAndTell(ctx);
}

function endAndTell({ turn }: BotContext): void {
  const ended = endConversation(turn);
  if (ended !== undefined) turn.say(renderConversationEnd(turn, ended));
}

/** Taking notes must hold nobody up. */
function answer(turn: Turn, job: typeof replyJob, input: unknown): void {
  turn.stopJobs(summaryJob);
  turn.start(job, input);
}

/** What /cancel ends here. */
export function cancelTalk(turn: Turn): boolean {
  return endConversation(turn) !== undefined;
}

/** Ends what is open, and has what was practised in it written down. */
function endConversation(turn: Turn): Conversation | undefined {
  const conversation = findOpenConversation(turn.state);
  stopAnswering(turn);
  if (conversation === undefined) return undefined;
  save(turn, conversation);
  turn.state.write(conversationCell, { ...conversation, endedAt: turn.now.getTime() });
  return conversation;
}

/** Nobody reads any more what is being written, and it is paid for. */
function stopAnswering(turn: Turn): void {
  turn.stopJobs(replyJob, hearJob, summaryJob, speakJob);
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
