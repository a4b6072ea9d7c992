import { GIVEN_ROLES, type GivenRole } from "#platform/role.ts";
import { parseWho, type Who } from "#platform/who.ts";

export type ChangeKind = "add" | "remove";

/** `lacks` is what nobody can make out: what to do, which role, or whom; `owner` is a role that is not given here. */
export type Request =
  | { type: "list" }
  | { type: "change"; change: ChangeKind; role: GivenRole; who: Who | undefined }
  | { type: "unclear"; lacks: "action" | "role" | "owner" | "who" };

/** Reads `add teacher @name`, in whatever order role and person stand; who is meant may also be told by a reply. */
export function parseRequest(text: string): Request {
  const [action, ...words] = text.split(/\s+/).filter((word) => word !== "");
  if (action === undefined) return { type: "list" };
  const change = parseAction(action);
  if (change === undefined) return { type: "unclear", lacks: "action" };
  const role = words.map(parseRole).find((found) => found !== undefined);
  if (role === undefined) return { type: "unclear", lacks: words.some((word) => /^owner$/i.test(word)) ? "owner" : "role" };
  const others = words.filter((word) => parseRole(word) === undefined);
  const who = others[0] === undefined ? undefined : parseWho(others[0]);
  const isUnderstood = words.length - others.length === 1 && (others.length === 0 || (others.length === 1 && who !== undefined));
  return isUnderstood ? { type: "change", change, role, who } : { type: "unclear", lacks: "who" };
}

/** Who asks for a change. Whoever has the admin token is trusted like an owner. */
export type Actor = { type: "person"; personId: number; isOwner: boolean } | { type: "token" };

export type Refusal = "self" | "owner" | "admins" | "nobody";

/** Why somebody's role is not for this actor to give or take; `isPerson` is whether it is one, and no bot or group. */
export function judgeChange(
  actor: Actor,
  { personId, role, isOwner, isPerson }: { personId: number; role: GivenRole; isOwner: boolean; isPerson: boolean },
): Refusal | undefined {
  if (actor.type === "person" && actor.personId === personId) return "self";
  if (isOwner) return "owner";
  if (!isPerson) return "nobody";
  return role === "admin" && actor.type === "person" && !actor.isOwner ? "admins" : undefined;
}

function parseAction(word: string): ChangeKind | undefined {
  const action = word.toLowerCase();
  return action === "add" || action === "remove" ? action : undefined;
}

function parseRole(word: string): GivenRole | undefined {
  return GIVEN_ROLES.find((role) => role === word.toLowerCase());
}
