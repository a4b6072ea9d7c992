import * as z from "zod";
import conversationPrompt from "#prompts/tutor-conversation.md";
import { disarmAddresses } from "#platform/ai/addresses.ts";
import { aiRefusal } from "#platform/ai/budget.ts";
import { fillPrompt } from "#platform/ai/prompt.ts";
import { withinBudget } from "#platform/ai/spend.ts";
import { defineJob } from "#platform/feature.ts";
import type { Profile } from "#platform/profile.ts";
import { downloadFile } from "#platform/telegram/file.ts";
import { parseMarkdown } from "#platform/text/markdown.ts";
import type { View } from "#platform/telegram/view.ts";
import type { Text } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { conversationCell, keepUnanswered, recording, rememberAnswer, turnsForModel, type Conversation } from "./conversation.ts";
import { languageName, LEVEL_RULES } from "./rules.ts";
import {
  renderAnswer,
  renderEcho,
  renderLeftOut,
  renderNoAnswer,
  renderNotHeard,
  renderRefusal,
  renderSilence,
  renderStopped,
  renderTooLarge,
} from "./view.ts";

const FEATURE = "tutor";
const MAX_ANSWER_TOKENS = 800;
const TURN_MS = 60_000;

const message = z.object({ startedAt: z.number(), text: z.string() });
const answered = z.discriminatedUnion("type", [
  z.object({ type: z.literal("answer"), text: z.string(), isCut: z.boolean() }),
  z.object({ type: z.literal("refused"), refusal: aiRefusal }),
  z.object({ type: z.literal("ended") }),
]);

/** The tutor's answer to one message of the open conversation. */
export const replyJob = defineJob<z.infer<typeof message>, z.infer<typeof answered>>({
  name: "tutor.reply",
  deadlineMs: TURN_MS,
  input: message,
  outcome: answered,
  run: async ({ text }, context) => {
    const { deps, signal, state, profile, draft, t } = context;
    const conversation = state.read(conversationCell);
    if (conversation === undefined || profile === undefined) return { type: "ended" };
    draft.think(t("tutor-thinking"));
    const answer = await withinBudget(context, FEATURE, (models) =>
      models.chat({
        system: writeSystemPrompt(profile, deps.config.targetLanguage),
        turns: turnsForModel(conversation, text),
        signal,
        maxOutputTokens: MAX_ANSWER_TOKENS,
        onText: (soFar) => draft.show(readAnswer(soFar), soFar),
      }),
    );
    return answer.ok ? { type: "answer", text: answer.value.text, isCut: answer.value.isCut } : { type: "refused", refusal: answer.reason };
  },
  done: (outcome, { startedAt, text }, turn, { config }) => {
    const conversation = turn.state.read(conversationCell);
    if (conversation?.startedAt !== startedAt || outcome.type === "ended") return;
    if (outcome.type === "refused") {
      return sayUnanswered(turn, { conversation, text, view: renderRefusal(turn, outcome.refusal, config.timezone) });
    }
    turn.state.write(conversationCell, rememberAnswer(conversation, { learner: text, tutor: outcome.text }));
    turn.say(renderAnswer(turn, readAnswer(outcome.text), outcome.isCut));
  },
  failed: ({ reason, partial = "" }, { startedAt, text }, turn) => {
    const conversation = turn.state.read(conversationCell);
    if (conversation?.startedAt !== startedAt) return;
    if (reason === "stopped" && partial !== "") {
      turn.state.write(conversationCell, rememberAnswer(conversation, { learner: text, tutor: partial }));
      return turn.say(renderStopped(turn, readAnswer(partial)));
    }
    sayUnanswered(turn, { conversation, text, view: reason === "stopped" ? renderStopped(turn, []) : renderNoAnswer(turn) });
  },
});

/** Says why there is no answer, and keeps what was written; what no longer finds room is told to be left out. */
function sayUnanswered(turn: Turn, { conversation, text, view }: { conversation: Conversation; text: string; view: View }): void {
  const kept = keepUnanswered(conversation, text);
  turn.state.write(conversationCell, kept.conversation);
  turn.say(kept.isAllKept ? view : renderLeftOut(turn, view));
}

const spoken = z.object({ startedAt: z.number(), recording });
const heard = z.discriminatedUnion("type", [
  z.object({ type: z.literal("speech"), text: z.string() }),
  z.object({ type: z.literal("silence") }),
  z.object({ type: z.literal("too-large") }),
  z.object({ type: z.literal("refused"), refusal: aiRefusal }),
  z.object({ type: z.literal("ended") }),
]);

/** What was said in a recording. It is shown to the learner, and then answered as if they had written it. */
export const hearJob = defineJob<z.infer<typeof spoken>, z.infer<typeof heard>>({
  name: "tutor.hear",
  deadlineMs: TURN_MS,
  input: spoken,
  outcome: heard,
  run: async ({ recording: { fileId, mimeType, seconds } }, context) => {
    const { deps, signal, state, draft, t } = context;
    if (state.read(conversationCell) === undefined) return { type: "ended" };
    draft.think(t("tutor-listening"));
    const file = await downloadFile(deps, fileId, signal);
    if (!file.ok) return { type: file.reason };
    const transcript = await withinBudget(context, FEATURE, (models) =>
      models.transcribe({ audio: file.value, mimeType, language: deps.config.targetLanguage, seconds, signal }),
    );
    if (!transcript.ok) return { type: "refused", refusal: transcript.reason };
    return transcript.value.type === "silence" ? { type: "silence" } : { type: "speech", text: transcript.value.text };
  },
  done: (outcome, { startedAt, recording: unheard }, turn, { config }) => {
    const conversation = turn.state.read(conversationCell);
    if (conversation?.startedAt !== startedAt) return;
    switch (outcome.type) {
      case "ended":
        return;
      case "silence":
        return turn.say(renderSilence(turn));
      case "too-large":
        return turn.say(renderTooLarge(turn));
      case "refused":
        turn.state.write(conversationCell, { ...conversation, unheard: [...conversation.unheard, unheard] });
        return turn.say(renderRefusal(turn, outcome.refusal, config.timezone));
      case "speech":
        turn.say(renderEcho(turn, outcome.text));
        return turn.start(replyJob, { startedAt, text: outcome.text });
    }
  },
  failed: ({ reason }, { startedAt, recording: unheard }, turn) => {
    const conversation = turn.state.read(conversationCell);
    if (conversation?.startedAt !== startedAt) return;
    turn.state.write(conversationCell, { ...conversation, unheard: [...conversation.unheard, unheard] });
    turn.say(reason === "stopped" ? renderStopped(turn, []) : renderNotHeard(turn));
  },
});

/** A tutor has nothing to link to. */
function readAnswer(markdown: string): Text {
  return disarmAddresses(parseMarkdown(markdown, { allowedHosts: [] }));
}

function writeSystemPrompt(profile: Profile, targetLanguage: string): string {
  return fillPrompt(conversationPrompt, {
    targetLanguage: languageName(targetLanguage),
    level: profile.level,
    explanationLanguage: languageName(profile.explanationLanguage),
    levelRule: LEVEL_RULES[profile.level],
  });
}
