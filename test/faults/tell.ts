import { type Aftermath, newMessagesOf } from "./storm.ts";

/** The figures of a storm, for a person to read. */
export function tell({ telegram, people, posted, kills, log }: Aftermath): string {
  const retried = posted.filter(({ tries }) => tries.length > 1).length;
  const doubled = people.reduce((sum, { personId, awaited }) => sum + newMessagesOf(telegram, personId).length - 1 - awaited, 0);
  const kinds = Object.entries(Object.groupBy(kills, ({ kind }) => kind)).map(([kind, list]) => `${kind} ${list.length}`);
  const answers = Object.entries(Object.groupBy(posted.flatMap(({ tries }) => tries), String)).map(([answer, list]) => `${answer}: ${list?.length}`);
  const troubles = log.filter((line) => /"level":"(warn|error)"/.test(line) || !line.startsWith("{"));
  return [
    `${posted.length} updates of ${people.length} people, ${retried} of them tried more than once (${answers.join(", ")})`,
    `${kills.length} kills (${kinds.join(", ")})`,
    `${telegram.calls.length} calls at Telegram; ${doubled} messages doubled because a kill left their outcome unknown`,
    `${troubles.length} warnings and errors in the Worker's log`,
    ...troubles.slice(0, 10).map((line) => `  ${line.slice(0, 300)}`),
  ].join("\n");
}
