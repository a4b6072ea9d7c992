import type { Deed, Entry } from "../diary.ts";
import { onlyFelt } from "../felt.ts";
import { ownerIds } from "../personas.ts";
import type { Persona } from "../wire.ts";
import type { Scenario, Step } from "./scenario.ts";

const MINUTE_MS = 60_000;

/** A conversation as a scenario. Whoever holds no office comes anew when it is replayed, as nobody is asked twice for their language. */
export function writeScenario({ persona, entries }: { persona: Persona; entries: Entry[] }): Scenario {
  const { name, languageCode, personId } = persona;
  return {
    name: "conversation",
    title: `A conversation of ${name}`,
    ...(ownerIds.includes(personId) ? {} : { newcomers: [{ name, languageCode }] }),
    steps: onlyFelt(entries).map((entry) => stepOf(entry, name)),
  };
}

function stepOf(entry: Entry, who: string): Step {
  if ("laterMs" in entry) return { clock: { minutes: entry.laterMs / MINUTE_MS } };
  if ("switches" in entry) return { switches: entry.switches };
  return deedOf(entry.deed, who);
}

function deedOf(deed: Deed, who: string): Step {
  return "unsaid" in deed ? { note: `Left out: ${who} ${deed.unsaid}`.slice(0, 4096) } : { who, ...deed };
}
