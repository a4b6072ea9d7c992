import type { Where } from "#fakes/telegram/contract.ts";
import type { PersonStep, Scenario } from "./scenarios/scenario.ts";
import type { Surroundings } from "./world.ts";

/** Who and where each step of a scenario means. */
export type Actors = {
  /** The people who came for it. */
  newcomers: number[];
  personOf: (step: PersonStep) => number;
  placeOf: (step: PersonStep) => Where;
};

/** Lets the newcomers of a scenario in. Where a step names nobody or no place it throws, before anything has been done. */
export function castScenario({ newcomers = [], steps }: Scenario, { cast, telegram }: Surroundings): Actors {
  const expected = new Set(newcomers.map(({ name }) => name));
  for (const [index, step] of steps.entries()) {
    if (!("who" in step)) continue;
    const isKnown = expected.has(step.who) || cast.personas.some(({ name }) => name === step.who);
    if (!isKnown) throw new Error(`Step ${index + 1}: nobody here is called ${step.who}`);
    const place = placeIn(step, telegram);
    if (typeof place === "string") throw new Error(`Step ${index + 1}: ${place}`);
  }
  const names = new Map(cast.personas.toReversed().map(({ name, personId }) => [name, personId]));
  const entered = newcomers.map(({ name, languageCode }) => {
    const { personId } = cast.enter({ name: freeName(name, [...names.keys()]), role: "new learner", languageCode });
    return [name, personId] as const;
  });
  for (const [name, personId] of entered) names.set(name, personId);
  return {
    newcomers: entered.map(([, personId]) => personId),
    personOf: ({ who }) => {
      const personId = names.get(who);
      if (personId === undefined) throw new Error(`nobody here is called ${who}`);
      return personId;
    },
    placeOf: (step) => {
      const place = placeIn(step, telegram);
      // The group or its topic has gone since.
      if (typeof place === "string") throw new Error(place);
      return place;
    },
  };
}

/** Two of the same name could not be told from each other on the page. */
function freeName(name: string, taken: string[]): string {
  let free = name;
  for (let number = 2; taken.includes(free); number++) free = `${name} ${number}`;
  return free;
}

/** Or what is missing, in words. */
function placeIn({ group, topic }: PersonStep, telegram: Surroundings["telegram"]): Where | string {
  if (group === undefined) return {};
  const found = telegram.groups().find(({ chat }) => chat.title === group);
  if (!found) return `there is no group "${group}"`;
  const thread = found.topics.find(({ name }) => name === topic);
  if (topic !== undefined && !thread) return `"${group}" has no topic "${topic}"`;
  return { chatId: found.chat.id, ...(thread && { threadId: thread.message_thread_id }) };
}
