import type { Metafile } from "./bundle.ts";
import { fail, pass, type Verdict } from "./verdict.ts";

/** What may be loaded only by `import()`, at the first call of a model. */
const AI_CODE = /(^|\/)node_modules\/(ai|@ai-sdk\/[^/]+|workers-ai-provider)\//;

/** Code reached from the entry without passing an `import()` runs at start-up, also in one file. */
export function judgeEagerCode({ inputs, outputs }: Metafile): Verdict {
  const entry = Object.values(outputs).find((output) => output.entryPoint !== undefined)?.entryPoint;
  if (entry === undefined) return fail("the bundle has no entry point, so nothing can be said about its start-up");
  if (!Object.keys(inputs).some((path) => AI_CODE.test(path))) {
    return fail("no AI package was found in the bundle, so the check for lazy loading looks for the wrong names");
  }
  const chain = findEagerChain(inputs, entry);
  if (chain !== undefined) return fail(`AI code is evaluated at start-up: ${chain.join(" → ")}`);
  return pass("AI code is loaded only when it is first needed");
}

/** The shortest chain of static imports from the entry to AI code. */
function findEagerChain(inputs: Metafile["inputs"], entry: string): string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[entry, undefined]]);
  for (const path of cameFrom.keys()) {
    if (AI_CODE.test(path)) return chainTo(path, cameFrom);
    const eager = (inputs[path]?.imports ?? []).filter((reference) => reference.kind !== "dynamic-import" && !cameFrom.has(reference.path));
    for (const reference of eager) cameFrom.set(reference.path, path);
  }
  return undefined;
}

function chainTo(path: string, cameFrom: ReadonlyMap<string, string | undefined>): string[] {
  const before = cameFrom.get(path);
  return before === undefined ? [path] : [...chainTo(before, cameFrom), path];
}
