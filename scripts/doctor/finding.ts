/** One thing that is not as it should be. What is merely worth knowing is not broken. */
export type Finding = { isBroken: boolean; seen: string; why: string; cure: string };

export const broken = (seen: string, why: string, cure: string): Finding => ({ isBroken: true, seen, why, cure });
export const note = (seen: string, why: string, cure: string): Finding => ({ isBroken: false, seen, why, cure });

export function renderFinding({ isBroken, seen, why, cure }: Finding): string {
  return [`${isBroken ? "✗" : "·"} ${seen}`, `    why   ${why}`, `    cure  ${cure}`].join("\n");
}
