import type { Entry } from "./diary.ts";
import type { Switches } from "./wire.ts";

/** A switch counts from the next thing that happens to this person; one that was back by then never was. */
export function onlyFelt(entries: Entry[]): Entry[] {
  const set: Switches = { telegram: "well", model: "well", database: "well" };
  const felt = { ...set };
  return entries.flatMap((entry) => {
    if ("switches" in entry) {
      Object.assign(set, entry.switches);
      return [];
    }
    const switches = {
      ...(set.telegram === felt.telegram ? {} : { telegram: set.telegram }),
      ...(set.model === felt.model ? {} : { model: set.model }),
      ...(set.database === felt.database ? {} : { database: set.database }),
    };
    Object.assign(felt, switches);
    return Object.keys(switches).length === 0 ? [entry] : [{ at: entry.at, switches }, entry];
  });
}
