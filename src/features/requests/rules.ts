const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** As much as a message can hold. */
export const LONGEST_TEXT = 4_096;

/** How long after a rejection nobody asks for the same again. */
const COOL_DOWN_MS = DAY_MS;

/** After how much silence a request expires, and how long before its person is reminded. */
export const EXPIRES_AFTER_MS = 30 * DAY_MS;
export const REMINDED_BEFORE_MS = 3 * DAY_MS;

/** What keeps a request alive: whatever its person says, and whatever staff ask. */
export const SIGNS_OF_LIFE = ["open", "add", "answer", "edit", "renew", "ask", "send"] as const;

/** In how many hours somebody who was rejected may ask again, rounded up; 0 for now. */
export function hoursToWait(rejectedAt: Date | undefined, now: Date): number {
  if (rejectedAt === undefined) return 0;
  return Math.max(0, Math.ceil((rejectedAt.getTime() + COOL_DOWN_MS - now.getTime()) / HOUR_MS));
}

/** What staff call somebody: by @name, else by name, else by id. */
export function labelOf({ username, name, personId }: { username: string | undefined; name: string; personId: number }): string {
  if (username !== undefined) return `@${username}`;
  return name.trim() === "" ? String(personId) : name.trim();
}

/** The number of a record as staff write it: `4` or `#4`, and nothing beside it. */
export function readRecordNumber(typed: string): string | undefined {
  return /^\s*(?:#|№\s?)?0*(\d{1,15})\s*$/.exec(typed)?.[1];
}

/** What a person wants to say, without the space around it; undefined where that is nothing, or too much. */
export function readText(typed: string): string | undefined {
  const text = typed.trim();
  return text === "" || text.length > LONGEST_TEXT ? undefined : text;
}
