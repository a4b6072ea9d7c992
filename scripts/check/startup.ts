import { join } from "node:path";
import { outputOf, root, wrangler } from "../run.ts";
import { fail, pass, type Verdict } from "./verdict.ts";

const TIMES_THE_ECHO = 2;
const SAMPLES = 5;

export type StartupSamples = { ours: number[]; echo: number[] };

/** Start-up times in milliseconds, taken in turns so that a busy machine slows both alike. */
export async function measureStartup(): Promise<StartupSamples> {
  const samples: StartupSamples = { ours: [], echo: [] };
  for (let round = 0; round < SAMPLES; round++) {
    samples.ours.push(await measure("wrangler.toml"));
    samples.echo.push(await measure("test/bench/echo/wrangler.toml"));
  }
  return samples;
}

async function measure(config: string): Promise<number> {
  const profile = join(root, ".wrangler", "check", "startup.cpuprofile");
  const command = wrangler(["check", "startup", "--args", `-c ${config} --minify`, "--outfile", profile]);
  const active = parseActiveMs(await outputOf(command, `wrangler check startup for ${config}`));
  if (active === undefined) throw new Error(`wrangler check startup printed no active time for ${config}`);
  return active;
}

/** The time in which the isolate was busy, from what `wrangler check startup` prints. */
export function parseActiveMs(output: string): number | undefined {
  const found = /Active: ([\d.]+) (ms|s)\b/.exec(output);
  return found === null ? undefined : Number(found[1]) * (found[2] === "s" ? 1000 : 1);
}

export function judgeStartup({ ours, echo }: StartupSamples): Verdict {
  const [own, bare] = [median(ours), median(echo)];
  const words = `start-up takes ${own.toFixed(0)} ms, ${(own / bare).toFixed(2)} times a bare echo Worker's ${bare.toFixed(0)} ms (medians of ${ours.length})`;
  return own <= TIMES_THE_ECHO * bare ? pass(words) : fail(`${words}; the budget is ${TIMES_THE_ECHO} times`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
