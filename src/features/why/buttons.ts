import * as z from "zod";
import { defineButton, integerArg } from "#platform/telegram/button.ts";
import { parseName, nameOf, type Subject } from "#platform/object-name.ts";

/** `person.7`: a subject in the arguments of a button, which hold no colon. */
const subjectArg = z
  .string()
  .regex(/^(person|chat|misc)\.-?\d{1,16}$/)
  .transform((text) => text.replace(".", ":"));

/** `updateId` is 0 where the whole timeline is shown; `page` counts from the newest, which is 0. */
export const pageButton = defineButton("why:page", { subject: subjectArg, updateId: integerArg, page: integerArg });
/** `mark` stands for the dead letter, whose own name may be longer than a button holds. */
export const replayButton = defineButton("why:replay", { subject: subjectArg, updateId: integerArg, mark: z.string().regex(/^\w{1,14}$/) });

export function subjectInButton(subject: Subject): string {
  return nameOf(subject).replace(":", ".");
}

export function subjectOfButton(name: string): Subject {
  return parseName(name);
}
