import { seededChance } from "#platform/chance.ts";

/** Numbers from 0 to 1, the same sequence for the same seed. */
export type Draw = () => number;

export function createDraw(seed: string): Draw {
  let drawn = 0;
  return () => seededChance(`${seed}:${++drawn}`);
}

export function between(draw: Draw, least: number, most: number): number {
  return least + draw() * (most - least);
}

export function oneOf<Item>(draw: Draw, items: readonly [Item, ...Item[]]): Item {
  return items[Math.floor(draw() * items.length)] ?? items[0];
}

export function shuffled<Item>(draw: Draw, items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, rank: draw() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
