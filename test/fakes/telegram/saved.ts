import { Upload } from "./upload.ts";
import type { Memory, World } from "./world.ts";

const kept = [
  "chats",
  "queries",
  "invoices",
  "checkouts",
  "payments",
  "files",
  "commands",
  "menuButtons",
  "texts",
  "webhook",
  "pending",
  "lastUpdateId",
  "sentAt",
  "failures",
  "calls",
] as const satisfies ReadonlyArray<keyof Memory>;

const callsKept = 500;

/** Everything that the fake remembers, of the calls the newest, as one text that `restore` reads. */
export function save(world: World): string {
  const memory = { ...Object.fromEntries(kept.map((key) => [key, world[key]])), calls: world.calls.slice(-callsKept) };
  return JSON.stringify(memory, (_, value: unknown) => packed(value));
}

/** Puts back what was saved; the numbers of updates never go back, so that none is repeated. */
export function restore(world: World, saved: string): void {
  const { lastUpdateId } = world;
  const memory = JSON.parse(saved, (_, value: unknown) => unpacked(value)) as Memory;
  // Listeners and callers hold the list of calls itself.
  world.calls.push(...memory.calls);
  Object.assign(world, { ...memory, calls: world.calls, lastUpdateId: Math.max(lastUpdateId, memory.lastUpdateId) });
}

type Packed = { $map: Array<[unknown, unknown]> } | { $bytes: string } | { $number: "Infinity" };

function packed(value: unknown): unknown {
  if (value instanceof Map) return { $map: [...value] } satisfies Packed;
  if (value instanceof Uint8Array) return { $bytes: toBase64(value) } satisfies Packed;
  if (value === Infinity) return { $number: "Infinity" } satisfies Packed;
  return value instanceof Upload ? value.toJSON() : value;
}

function unpacked(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const box = value as Partial<Record<"$map" | "$bytes" | "$number", unknown>>;
  if (Array.isArray(box.$map)) return new Map(box.$map as Array<[unknown, unknown]>);
  if (typeof box.$bytes === "string") return Uint8Array.from(atob(box.$bytes), (letter) => letter.charCodeAt(0));
  return box.$number === "Infinity" ? Infinity : value;
}

const chunk = 32_768;

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += chunk) text += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(text);
}
