import * as z from "zod";
import conversationPrompt from "#prompts/tutor-conversation.md";
import { fillPrompt } from "#platform/ai/prompt.ts";
import { defineJob, type JobContext } from "#platform/feature.ts";
import type { Profile } from "#platform/profile.ts";
import { parseMarkdown } from "#platform/text/markdown.ts";
import { conversationCell, rememberAnswer, turnsForModel } from "./conversation.ts";
import { languageName, LEVEL_RULES } from "./rules.ts";
import { renderAnswer, renderNoAnswer } from "./view.ts";

const TYPING_LASTS_MS = 4_500;
const MAX_ANSWER_TOKENS = 800;

const input = z.object({ startedAt: z.number(), text: z.string() });
const outcome = z.object({ text: z.string(), isCut: z.boolean() });

/** The tutor's answer to one message of the open conversation. */
export const replyJob = defineJob<z.infer<typeof input>, z.infer<typeof outcome>>({
  name: "tutor.reply",
  deadlineMs: 60_000,
  input,
  outcome,
  run: async ({ text }, context) => {
    const { deps, signal, state, profile } = context;
    const conversation = state.read(conversationCell);
    if (conversation === undefined || profile === undefined) return { text: "", isCut: false };
    const stopTyping = showTyping(context, profile.personId);
    try {
      const answer = await deps.models.chat({
        system: writeSystemPrompt(profile, deps.config.targetLanguage),
        turns: turnsForModel(conversation, text),
        signal,
        maxOutputTokens: MAX_ANSWER_TOKENS,
      });
      return { text: answer.text, isCut: answer.isCut };
    } finally {
      stopTyping();
    }
  },
  done: (answer, { startedAt, text }, turn) => {
    const conversation = turn.state.read(conversationCell);
    if (conversation?.startedAt !== startedAt || answer.text === "") return;
    turn.state.write(conversationCell, rememberAnswer(conversation, { learner: text, tutor: answer.text }));
    turn.say(renderAnswer(turn, parseMarkdown(answer.text, { allowedHosts: [] }), answer.isCut));
  },
  failed: (_, { startedAt, text }, turn) => {
    const conversation = turn.state.read(conversationCell);
    if (conversation?.startedAt !== startedAt) return;
    turn.state.write(conversationCell, { ...conversation, unanswered: text });
    turn.say(renderNoAnswer(turn));
  },
});

function writeSystemPrompt(profile: Profile, targetLanguage: string): string {
  return fillPrompt(conversationPrompt, {
    targetLanguage: languageName(targetLanguage),
    level: profile.level,
    explanationLanguage: languageName(profile.explanationLanguage),
    levelRule: LEVEL_RULES[profile.level],
  });
}

/** Telegram shows "typing" for five seconds at most, so it is said again until the answer is there. */
function showTyping({ deps }: JobContext, chatId: number): () => void {
  const say = () => {
    deps.telegram.call({ method: "sendChatAction", payload: { chat_id: chatId, action: "typing" } }).catch((error: unknown) => deps.log.debug("tutor.typing.failed", { error }));
  };
  say();
  const timer = setInterval(say, TYPING_LASTS_MS);
  return () => clearInterval(timer);
}
