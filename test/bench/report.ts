import type { Comparison, Pair, Side } from "./compare.ts";
import { median, percentile } from "./figures.ts";
import { ANSWERS_AFTER_MS, type Sight } from "./telegram.ts";

type Figure = { name: string; of: (side: Side) => number; decimals?: number };

/** `figure` of ours may be so many times the bare Worker's, at most. */
type Target = { figure: string; most: number };

const CPU = "CPU ms an update";
/** A message is visible once Telegram has carried its call out, for which it takes the same time from both. */
const VISIBLE = "the visible answer";
const SEEN: Record<Sight, string> = { message: "the call", words: "the first words" };

const TARGETS: Record<Sight, Target[]> = {
  message: [
    { figure: CPU, most: 2 },
    { figure: "p50 ms to the 200", most: 0.2 },
    { figure: `p50 ms to ${VISIBLE}`, most: 1.6 },
  ],
  words: [{ figure: `p50 ms to ${SEEN.words}`, most: 1.5 }],
};

/** A table of what both came to, the ratios, and whether each target is met: the medians of all rounds. */
export function renderComparison({ title, perSecond, step }: Comparison, pairs: readonly Pair[]): string {
  const header = line([`${title} (${perSecond} a second)`, "bare", "ours", "ratio", "target"]);
  const rows = listFigures(step.sight).map(({ name, of, decimals = 2 }) => {
    const [bare, ours] = [median(pairs.map((pair) => of(pair.bare))), median(pairs.map((pair) => of(pair.ours)))];
    // Of each round by itself: what slowed the machine in that round has slowed both.
    const ratio = median(pairs.map((pair) => of(pair.ours) / of(pair.bare)));
    const target = TARGETS[step.sight].find(({ figure }) => figure === name);
    const verdict = target === undefined ? [] : [`≤ ${target.most}`, ratio <= target.most ? "met" : "missed"];
    return line([name, bare.toFixed(decimals), ours.toFixed(decimals), ratio.toFixed(2), ...verdict]);
  });
  return [header, ...rows, ""].join("\n");
}

function listFigures(sight: Sight): Figure[] {
  const latency = (share: number, what: "toOkMs" | "toSightMs") => (side: Side) =>
    percentile(
      side.steady.latencies.map((one) => one[what]),
      share / 100,
    );
  const visible = (share: number) => (side: Side) => latency(share, "toSightMs")(side) + ANSWERS_AFTER_MS;
  const shares = [50, 95, 99];
  return [
    { name: CPU, of: (side) => side.steady.cpuMsPerUpdate },
    { name: `${CPU}, at most`, of: (side) => side.saturated.cpuMsPerUpdate },
    ...shares.map((share) => ({ name: `p${share} ms to the 200`, of: latency(share, "toOkMs") })),
    ...shares.map((share) => ({ name: `p${share} ms to ${SEEN[sight]}`, of: latency(share, "toSightMs") })),
    ...(sight === "words" ? [] : shares.map((share) => ({ name: `p${share} ms to ${VISIBLE}`, of: visible(share) }))),
    { name: "updates a second, at most", of: (side) => side.saturated.updatesPerSecond, decimals: 0 },
  ];
}

/** One line of a table: a name and its figures. */
export function line([name = "", ...cells]: string[]): string {
  return name.padEnd(64) + cells.map((cell) => cell.padStart(9)).join("");
}
