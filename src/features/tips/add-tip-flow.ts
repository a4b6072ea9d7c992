import * as z from "zod";
import { defineFlow } from "#platform/feature.ts";
import { addTip } from "./bot.ts";
import { judgeTip } from "./rules.ts";
import { renderTipQuestion } from "./view.ts";

const data = z.object({ text: z.string().optional() });
const HOUR_MS = 60 * 60 * 1000;

/** Asks an owner for the text of a new tip. */
export const addTipFlow = defineFlow<z.infer<typeof data>>({
  name: "add-tip",
  version: 1,
  first: "text",
  data,
  expiresAfterMs: HOUR_MS,
  steps: {
    text: {
      accepts: "text",
      ask: (_, turn) => renderTipQuestion(turn),
      decide: (input) => {
        const refusal = judgeTip(input);
        return refusal === undefined ? { type: "finish", data: { text: input.trim() } } : { type: "stay", reason: refusal };
      },
    },
  },
  save: ({ text = "" }, turn, deps) => addTip(turn, deps, text),
});
