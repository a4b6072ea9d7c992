import * as z from "zod";
import { defineButton, integerArg } from "#platform/telegram/button.ts";
import { MISTAKE_TYPES } from "./mistake.ts";
import { MODES } from "./modes.ts";

export const learnButton = defineButton("tutor:learn", {});
/** Begins to practise something. */
export const talkButton = defineButton("tutor:talk", { mode: z.enum(MODES) });
/** The same against mistakes of one type. */
export const practiseButton = defineButton("tutor:practise", { mode: z.enum(MODES), type: z.enum(MISTAKE_TYPES) });
/** These belong to the conversation that began at an instant, in milliseconds. */
export const endButton = defineButton("tutor:end", { startedAt: integerArg });
/** Asks for a task: the first, the next, or another one. */
export const taskButton = defineButton("tutor:task", { startedAt: integerArg });
/** Takes up the newest conversation. */
export const resumeButton = defineButton("tutor:resume", {});
export const exportButton = defineButton("tutor:export", { startedAt: integerArg });
export const factsButton = defineButton("tutor:facts", {});
/** 0 stands for a new one. */
export const editFactButton = defineButton("tutor:fact", { factId: integerArg });
export const forgetFactButton = defineButton("tutor:fact-gone", { factId: integerArg });
export const retryButton = defineButton("tutor:retry", { startedAt: integerArg });
/** And these to one correction: the beginning of its stretch of practice, and its place there. */
export const cardButton = defineButton("tutor:card", { startedAt: integerArg, at: integerArg });
export const disputeButton = defineButton("tutor:dispute", { startedAt: integerArg, at: integerArg });
