import type { Config } from "./config.ts";

export type Role = "owner" | "admin" | "teacher" | "verifier" | "approver" | "dns";

/** Owners hold every role. */
export function hasRole(config: Pick<Config, "ownerIds">, personId: number | undefined, _role: Role): boolean {
  return personId !== undefined && config.ownerIds.includes(personId);
}
