import * as z from "zod";
import { defineTextFlow } from "#platform/text-flow.ts";
import { addTip } from "./bot.ts";
import { judgeTip } from "./rules.ts";
import { renderTipQuestion } from "./view.ts";

/** Asks an owner for the text of a new tip. */
export const addTipFlow = defineTextFlow({
  name: "add-tip",
  data: z.object({}),
  ask: (_, turn) => renderTipQuestion(turn),
  judge: judgeTip,
  save: ({ text }, turn, deps) => addTip(turn, deps, text),
});
