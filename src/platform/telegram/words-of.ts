import type { Message } from "grammy/types";

/** The words that came with a message or an album, of which usually one part has some. */
export function wordsOf(messages: readonly Message[]): string | undefined {
  return messages.map(({ text, caption }) => text ?? caption).find((words) => words !== undefined && words !== "");
}
