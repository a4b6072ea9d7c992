import * as z from "zod";
import { aiRefusal } from "#platform/ai/budget.ts";
import type { Config } from "#platform/config.ts";
import { withinBudget } from "#platform/ai/spend.ts";
import { defineJob } from "#platform/job-kind.ts";
import type { View } from "#platform/telegram/view.ts";
import type { Turn } from "#platform/turn.ts";
import {
  conversationCell,
  findOpenConversation,
  keepUnanswered,
  rememberAnswer,
  rememberPractice,
  turnsForModel,
  type Conversation,
} from "./conversation.ts";
import { renderRecording, renderUnspoken } from "./listening-view.ts";
import { readMemory } from "./memory.ts";
import { DUTIES, dutyFor, nextStep, readVerdict, type Duty, type Mode } from "./modes.ts";
import { watchSilence } from "./practice.ts";
import { PROMPT, writePrompt } from "./prompt.ts";
import { isEmptyReply, readReply, splitPassage, writeReply } from "./reply.ts";
import { renderAnswer, renderReply, renderStopped } from "./reply-view.ts";
import { canSpeak, speakJob } from "./speak-job.ts";
import { summarise } from "./summary-job.ts";
import { renderLeftOut, renderNoAnswer, renderRefusal, type Kept } from "./view.ts";

/** Under which what the tutor costs is counted. */
export const FEATURE = "tutor";
export const TURN_MS = 60_000;
const MAX_ANSWER_TOKENS = 800;

/** `text` is empty where a button was pressed. */
const message = z.object({
  startedAt: z.number(),
  text: z.string(),
  isSpoken: z.boolean().default(false),
  wish: z.enum(["answer", "task"]).default("answer"),
});
type Message = z.output<typeof message>;
const answered = z.discriminatedUnion("type", [
  z.object({ type: z.literal("answer"), text: z.string(), isCut: z.boolean(), duty: z.enum(DUTIES).default("talk") }),
  z.object({ type: z.literal("refused"), refusal: aiRefusal }),
  z.object({ type: z.literal("ended") }),
]);

/** The tutor's answer to one message of the open conversation. */
export const replyJob = defineJob<Message, z.infer<typeof answered>>({
  name: "tutor.reply",
  deadlineMs: TURN_MS,
  input: message,
  outcome: answered,
  run: async (written, context) => {
    const { deps, state, profile, draft, t } = context;
    const conversation = findOpenConversation(state);
    if (conversation === undefined || profile === undefined) return { type: "ended" };
    draft.think(t("tutor-thinking"));
    const { mode, step } = conversation;
    const duty = dutyFor(step, written.wish);
    const answer = await withinBudget(context, FEATURE, (models, signal) =>
      models.chat({
        prompt: PROMPT,
        system: writePrompt({ profile, targetLanguage: deps.config.targetLanguage, mode, duty, focus: conversation.focus }),
        turns: turnsForModel(conversation, written.text, readMemory(state)),
        signal,
        maxOutputTokens: MAX_ANSWER_TOKENS,
        // What is to be heard is not to be read.
        ...(isHeard(mode, duty)
          ? {}
          : { onText: (soFar: string) => draft.show(() => renderReply(readReply(soFar, { written, isWhole: false }), t), soFar) }),
      }),
    );
    return answer.ok
      ? { type: "answer", text: answer.value.text, isCut: answer.value.isCut, duty }
      : { type: "refused", refusal: answer.reason };
  },
  done: (outcome, written, turn, { config }) => {
    const conversation = findOpenConversation(turn.state);
    if (conversation?.startedAt !== written.startedAt || outcome.type === "ended") return;
    if (outcome.type === "refused") {
      return sayUnanswered(turn, {
        conversation,
        written,
        render: (kept) => renderRefusal(turn, { refusal: outcome.refusal, kept, timezone: config.timezone }),
      });
    }
    sayReply(turn, { conversation, written, config, ...outcome });
  },
  failed: ({ reason, partial = "" }, written, turn) => {
    const conversation = findOpenConversation(turn.state);
    if (conversation?.startedAt !== written.startedAt) return;
    const reply = readReply(partial, { written, isWhole: false });
    if (reason === "stopped" && !isEmptyReply(reply)) {
      turn.state.write(conversationCell, rememberAnswer(conversation, { learner: written.text, tutor: writeReply(reply) }));
      return turn.say(renderStopped(turn, reply));
    }
    sayUnanswered(turn, {
      conversation,
      written,
      render: (kept) => (reason === "stopped" ? renderStopped(turn) : renderNoAnswer(turn, kept)),
    });
  },
});

type Said = { conversation: Conversation; written: Message; text: string; isCut: boolean; duty: Duty; config: Config };

function sayReply(turn: Turn, { conversation, written, text, isCut, duty, config }: Said): void {
  const reply = readReply(text, { written, isWhole: true });
  // It was all about what the learner did not write.
  if (isEmptyReply(reply)) return sayUnanswered(turn, { conversation, written, render: (kept) => renderNoAnswer(turn, kept) });
  const isRight = readVerdict(reply.answer, reply.corrections.length);
  const toHear = isHeard(conversation.mode, duty) ? splitPassage(reply) : { passage: "", question: "" };
  const step = nextStep(conversation.step, duty, isRight);
  const practised = rememberPractice(
    { ...conversation, step, heard: duty === "pose" ? toHear.passage : conversation.heard },
    { at: turn.now, written, corrections: reply.corrections, targetLanguage: config.targetLanguage },
  );
  const remembered = rememberAnswer(practised, { learner: written.text, tutor: writeReply(reply) });
  turn.state.write(conversationCell, remembered);
  summarise(turn, remembered);
  if (conversation.study === undefined) watchSilence(turn);
  if (toHear.passage !== "") return haveHeard(turn, config, { ...toHear, startedAt: conversation.startedAt });
  const isDone = duty !== "talk" && step === "done";
  turn.say(renderAnswer(turn, { reply, isCut, study: practised.study, heard: isDone ? conversation.heard : "" }));
}

function isHeard(mode: Mode, duty: Duty): boolean {
  return mode === "listening" && duty === "pose";
}

/** Has a text read aloud, where that can be done; otherwise it is there to be read. */
function haveHeard(turn: Turn, config: Config, toHear: { startedAt: number; passage: string; question: string }): void {
  if (!canSpeak(config)) return turn.say(renderUnspoken(turn, toHear));
  turn.start(speakJob, toHear);
  turn.say(renderRecording(turn));
}

type Unanswered = { conversation: Conversation; written: Message; render: (kept: Kept) => View };

/** Says why there is no answer, and keeps what was written; what no longer finds room is told to be left out. */
function sayUnanswered(turn: Turn, { conversation, written, render }: Unanswered): void {
  // Of the sign for a task there is nothing to keep: it can be given again.
  if (written.wish === "task") return turn.say(render("nothing"));
  const kept = keepUnanswered(conversation, written);
  turn.state.write(conversationCell, kept.conversation);
  turn.say(kept.isAllKept ? render("text") : renderLeftOut(turn, render("text")));
}
