import * as z from "zod";
import { aiRefusal } from "#platform/ai/budget.ts";
import { withinBudget } from "#platform/ai/spend.ts";
import { listSpeakers } from "#platform/ai/voices.ts";
import type { Config } from "#platform/config.ts";
import { defineQueueJob } from "#platform/job-kind.ts";
import type { Turn } from "#platform/turn.ts";
import { findOpenConversation } from "./conversation.ts";
import { renderUnspoken } from "./listening-view.ts";
import { findSpeech, keepSpeech, readSpeech, SPEECH_TYPE, speechKey, type SpokenNotice } from "./speech.ts";

const SPEAK_MS = 60_000;

/** `passage` is read aloud; `question` is what is asked about it afterwards. */
const toSpeak = z.object({
  startedAt: z.number(),
  passage: z.string(),
  question: z.string(),
});
type ToSpeak = z.infer<typeof toSpeak>;
const spoken = z.discriminatedUnion("type", [
  /** `fileId` is Telegram's, where it has the recording already. */
  z.object({ type: z.literal("speech"), key: z.string(), fileId: z.string().optional() }),
  z.object({ type: z.literal("refused"), refusal: aiRefusal }),
  z.object({ type: z.literal("language-not-spoken") }),
]);

export function canSpeak({ models, targetLanguage }: Config): boolean {
  return listSpeakers(models.speak, targetLanguage).length > 0;
}

/** A text read aloud: recorded once, kept by what it says and by whom, and sent as a voice message. */
export const speakJob = defineQueueJob<ToSpeak, z.infer<typeof spoken>>({
  name: "tutor.speak",
  deadlineMs: SPEAK_MS,
  input: toSpeak,
  outcome: spoken,
  run: async ({ passage }, context) => {
    const { deps } = context;
    const key = await speechKey(deps.config, passage);
    const known = await findSpeech(deps, key);
    if (known !== undefined) return { type: "speech", key, ...known };
    const language = deps.config.targetLanguage;
    const speech = await withinBudget(context, "tutor", (models, signal) => models.speak({ text: passage, language, signal }));
    if (!speech.ok) return { type: "refused", refusal: speech.reason };
    if (!speech.value.ok) return { type: speech.value.reason };
    await keepSpeech(deps, key, speech.value.value);
    return { type: "speech", key };
  },
  done: async (outcome, input, turn, deps) => {
    if (findOpenConversation(turn.state)?.startedAt !== input.startedAt) return;
    if (outcome.type !== "speech") return turn.say(renderUnspoken(turn, input));
    const { key, fileId } = outcome;
    if (fileId !== undefined) await turn.sayVoice({ fileId }, tellSpoken({ ...input, key, isReused: true }));
    else if (!(await sayRecording(turn, deps, { ...input, key, isReused: false }))) turn.say(renderUnspoken(turn, input));
  },
  failed: ({ reason }, input, turn) => {
    if (reason !== "stopped" && findOpenConversation(turn.state)?.startedAt === input.startedAt) turn.say(renderUnspoken(turn, input));
  },
});

/** Sends the recording itself; false where it is gone. */
export async function sayRecording(turn: Turn, deps: Parameters<typeof readSpeech>[0], notice: SpokenNotice): Promise<boolean> {
  const audio = await readSpeech(deps, notice.key);
  if (audio === undefined) return false;
  await turn.sayVoice({ name: "listening.mp3", mimeType: SPEECH_TYPE, audio }, tellSpoken(notice));
  return true;
}

function tellSpoken({ startedAt, key, passage, question, isReused }: SpokenNotice) {
  return { tell: { kind: "tutor.spoken", version: 1, data: { startedAt, key, passage, question, isReused } } };
}
