import * as z from "zod";
import conversationPrompt from "#prompts/tutor-conversation.md";
import { fillPrompt } from "#platform/ai/prompt.ts";
import { defineJob } from "#platform/feature.ts";
import type { Profile } from "#platform/profile.ts";
import { parseMarkdown } from "#platform/text/markdown.ts";
import { conversationCell, rememberAnswer, turnsForModel } from "./conversation.ts";
import { languageName, LEVEL_RULES } from "./rules.ts";
import { renderAnswer, renderNoAnswer, renderStopped } from "./view.ts";

const MAX_ANSWER_TOKENS = 800;

/** A tutor has nothing to link to. */
const PLAIN = { allowedHosts: [] };

const input = z.object({ startedAt: z.number(), text: z.string() });
const outcome = z.object({ text: z.string(), isCut: z.boolean() });

/** The tutor's answer to one message of the open conversation. */
export const replyJob = defineJob<z.infer<typeof input>, z.infer<typeof outcome>>({
  name: "tutor.reply",
  deadlineMs: 60_000,
  input,
  outcome,
  run: async ({ text }, { deps, signal, state, profile, draft, t }) => {
    const conversation = state.read(conversationCell);
    if (conversation === undefined || profile === undefined) return { text: "", isCut: false };
    draft.think(t("tutor-thinking"));
    const answer = await deps.models.chat({
      system: writeSystemPrompt(profile, deps.config.targetLanguage),
      turns: turnsForModel(conversation, text),
      signal,
      maxOutputTokens: MAX_ANSWER_TOKENS,
      onText: (soFar) => draft.show(parseMarkdown(soFar, PLAIN), soFar),
    });
    return { text: answer.text, isCut: answer.isCut };
  },
  done: (answer, { startedAt, text }, turn) => {
    const conversation = turn.state.read(conversationCell);
    if (conversation?.startedAt !== startedAt || answer.text === "") return;
    turn.state.write(conversationCell, rememberAnswer(conversation, { learner: text, tutor: answer.text }));
    turn.say(renderAnswer(turn, parseMarkdown(answer.text, PLAIN), answer.isCut));
  },
  failed: ({ reason, partial = "" }, { startedAt, text }, turn) => {
    const conversation = turn.state.read(conversationCell);
    if (conversation?.startedAt !== startedAt) return;
    if (reason === "stopped" && partial !== "") {
      turn.state.write(conversationCell, rememberAnswer(conversation, { learner: text, tutor: partial }));
      return turn.say(renderStopped(turn, parseMarkdown(partial, PLAIN)));
    }
    turn.state.write(conversationCell, { ...conversation, unanswered: text });
    turn.say(reason === "stopped" ? renderStopped(turn, []) : renderNoAnswer(turn));
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
