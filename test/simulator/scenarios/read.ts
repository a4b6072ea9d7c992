import * as z from "zod";
import { newcomer } from "../shapes.ts";
import { stepKinds, type Scenario, type Step } from "./scenario.ts";

const frame = z.strictObject({
  name: z.string().min(1).max(64),
  title: z.string().min(1).max(128),
  newcomers: z.array(newcomer).max(10).exactOptional(),
  steps: z.array(z.record(z.string(), z.unknown())).min(1).max(2000),
});
const kinds: ReadonlyMap<string, z.ZodType<Step>> = new Map(Object.entries(stepKinds));

/** A scenario from a file. Throws with a sentence that says what is wrong with it, and where. */
export function readScenario(text: string): Scenario {
  const read = frame.safeParse(parse(text));
  if (!read.success) throw new Error(`This is no scenario: ${sentenceOf(read.error)}`);
  const { steps, ...scenario } = read.data;
  return { ...scenario, steps: steps.map((step, index) => readStep(step, `Step ${index + 1}`)) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("This is no scenario: the file is not JSON");
  }
}

function readStep(step: Record<string, unknown>, place: string): Step {
  const [found, ...others] = [...kinds].filter(([word]) => word in step);
  if (!found) throw new Error(`${place} does not say what happens: ${shorten(step)}. It needs one of ${[...kinds.keys()].join(", ")}`);
  const [word, shape] = found;
  if (others.length > 0) throw new Error(`${place} says two things, ${word} and ${others[0]?.[0]}; each is a step of its own`);
  const read = shape.safeParse(step);
  if (!read.success) throw new Error(`${place}, ${sentenceOf(read.error)}`);
  return read.data;
}

function sentenceOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message)).join("; ");
}

function shorten(step: Record<string, unknown>): string {
  const json = JSON.stringify(step);
  return json.length > 80 ? `${json.slice(0, 80)}…` : json;
}
