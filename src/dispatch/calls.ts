import type { Deps } from "#platform/deps.ts";
import type { Needs } from "#platform/feature.ts";
import { isOwner, selectRole } from "#platform/role.ts";
import { isVerified } from "#platform/standing.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { commandOf, type CommandCall } from "#platform/telegram/update-kind.ts";
import { readFresh } from "./freshness.ts";

/** Why somebody may not: they have not registered, are no verified student, are not entitled, or do not hold the role. */
export type Refusal = "stranger" | "unverified" | "unentitled" | "role";

/**
 * Roles are read anew each time, so that one that was given or taken counts from the next press on; what the object knows by itself
 * is trusted for a quarter of an hour.
 */
export async function refuse(ctx: BotContext, needs: Needs | undefined, deps: Deps): Promise<Refusal | undefined> {
  if (needs?.registration !== "waived" && ctx.turn.profile() === undefined) return "stranger";
  const holdsRole = await readNeeded(ctx, needs, deps);
  if (needs?.verified === true && !isVerified(ctx.turn.state)) return "unverified";
  if (needs?.entitlement === true && ctx.turn.directory.gate(ctx.turn) !== undefined) return "unentitled";
  return holdsRole ? undefined : "role";
}

/** Whether they hold the role, if one is needed; whatever else decides is brought up to date, but entitlement asks no database. */
async function readNeeded({ turn, from }: BotContext, needs: Needs | undefined, { db, config }: Deps): Promise<boolean> {
  const { registration: _, entitlement: __, role, ...decidedHere } = needs ?? {};
  const mustHold = role !== undefined && !isOwner(config, from?.id);
  if (!mustHold && Object.keys(decidedHere).length === 0) return true;
  const [held] = await readFresh(turn, db, mustHold ? [selectRole(db, from?.id, role)] : []);
  return !mustHold || (Array.isArray(held) && held.length > 0);
}

/** The command of a message, unless it is addressed to another bot. */
export function commandCall({ message, me }: BotContext): CommandCall | undefined {
  const called = message === undefined ? undefined : commandOf(message);
  const isForUs = called?.addressee === undefined || called.addressee.toLowerCase() === me.username.toLowerCase();
  return isForUs ? called : undefined;
}
