import type { AuditEntry } from "../audit.ts";

/** Who does something to a card. `name` is what the card calls them. */
export type Actor = { type: "person"; personId: number; name: string } | { type: "admin" } | { type: "cron" };

/** As it is written into a card's history and the audit. */
export function actorName(actor: Actor): string {
  return actor.type === "person" ? `person:${actor.personId}` : actor.type;
}

export function originOf({ type }: Actor): AuditEntry["origin"] {
  switch (type) {
    case "person":
      return "chat";
    case "admin":
      return "admin route";
    case "cron":
      return "cron";
  }
}
