/** One thing that is not as it should be. What is merely worth knowing is not broken. */
export type Finding = { isBroken: boolean; seen: string; why: string; cure: string };

export const broken = (seen: string, why: string, cure: string): Finding => ({ isBroken: true, seen, why, cure });
export const note = (seen: string, why: string, cure: string): Finding => ({ isBroken: false, seen, why, cure });

/** `environment` is one of `wrangler.toml`; undefined is production. */
export function renderFinding({ isBroken, seen, why, cure }: Finding, environment?: string): string {
  return [`${isBroken ? "✗" : "·"} ${seen}`, `    why   ${why}`, `    cure  ${inEnvironment(cure, environment)}`].join("\n");
}

/** The commands are written for production; elsewhere they need the name of the place, or of what lies there. */
function inEnvironment(cure: string, environment: string | undefined): string {
  if (environment === undefined) return cure;
  return cure
    .replaceAll(/npm run (deploy|setup)\b/g, `$& -- --env ${environment}`)
    .replaceAll(/npx wrangler (secret put \w+|triggers deploy|tail)/g, `$& --env ${environment}`)
    .replaceAll(/(npx wrangler (?:d1|queues) info stoa)/g, `$1-${environment}`);
}
