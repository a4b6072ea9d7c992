import type { Feature, Kinds } from "#platform/feature.ts";

/** The kinds of work of these features. Nothing can be asked for where no feature takes requests. */
export function createKinds(features: readonly Feature[]): Kinds {
  const requestCard = features.find((feature) => feature.requestCard !== undefined)?.requestCard;
  const requestKinds = requestCard === undefined ? [] : features.flatMap((feature) => feature.requestKinds ?? []);
  const requestCards = requestCard === undefined ? [] : requestKinds.map(requestCard);
  const cardKinds = [...features.flatMap((feature) => feature.cards ?? []), ...requestCards];
  return { cardKinds, requestKinds, cardKind: (name) => cardKinds.find((kind) => kind.name === name) };
}
