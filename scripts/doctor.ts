import { parseArgs } from "node:util";
import { examine } from "./doctor/examine.ts";
import { readPlace } from "./doctor/place.ts";
import { readEnvironment } from "./environment.ts";

try {
  const { name, config } = readEnvironment(parseArgs({ options: { env: { type: "string" } } }).values.env);
  const place = { ...readPlace(process.env, config.vars), ...(name === undefined ? {} : { environment: name }) };
  const isWell = await examine(place, { fetch, now: Date.now, say: (line) => console.log(line) });
  process.exitCode = isWell ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
