import type { SavedTelegram } from "./contract.ts";
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

/** Everything that the fake remembers, of the calls the newest, as `restore` reads it. */
export function save(world: World): SavedTelegram {
  const bodies = new Map([...world.files].map(([fileId, { content }]) => [fileId, content]));
  const files = new Map([...world.files].map(([fileId, { content: _aside, ...file }]) => [fileId, file]));
  const memory = { ...Object.fromEntries(kept.map((key) => [key, world[key]])), files, calls: world.calls.slice(-callsKept) };
  return { text: JSON.stringify(memory, (_, value: unknown) => packed(value)), bodies };
}

/** Puts back what was saved; the numbers of updates never go back, so that none is repeated. */
export function restore(world: World, { text, bodies }: SavedTelegram): void {
  const { lastUpdateId } = world;
  const memory = JSON.parse(text, (_, value: unknown) => unpacked(value)) as Memory;
  for (const file of memory.files.values()) file.content = bodyOf(file.fileId, bodies);
  joinSubscriptions(memory.payments);
  // Listeners and callers hold the list of calls itself.
  world.calls.push(...memory.calls);
  Object.assign(world, { ...memory, calls: world.calls, lastUpdateId: Math.max(lastUpdateId, memory.lastUpdateId) });
}

/** All payments of a subscription speak of the same one, which is written with each of them. */
function joinSubscriptions(payments: Memory["payments"]): void {
  for (const payment of payments.values()) {
    const shared = payments.get(payment.subscription?.firstChargeId ?? "")?.subscription;
    if (shared) payment.subscription = shared;
  }
}

function bodyOf(fileId: string, bodies: SavedTelegram["bodies"]): Uint8Array<ArrayBuffer> {
  const body = bodies.get(fileId);
  if (!body) throw new Error(`What is in the file ${fileId} was not saved`);
  return body;
}

type Packed = { $map: Array<[unknown, unknown]> } | { $number: "Infinity" };

function packed(value: unknown): unknown {
  if (value instanceof Map) return { $map: [...value] } satisfies Packed;
  if (value === Infinity) return { $number: "Infinity" } satisfies Packed;
  return value instanceof Upload ? value.toJSON() : value;
}

function unpacked(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const box = value as Partial<Record<"$map" | "$number", unknown>>;
  if (Array.isArray(box.$map)) return new Map(box.$map as Array<[unknown, unknown]>);
  return box.$number === "Infinity" ? Infinity : value;
}
