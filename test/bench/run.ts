import { saturated, steady, type Round, type Step } from "./load.ts";
import { report, type Measured } from "./report.ts";
import { registerPeople, startSubject, type Subject } from "./subjects.ts";
import { presses, writes } from "./updates.ts";

const ROUNDS = 5;
const WARM_UP = { perSecond: 100, seconds: 2 };
const STEADY = { perSecond: 100, seconds: 4 };
const SATURATED = { clients: 100, seconds: 3 };

type Trial = { subject: Subject; step: Step; measured: Measured };

/** This Worker and a bare echo, in turns on the same runtime, so that whatever else the machine does slows both alike. */
async function bench(): Promise<string> {
  const ours = await startSubject({ name: "stoa", config: "wrangler.toml" });
  const bare = await startSubject({ name: "stoa-echo", config: "test/bench/echo/wrangler.toml" });
  try {
    await registerPeople(ours);
    const trials = {
      echo: trial(bare, (personId) => writes(personId, "/menu")),
      menu: trial(ours, (personId) => writes(personId, "/menu")),
      press: trial(ours, (personId) => presses(personId, "profile:settings")),
    };
    for (const { subject, step } of Object.values(trials)) await steady(subject, step, WARM_UP);
    for (let round = 1; round <= ROUNDS; round++) {
      for (const [name, { subject, step, measured }] of Object.entries(trials)) {
        measured.steady.push(tell(`${round} ${name}`, await steady(subject, step, STEADY)));
        measured.saturated.push(tell(`${round} ${name}, saturated`, await saturated(subject, step, SATURATED)));
      }
    }
    return report({ echo: trials.echo.measured, menu: trials.menu.measured, press: trials.press.measured });
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
  }
}

function trial(subject: Subject, step: Step): Trial {
  return { subject, step, measured: { steady: [], saturated: [] } };
}

function tell(what: string, round: Round): Round {
  console.error(
    `round ${what}: ${round.cpuMsPerUpdate.toFixed(2)} ms CPU an update, ${round.updatesPerSecond.toFixed(0)} updates a second`,
  );
  return round;
}

console.log(await bench());
