import type { GivenRole } from "#platform/role.ts";
import type { RecalledRow, TraceEntry } from "#platform/trace.ts";
import type { Story } from "./rules.ts";

/** How much of what happened somebody is shown. What was written is not even kept. */
export type Sight = {
  /** What people asked the bot for, which features answered, mistakes by name, replays: everything but what the fields below withhold. */
  isWhole: boolean;
  /** Whether models answered. */
  models: boolean;
  costs: boolean;
  /** Beginnings of the decisions that are shown. */
  decisions: readonly string[];
};

const DELIVERIES: Sight = { isWhole: false, models: false, costs: false, decisions: [] };
const EVERYTHING: Sight = { isWhole: true, models: true, costs: true, decisions: [""] };

/** Whoever works for the academy may follow whether what was sent has arrived; more only as far as their work needs it. */
const SIGHTS: Record<GivenRole, Sight> = {
  admin: EVERYTHING,
  teacher: { ...DELIVERIES, models: true },
  verifier: { ...DELIVERIES, decisions: ["verification."] },
  approver: DELIVERIES,
  dns: DELIVERIES,
};

/** In a group others read along, and see what all of the staff may. */
export function sightOf(roles: readonly GivenRole[], { othersRead }: { othersRead: boolean }): Sight {
  const sights = othersRead ? [] : roles.map((role) => SIGHTS[role]);
  return {
    isWhole: sights.some(({ isWhole }) => isWhole),
    models: sights.some(({ models }) => models),
    costs: sights.some(({ costs }) => costs),
    decisions: sights.flatMap(({ decisions }) => decisions),
  };
}

/** The same stories without what is not for these eyes. */
export function seenWith(sight: Sight, stories: Story[]): Story[] {
  if (sight.isWhole) return stories;
  return stories.flatMap((story): Story[] => {
    switch (story.type) {
      case "row":
        return [{ type: "row", at: story.at, row: rowSeenWith(sight, story.row) }];
      case "decision":
        return sight.decisions.some((beginning) => story.action.startsWith(beginning)) ? [story] : [];
      case "event":
      case "delivery":
        return [{ ...story, kind: "" }];
      case "letter":
        return [{ type: "letter", at: story.at, key: numberIn(story.key), kind: story.kind }];
    }
  });
}

function rowSeenWith({ models }: Sight, row: RecalledRow): RecalledRow {
  const trace = row.trace.filter(({ type }) => models || (type !== "model" && type !== "unpaid"));
  return { ...row, outcome: "", key: numberIn(row.key), trace: trace.map(withoutError) };
}

function withoutError(entry: TraceEntry): TraceEntry {
  return entry.type === "failed" ? { ...entry, error: "" } : entry;
}

/** The number of an update can be asked for; other keys tell which features somebody uses. */
function numberIn(key: string): string {
  return /^t:\d+$/.test(key) ? key : "";
}
