import { defineButton, integerArg } from "#platform/telegram/button.ts";

/** Stands for whoever presses. The progress of somebody else is for teachers, which is decided at the press. */
export const OWN = 0;

export const progressButton = defineButton("progress:show", { personId: integerArg });
/** `page` counts from the newest, which is 0. */
export const historyButton = defineButton("progress:history", { personId: integerArg, page: integerArg });

/** Whom the buttons below somebody's progress stand for. */
export function personInButton(learnerId: number, viewerId: number): number {
  return learnerId === viewerId ? OWN : learnerId;
}
