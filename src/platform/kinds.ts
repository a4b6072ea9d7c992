import { listStepCommands } from "./desk/kind.ts";
import type { Command, Feature, Kinds } from "./feature.ts";

/** The kinds of work of these features. Nothing can be asked for where no feature takes requests. */
export function createKinds(features: readonly Feature[]): Kinds {
  const requestCard = features.find((feature) => feature.requestCard !== undefined)?.requestCard;
  const requestKinds = requestCard === undefined ? [] : features.flatMap((feature) => feature.requestKinds ?? []);
  const requestCards = requestCard === undefined ? [] : requestKinds.map(requestCard);
  const cardKinds = [...features.flatMap((feature) => feature.cards ?? []), ...requestCards];
  return { cardKinds, requestKinds, cardKind: (name) => cardKinds.find((kind) => kind.name === name) };
}

/** Every command that these features answer: their own, and one for each step that staff take on cards. */
export function listCommands(features: readonly Feature[]): Command[] {
  const own = features.flatMap((feature) => feature.commands ?? []);
  const make = features.find((feature) => feature.stepCommand !== undefined)?.stepCommand;
  return make === undefined ? own : [...own, ...listStepCommands(createKinds(features).cardKinds).map(make)];
}
