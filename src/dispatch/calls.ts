import type { Deps } from "#platform/deps.ts";
import type { Needs } from "#platform/feature.ts";
import { hasRole } from "#platform/role.ts";
import { isVerified } from "#platform/standing.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { commandOf, type CommandCall } from "#platform/telegram/update-kind.ts";

/** Why somebody may not: they have not registered, are no verified student, or do not hold the role. */
export type Refusal = "stranger" | "unverified" | "role";

/** Roles are read anew each time, so that one that was given or taken counts from the next press on. */
export async function refuse(ctx: BotContext, needs: Needs | undefined, deps: Deps): Promise<Refusal | undefined> {
  if (needs?.registration !== "waived" && ctx.turn.profile() === undefined) return "stranger";
  if (needs?.verified === true && !isVerified(ctx.turn.state)) return "unverified";
  return needs?.role === undefined || (await hasRole(deps, ctx.from?.id, needs.role)) ? undefined : "role";
}

/** The command of a message, unless it is addressed to another bot. */
export function commandCall({ message, me }: BotContext): CommandCall | undefined {
  const called = message === undefined ? undefined : commandOf(message);
  const isForUs = called?.addressee === undefined || called.addressee.toLowerCase() === me.username.toLowerCase();
  return isForUs ? called : undefined;
}
