import type { Where } from "../api.ts";
import { keep, recall, textOf } from "../kept.ts";

/** What the next text of a chat is for, if not simply to be said there. */
export type Purpose = { kind: "reply" | "edit"; messageId: number };
/** What stands in the field of a chat and has not been sent. */
export type Writing = { text: string; purpose?: Purpose | undefined };

const nameOf = ({ personId, chatId, threadId }: Where): string => `writing-${personId}-${chatId}-${threadId ?? ""}`;

/** Kept from the first letter on, so that neither a reload nor another chat nor a simulator that is gone takes it away. */
export function keepWriting(where: Where, writing: Writing): void {
  keep(nameOf(where), writing.text === "" && !writing.purpose ? undefined : writing);
}

export function recallWriting(where: Where): Writing {
  const { text, purpose } = recall(nameOf(where)) ?? {};
  return { text: textOf(text), ...(isPurpose(purpose) ? { purpose } : {}) };
}

/** What could not be sent stands in the field again, before what was written there meanwhile. */
export function putBack(where: Where, { text, purpose }: Writing): void {
  const meanwhile = recallWriting(where);
  const texts = [text, meanwhile.text].filter((each) => each !== "");
  keepWriting(where, { text: texts.join("\n"), purpose: meanwhile.purpose ?? purpose });
}

function isPurpose(value: unknown): value is Purpose {
  if (typeof value !== "object" || value === null || !("kind" in value) || !("messageId" in value)) return false;
  return (value.kind === "reply" || value.kind === "edit") && typeof value.messageId === "number";
}
