/** Where a person's phone is: in the list of chats, in a forum's list of topics, or in a chat. */
export type Place = { chatId?: number | undefined; threadId?: number | undefined };

const keyOf = (personId: number): string => `stoa-simulator-place-${personId}`;

export function rememberPlace(personId: number, place: Place): void {
  localStorage.setItem(keyOf(personId), JSON.stringify(place));
}

/** The place before a reload; undefined where none is known. */
export function recallPlace(personId: number): Place | undefined {
  const saved: unknown = JSON.parse(localStorage.getItem(keyOf(personId)) ?? "null");
  if (typeof saved !== "object" || saved === null) return undefined;
  const { chatId, threadId } = saved as Record<string, unknown>;
  return { chatId: typeof chatId === "number" ? chatId : undefined, threadId: typeof threadId === "number" ? threadId : undefined };
}
