/** A person as staff name them. */
export type Who = { by: "username"; username: string } | { by: "id"; personId: number };

/** `@name` or an id; undefined for anything else. */
export function parseWho(word: string): Who | undefined {
  if (/^@\w{1,32}$/.test(word)) return { by: "username", username: word.slice(1) };
  return /^[1-9]\d{0,14}$/.test(word) ? { by: "id", personId: Number(word) } : undefined;
}
