import type { DeliveryStatus } from "#platform/campaign/status.ts";
import { seededChance } from "#platform/chance.ts";
import type { RowKind } from "#platform/sessions.ts";
import type { RecalledRow } from "#platform/trace.ts";

/** Whom or what staff ask about. A bare number may be a person or an update. */
export type Question =
  | { by: "username"; username: string; updateId?: number }
  | { by: "person"; personId: number; updateId?: number }
  | { by: "number"; number: number; updateId?: number }
  | { by: "update"; updateId: number };

const NUMBER = /^\d{1,15}$/;
const UPDATE = /^(?:update\s+|u|#)(\d{1,15})$/i;

/** `@name`, an id or `update <number>`, the first two with the number of an update behind them or without. */
export function parseQuestion(text: string): Question | undefined {
  const [, update] = UPDATE.exec(text) ?? [];
  if (update !== undefined) return { by: "update", updateId: Number(update) };
  const [who = "", which, ...rest] = text.split(/\s+/);
  if (rest.length > 0 || (which !== undefined && !NUMBER.test(which))) return undefined;
  const narrowed = which === undefined ? {} : { updateId: Number(which) };
  if (/^@\w{1,32}$/.test(who)) return { by: "username", username: who.slice(1), ...narrowed };
  return NUMBER.test(who) ? { by: "number", number: Number(who), ...narrowed } : undefined;
}

/** One thing that happened, and what came of it. `at` in milliseconds. */
export type Story =
  /** Something in the inbox: an update, an event, the result of a job. `deadLetterId` where it can be handled anew. */
  | { type: "row"; at: number; row: RecalledRow; deadLetterId?: string }
  | { type: "decision"; at: number; actor: string; action: string; subject: string; origin: string }
  /** It went to this person among many, or is to; `at` is when that last changed. */
  | { type: "delivery"; at: number; kind: string; status: DeliveryStatus; reason: string }
  /** It has not reached its object yet. */
  | { type: "event"; at: number; eventId: string; kind: string }
  /** It never reached its object. */
  | { type: "letter"; at: number; deadLetterId?: string; key: string; kind: RowKind };

export type Told = {
  objectName: string;
  rows: RecalledRow[];
  decisions: Array<{ auditId: string; at: Date; actor: string; action: string; subject: string; origin: string }>;
  events: Array<{ eventId: string; kind: string; createdAt: Date }>;
  deliveries: Array<{ kind: string; status: DeliveryStatus; reason: string | null; changedAt: Date }>;
  letters: Array<{ deadLetterId: string; diedAt: Date; delivery?: { key: string; kind: RowKind } }>;
};

/** What all sources tell, in the order in which it happened; of one update, what it was and whatever came of it. */
export function tellTimeline({ objectName, rows, decisions, events, deliveries, letters }: Told, updateId?: number): Story[] {
  const chosen = updateId === undefined ? rows.filter(isTelling) : descendants(rows.filter(isTelling), `t:${updateId}`);
  const isOfUpdate = (key: string) => updateId === undefined || new RegExp(`(^|:)t:${updateId}(?!\\d)`).test(key);
  const stories: Story[] = [
    ...chosen.map((row): Story => {
      const story = { type: "row" as const, at: row.acceptedAt, row };
      return row.isReplayable ? { ...story, deadLetterId: `${objectName}:${row.key}` } : story;
    }),
    ...decisions
      .filter(({ auditId }) => isOfUpdate(auditId))
      .map(({ auditId: _, at, ...decision }): Story => ({ type: "decision", at: at.getTime(), ...decision })),
    ...events
      .filter(({ eventId }) => isOfUpdate(eventId))
      .map(({ eventId, kind, createdAt }): Story => ({ type: "event", at: createdAt.getTime(), eventId, kind })),
    ...deliveries
      // What goes to many came from no update of this person.
      .filter(() => updateId === undefined)
      .map(({ kind, status, reason, changedAt }): Story => ({
        type: "delivery",
        at: changedAt.getTime(),
        kind,
        status,
        reason: reason ?? "",
      })),
    ...letters
      .filter(({ delivery }) => isOfUpdate(delivery?.key ?? ""))
      .map(({ deadLetterId, diedAt, delivery }): Story => {
        return { type: "letter", at: diedAt.getTime(), deadLetterId, key: delivery?.key ?? "", kind: delivery?.kind ?? "other" };
      }),
  ];
  return stories.sort((a, b) => a.at - b.at || orderOf(a) - orderOf(b));
}

/** Of what was forgotten only the key is left, and says nothing. */
function isTelling({ status, outcome }: RecalledRow): boolean {
  return outcome !== "" || status === "waiting" || status === "sending";
}

function orderOf(story: Story): number {
  return story.type === "row" ? story.row.seq : Number.MAX_SAFE_INTEGER;
}

/** A row, and the jobs, timers, events and repetitions that it led to, with theirs. */
function descendants(rows: RecalledRow[], key: string): RecalledRow[] {
  const family = rows.filter((row) => row.key === key);
  for (let at = 0; at < family.length; at++) {
    const parent = family[at];
    if (parent !== undefined) family.push(...rows.filter((row) => !family.includes(row) && isChild(row.key, parent)));
  }
  return family;
}

/** By how the session names what it puts into its own inbox. */
function isChild(key: string, parent: RecalledRow): boolean {
  const rest = key.slice(2);
  switch (key[0]) {
    case "j":
      return rest.startsWith(`${parent.seq}-`);
    case "a":
      return new RegExp(`:\\d+:${parent.seq}$`).test(rest) || isBehind(rest, parent.key);
    case "e":
    case "r":
      return isBehind(rest, parent.key);
    default:
      return false;
  }
}

/** Whether a key stands whole in another, where `:` and `#` divide the parts. */
function isBehind(text: string, key: string): boolean {
  const inParts = (whole: string) => `:${whole.replaceAll("#", ":")}:`;
  return inParts(text).includes(inParts(key));
}

/** A page of what is told, the newest page being 0; each page reads from its oldest down to its newest. */
export function pageOf(stories: Story[], page: number, size: number): { stories: Story[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(stories.length / size));
  const shown = Math.min(Math.max(page, 0), pages - 1);
  const end = stories.length - shown * size;
  return { stories: stories.slice(Math.max(0, end - size), end), page: shown, pages };
}

/** Stands for the name of a dead letter where that is too long: not secret, and different for each of the few of one person. */
export function markOf(deadLetterId: string): string {
  return Math.floor(seededChance(deadLetterId) * 2 ** 32).toString(36);
}

/** What a person's calls of models took, as far as their rows tell. */
export function sumModels(stories: Story[]): { calls: number; spent: number } {
  const calls = stories.flatMap((story) => (story.type === "row" ? story.row.trace.filter((entry) => entry.type === "model") : []));
  return { calls: calls.length, spent: calls.reduce((sum, call) => sum + call.spent, 0) };
}
