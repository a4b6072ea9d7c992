import * as z from "zod";
import { aiRefusal } from "#platform/ai/budget.ts";
import { withinBudget } from "#platform/ai/spend.ts";
import { defineJob } from "#platform/job-kind.ts";
import { downloadFile } from "#platform/telegram/file.ts";
import { conversationCell, findOpenConversation, recording } from "./conversation.ts";
import { takeWords } from "./lesson.ts";
import { FEATURE, TURN_MS } from "./reply-job.ts";
import { renderStopped } from "./reply-view.ts";
import { renderEcho, renderNotHeard, renderRefusal, renderSilence, renderTooLarge } from "./view.ts";

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
    if (findOpenConversation(state) === undefined) return { type: "ended" };
    draft.think(t("tutor-listening"));
    const file = await downloadFile(deps, fileId, signal);
    if (!file.ok) return { type: file.reason };
    const transcript = await withinBudget(context, FEATURE, (models, allowed) =>
      models.transcribe({ audio: file.value, mimeType, language: deps.config.targetLanguage, seconds, signal: allowed }),
    );
    if (!transcript.ok) return { type: "refused", refusal: transcript.reason };
    return transcript.value.type === "silence" ? { type: "silence" } : { type: "speech", text: transcript.value.text };
  },
  done: (outcome, { startedAt, recording: unheard }, turn, { config }) => {
    const conversation = findOpenConversation(turn.state);
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
        return turn.say(renderRefusal(turn, { refusal: outcome.refusal, kept: "recording", timezone: config.timezone }));
      case "speech":
        turn.say(renderEcho(turn, outcome.text));
        return takeWords(turn, conversation, { text: outcome.text, isSpoken: true });
    }
  },
  failed: ({ reason }, { startedAt, recording: unheard }, turn) => {
    const conversation = findOpenConversation(turn.state);
    if (conversation?.startedAt !== startedAt) return;
    turn.state.write(conversationCell, { ...conversation, unheard: [...conversation.unheard, unheard] });
    turn.say(reason === "stopped" ? renderStopped(turn) : renderNotHeard(turn));
  },
});
