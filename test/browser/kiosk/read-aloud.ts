import * as z from "zod";
import { withinBudget } from "#platform/ai/spend.ts";
import { defineJob } from "#platform/job-kind.ts";
import { paragraph } from "#platform/text/tree.ts";

const lesson = z.object({ text: z.string() });
/** Where in R2 the clip waits to be sent. */
const clip = z.object({ key: z.string() });

/** Reads a lesson aloud, and sends it as a voice message. */
export const readAloud = defineJob<z.infer<typeof lesson>, z.infer<typeof clip>>({
  name: "kiosk.read-aloud",
  deadlineMs: 30_000,
  input: lesson,
  outcome: clip,
  run: async ({ text }, context) => {
    const { deps, jobId } = context;
    const language = deps.config.targetLanguage;
    const spoken = await withinBudget(context, "kiosk", (models, signal) => models.speak({ text, language, signal }));
    if (!spoken.ok || !spoken.value.ok) throw new Error("nobody reads it aloud");
    const key = `outgoing/${jobId}/lesson.mp3`;
    await deps.files.put(key, spoken.value.value.audio);
    return { key };
  },
  done: ({ key }, _, turn) =>
    turn.carryOut({
      method: "sendVoice",
      payload: { chat_id: turn.personId },
      plain: [],
      upload: { field: "voice", key, name: "lesson.mp3" },
    }),
  failed: (_, { text }, turn) => turn.say({ text: [paragraph(text)] }),
});
