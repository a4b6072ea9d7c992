import type { User } from "grammy/types";
import type { Database } from "./database.ts";
import type { Translate } from "./i18n/words.ts";
import { listPeopleNamed } from "./people.ts";
import { accepted, refused, unreachable, type Result } from "./result.ts";
import type { BotContext } from "./telegram/context.ts";
import { authorRepliedTo } from "./telegram/meant.ts";
import { isPerson } from "./telegram/owner-of.ts";
import type { Who } from "./who.ts";

/** `several` are the ids of all who had a name; `hidden` is somebody whose account Telegram does not tell. */
export type Unfound = { reason: "noSuchName" | "hidden" | "nobody" } | { reason: "several"; personIds: number[] };

/** `name` is as Telegram shows it, where a message told. */
export type Meant = { personId: number; name: string | null; isPerson: boolean };

/** Whom a name or an id means. Whoever is named by id need not have registered. */
export async function findWho(db: Database, who: Who): Promise<Result<number, Unfound>> {
  if (who.by === "id") return accepted(who.personId);
  const [person, ...others] = await listPeopleNamed(db, who.username);
  if (person === undefined) return refused({ reason: "noSuchName" });
  if (others.length > 0) return refused({ reason: "several", personIds: [person, ...others].map(({ personId }) => personId) });
  return accepted(person.personId);
}

/** Whom staff mean: by name or id; without either by Telegram's list of names, or by the message to which they reply. */
export async function findMeant(ctx: BotContext, who: Who | undefined, mentioned: User | undefined): Promise<Result<Meant, Unfound>> {
  if (who === undefined) {
    const meant = mentioned ?? authorRepliedTo(ctx);
    if (meant === undefined || meant === "hidden") return refused({ reason: meant ?? "nobody" });
    const name = meant.username === undefined ? meant.first_name : `@${meant.username}`;
    return accepted({ personId: meant.id, name, isPerson: isPerson(meant) });
  }
  const found = await findWho(ctx.deps.db, who);
  if (!found.ok) return found;
  return accepted({ personId: found.value, name: null, isPerson: isPerson({ id: found.value, is_bot: false }) });
}

export function tellUnfound(t: Translate, unfound: Unfound): string {
  switch (unfound.reason) {
    case "several":
      return t("who-several", { ids: unfound.personIds.join(", ") });
    case "noSuchName":
      return t("who-unknown");
    case "hidden":
      return t("who-hidden");
    case "nobody":
      return t("who-missing");
    default:
      return unreachable(unfound);
  }
}

/** The same for operators, who name people by id or name. */
export function explainUnfound(unfound: Unfound): string {
  return unfound.reason === "several"
    ? `several people had this name: send the id, one of ${unfound.personIds.join(", ")}`
    : "nobody who registered has this name: send the id";
}
