import type { Subject } from "../object-name.ts";

/** Whose daily budget work with models counts to, with the zone in which their day begins; the academy's alone for what is nobody's. */
export type Payer = { personId: number; timezone: string } | "academy";

export function payerOf(subject: Subject, timezone: string): Payer {
  return subject.type === "person" ? { personId: subject.id, timezone } : "academy";
}
