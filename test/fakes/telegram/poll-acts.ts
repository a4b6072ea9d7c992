import type { Poll } from "@grammyjs/types";
import type { Acts } from "./acts.ts";
import { findEditable } from "./edit-acts.ts";
import { firstRefusal, isWithin } from "./keyboards.ts";
import type { Payload } from "./payload.ts";
import { closePoll, isOver } from "./polls.ts";
import { badRequest, notActedOut, type Refusal, refusals } from "./refusals.ts";
import { inlineKeyboard, send } from "./sending.ts";
import { today, type World } from "./world.ts";

export const pollActs = {
  sendPoll(world, args) {
    if (args.media || args.explanation_media || args.allow_adding_options) return notActedOut("files and new options in polls");
    const type = args.type === "quiz" ? "quiz" : "regular";
    const poll: Poll = {
      id: String(world.options.now() * 1000 + world.sentAt.length),
      question: args.question,
      options: args.options.map(({ text }, index) => ({ persistent_id: String(index), text, voter_count: 0 })),
      total_voter_count: 0,
      is_closed: args.is_closed ?? false,
      is_anonymous: args.is_anonymous ?? true,
      type,
      allows_multiple_answers: args.allows_multiple_answers ?? false,
      allows_revoting: args.allows_revoting ?? type === "regular",
      members_only: false,
      ...(type === "quiz" && args.correct_option_ids ? { correct_option_ids: [...args.correct_option_ids] } : {}),
      ...(args.explanation ? { explanation: args.explanation } : {}),
      ...endOf(world, args),
    };
    return send(world, args, { poll }, "polls");
  },

  stopPoll(world, args) {
    const found = findEditable(world, args);
    if ("errorCode" in found) return found.description === refusals.editNotFound.description ? refusals.pollNotFound : found;
    const { chat, stored } = found;
    const { poll } = stored.message;
    if (!poll) return refusals.notAPoll;
    if (isOver(world, poll)) return refusals.pollClosed;
    Object.assign(stored.message, inlineKeyboard(args.reply_markup));
    closePoll(world, chat, stored);
    return { result: structuredClone(poll) };
  },
} satisfies Acts;

function endOf(world: World, { open_period, close_date }: { open_period?: number; close_date?: number }) {
  if (open_period) return { open_period, close_date: today(world) + open_period };
  return close_date ? { close_date } : {};
}

const most = { question: 300, option: 100, options: 12 };

/** A poll whose fields already have their types. */
export function judgePoll(payload: Payload): Refusal | undefined {
  const question = payload["question"] as string;
  const options = payload["options"] as Array<{ text: string }>;
  const isQuiz = payload["type"] === "quiz";
  if (question.length > most.question) return badRequest(`poll question length must not exceed ${most.question}`);
  if (options.length === 0) return badRequest("poll must have at least one answer option");
  if (options.length > most.options) return badRequest(`poll can't have more than ${most.options} options`);
  const refusal = firstRefusal(options, ({ text }) => judgeOption(text));
  return refusal ?? (isQuiz ? judgeQuiz((payload["correct_option_ids"] as number[] | undefined) ?? [], options.length) : undefined);
}

function judgeOption(text: string): Refusal | undefined {
  if (text.trim() === "") return badRequest("poll option must be non-empty");
  return text.length > most.option ? badRequest(`poll options length must not exceed ${most.option}`) : undefined;
}

function judgeQuiz(correct: number[], options: number): Refusal | undefined {
  if (correct.length === 0) return badRequest("correct quiz option list must be non-empty");
  if (correct.some((option) => !isWithin(option, 0, options - 1))) return badRequest("wrong quiz correct_option_id");
  return correct.some((option, index) => index > 0 && option <= (correct[index - 1] ?? 0))
    ? badRequest("correct quiz option list must be increasing")
    : undefined;
}
