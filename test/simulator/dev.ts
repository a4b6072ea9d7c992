import { join } from "node:path";
import { readOptions } from "./options.ts";
import { readProject } from "./project.ts";
import { serveRealBot } from "./real-bot.ts";
import { simulate } from "./simulate.ts";
import { setStage, type Stage } from "./stage.ts";
import { reasonOf } from "./shared/reason.ts";

// Stripping types for the browser is still called experimental by Node; the warning tells a developer nothing.
process.removeAllListeners("warning");

const root = join(import.meta.dirname, "..", "..");
const options = await readOptions(root, process.argv.slice(2), process.env);
const project = readProject(root, process.env);
const stage = await setStage(options, project);
process.exitCode = await Promise.race([run(stage), askedToStop()]);
await end(stage);

async function run(stage: Stage): Promise<number> {
  try {
    const { address, died } = options.botToken ? await serveRealBot(stage, options.botToken) : await simulate(stage);
    console.log(`Stoa is ready: ${address}`);
    return await died;
  } catch (error) {
    console.error(reasonOf(error));
    return 1;
  }
}

function askedToStop(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => resolve(0));
  });
}

async function end(stage: Stage): Promise<never> {
  for (const stop of stage.atEnd.toReversed()) await stop();
  process.exit();
}
