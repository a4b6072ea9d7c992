import * as z from "zod";
import { defineTextFlow } from "#platform/text-flow.ts";
import { addTip, changeText } from "./pool.ts";
import { judgeTip } from "./rules.ts";
import { renderTipQuestion } from "./view.ts";

/** Asks staff for the text of a new tip. */
export const addTipFlow = defineTextFlow({
  name: "add-tip",
  data: z.object({}),
  ask: (_, turn) => renderTipQuestion(turn),
  judge: judgeTip,
  save: ({ text }, turn, deps) => addTip(turn, deps, text),
});

/** Asks for another text of one that is there. */
export const editTipFlow = defineTextFlow({
  name: "edit-tip",
  data: z.object({ tipId: z.int() }),
  ask: (_, turn) => renderTipQuestion(turn),
  judge: judgeTip,
  save: (edit, turn, deps) => changeText(turn, deps, edit),
});
