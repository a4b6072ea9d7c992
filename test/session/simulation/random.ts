/** Chance from one seed: the same seed draws the same, in the same order. */
export type Random = {
  /** From 0 to 1. */
  next: () => number;
  /** A whole number from `least` to `most`, both included. */
  between: (least: number, most: number) => number;
  chance: (probability: number) => boolean;
  pick: <Item>(list: readonly [Item, ...Item[]]) => Item;
  /** One of the names, each as likely as its weight. */
  weighted: <Name extends string>(weights: Record<Name, number>) => Name;
};

/** Mulberry32, seeded by a hash of the text. */
export function createRandom(seed: string): Random {
  let state = hash(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (list) => list[between(0, list.length - 1)] ?? list[0],
    weighted: <Name extends string>(weights: Record<Name, number>) => {
      const names = Object.keys(weights) as Name[];
      let left = next() * names.reduce((sum, name) => sum + weights[name], 0);
      const name = names.find((candidate) => (left -= weights[candidate]) < 0) ?? names.at(-1);
      if (name === undefined) throw new Error("there is nothing to choose from");
      return name;
    },
  };
}

function hash(seed: string): number {
  let value = 0x811c9dc5;
  for (const letter of seed) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return value ^ (value >>> 16);
}
