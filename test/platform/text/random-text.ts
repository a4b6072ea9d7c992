import {
  added,
  bold,
  code,
  details,
  heading,
  italic,
  link,
  list,
  numbered,
  paragraph,
  preformatted,
  quote,
  struck,
  table,
} from "#platform/text/tree.ts";
import type { Block, Inline, Text } from "#platform/text/tree.ts";

export type Random = () => number;

/** mulberry32: the same seed gives the same numbers everywhere. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: Random, choices: readonly [T, ...T[]]): T {
  return choices[Math.floor(random() * choices.length)] ?? choices[0];
}

export function randomText(random: Random): Text {
  return some(random, 6, () => randomBlock(random, 3));
}

function randomBlock(random: Random, depth: number): Block {
  const line = () => randomLine(random, 3);
  const blocks = () => some(random, 3, () => randomBlock(random, depth - 1));
  const leaves = [
    () => paragraph(...line()),
    () => heading(pick(random, [1, 2, 3]), ...line()),
    () => preformatted(randomWords(random)),
  ] as const;
  if (depth === 0) return pick<() => Block>(random, leaves)();
  return pick<() => Block>(random, [
    ...leaves,
    () => list(some(random, 3, blocks)),
    () => numbered(some(random, 3, line), 9),
    () =>
      table(
        some(random, 3, line),
        some(random, 3, () => some(random, 3, line)),
      ),
    () => quote(...blocks()),
    () => details(line(), blocks(), { open: random() < 0.5 }),
  ])();
}

function randomLine(random: Random, depth: number): Inline[] {
  return some(random, 4, () => {
    if (depth === 0 || random() < 0.5) return randomWords(random);
    const content = randomLine(random, depth - 1);
    const wrap = pick(random, [bold, italic, struck, added, code, (...inner: Inline[]) => link("https://stoa.example/", ...inner)]);
    return wrap(...content);
  });
}

function randomWords(random: Random): string {
  return some(random, 8, () =>
    pick(random, [" ", "\n", "\n\n", "   ", "Wort", "a", ". ", "ሰላም።", "مرحبا؟", "👩‍👩‍👧‍👦", "🇩🇪", "é", "x".repeat(40), "\u200b", "*"]),
  ).join("");
}

function some<T>(random: Random, most: number, make: () => T): T[] {
  return Array.from({ length: Math.floor(random() * (most + 1)) }, make);
}
