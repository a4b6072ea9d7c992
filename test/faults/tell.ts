import { type Evidence, listAnswers, listNewMessages } from "./evidence.ts";

/** The figures of a storm, for a person to read. */
export function tell({ people, kills, posted, calls, log }: Evidence): string {
  const retried = posted.filter(({ tries }) => tries.length > 1).length;
  const doubled = people.reduce((sum, { personId, awaited }) => sum + listNewMessages(calls, personId).length - awaited, 0);
  const waits = kills
    .filter(({ kind }) => kind === "before Telegram has it")
    .map(({ at, touchedBy }) => (listAnswers(calls, touchedBy)[0]?.at ?? Infinity) - at);
  const troubles = log.filter((line) => !line.startsWith("{") || /"level":"(warn|error)"/.test(line));
  return [
    `${posted.length} updates of ${people.length} people, ${retried} of them tried more than once (${tally(posted.flatMap(({ tries }) => tries))})`,
    `${kills.length} kills (${tally(kills.map(({ kind }) => kind))})`,
    `${calls.length} calls at Telegram; ${doubled} messages came twice because a kill left their outcome unknown`,
    `a committed answer came ${waits.map((ms) => (ms / 1000).toFixed(1)).join(", ")} s after the kill`,
    `${troubles.length} warnings and errors in the Worker's log`,
    ...troubles.slice(0, 10).map((line) => `  ${line.slice(0, 300)}`),
  ].join("\n");
}

function tally(items: ReadonlyArray<string | number>): string {
  return Object.entries(Object.groupBy(items, String))
    .map(([item, same]) => `${item}: ${same?.length ?? 0}`)
    .join(", ");
}
