const MARK = "stoa-simulator";
let prefix = `${MARK} `;

/** From now on this browser keeps what belongs to this world; what is left of another is thrown away. */
export function keepFor(world: string): void {
  prefix = `${MARK} ${world} `;
  for (const key of Object.keys(localStorage)) if (key.startsWith(MARK) && !key.startsWith(prefix)) localStorage.removeItem(key);
}

/** Outlasts a reload. Undefined takes away what was kept. */
export function keep(name: string, value: unknown): void {
  if (value === undefined) localStorage.removeItem(prefix + name);
  else localStorage.setItem(prefix + name, JSON.stringify(value));
}

/** What was kept, as anybody may have left it there; undefined where there is nothing. */
export function recall(name: string): Partial<Record<string, unknown>> | undefined {
  const saved: unknown = JSON.parse(localStorage.getItem(prefix + name) ?? "null");
  return typeof saved === "object" && saved !== null ? (saved as Record<string, unknown>) : undefined;
}

/** A text that was kept, or none. */
export const textOf = (kept: unknown): string => (typeof kept === "string" ? kept : "");
