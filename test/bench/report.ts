import { median, percentile } from "./figures.ts";
import type { Round } from "./load.ts";

/** What the rounds of one step came to: the median of the rounds for each figure. */
export type Figures = Record<(typeof ROWS)[number]["name"], number>;

const ok = (share: number) => (round: Round) =>
  percentile(
    round.latencies.map(({ toOkMs }) => toOkMs),
    share,
  );
const visible = (share: number) => (round: Round) =>
  percentile(
    round.latencies.map(({ toVisibleMs }) => toVisibleMs),
    share,
  );

const ROWS = [
  { name: "CPU ms an update", of: (round: Round) => round.cpuMsPerUpdate },
  { name: "p50 ms to the 200", of: ok(0.5) },
  { name: "p95 ms to the 200", of: ok(0.95) },
  { name: "p99 ms to the 200", of: ok(0.99) },
  { name: "p50 ms to the answer", of: visible(0.5) },
  { name: "p95 ms to the answer", of: visible(0.95) },
  { name: "p99 ms to the answer", of: visible(0.99) },
] as const;

/** At most so many times the echo's. */
const TARGETS: Partial<Record<(typeof ROWS)[number]["name"], number>> = {
  "CPU ms an update": 2,
  "p50 ms to the 200": 0.2,
  "p50 ms to the answer": 1.6,
};

export type Measured = { steady: Round[]; saturated: Round[] };

/** A table of both, the ratios, and whether each target is met. */
export function report(measured: { echo: Measured; menu: Measured; press: Measured }): string {
  const header = line(["", "echo", "menu", "ratio", "target", "", "press"]);
  const rows = ROWS.map(({ name, of }) => {
    const [echo, menu, press] = [measured.echo, measured.menu, measured.press].map(({ steady }) => median(steady.map(of)));
    return compare(name, { echo, menu, press });
  });
  const perSecond = (rounds: Round[]) => median(rounds.map((round) => round.updatesPerSecond));
  const most = {
    echo: perSecond(measured.echo.saturated),
    menu: perSecond(measured.menu.saturated),
    press: perSecond(measured.press.saturated),
  };
  return [header, ...rows, compare("updates a second at most", most)].join("\n");
}

function compare(
  name: string,
  {
    echo = Number.NaN,
    menu = Number.NaN,
    press = Number.NaN,
  }: { echo?: number | undefined; menu?: number | undefined; press?: number | undefined },
): string {
  const ratio = menu / echo;
  const target = Object.entries(TARGETS).find(([row]) => row === name)?.[1];
  const verdict = target === undefined ? ["", ""] : [`≤ ${target}`, ratio <= target ? "met" : "missed"];
  return line([name, echo.toFixed(2), menu.toFixed(2), ratio.toFixed(2), ...verdict, press.toFixed(2)]);
}

function line([name = "", ...cells]: string[]): string {
  return name.padEnd(26) + cells.map((cell) => cell.padStart(10)).join("");
}
