import type { Deps } from "#platform/deps.ts";
import { defineProfileSlice } from "#platform/profile-slice.ts";
import { isOwner, rolesCell, type GivenRole } from "#platform/role.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { mentionIn } from "#platform/telegram/meant.ts";
import type { Turn } from "#platform/turn.ts";
import { findMeant } from "#platform/find-who.ts";
import { judgeChange, parseRequest, type Actor, type ChangeKind } from "./rules.ts";
import { changeStaff, findRoster, selectRolesOf } from "./store.ts";
import { renderNews, renderOutcome, renderRefusal, renderRoster, renderUnclear, renderUnfound } from "./view.ts";

const SCREEN = "staff";

/** Lists who holds what, or gives and takes a role. */
export async function manageStaff(ctx: BotContext, rest: string): Promise<void> {
  const mention = mentionIn(ctx.message);
  const request = parseRequest(mention === undefined ? rest : rest.replace(mention.text, " "));
  if (request.type === "unclear") return ctx.show(SCREEN, renderUnclear(ctx, request.lacks));
  if (request.type === "list") return ctx.show(SCREEN, renderRoster(ctx, await findRoster(ctx.deps), { viewer: actorOf(ctx) }));
  const target = await findMeant(ctx, request.who, mention?.user);
  if (!target.ok) return ctx.show(SCREEN, renderUnfound(ctx, target.reason));
  await change(ctx, { ...request, ...target.value });
}

export async function removeByButton(ctx: BotContext, { personId, role }: { personId: number; role: GivenRole }): Promise<void> {
  await change(ctx, { change: "remove", role, personId, name: null });
}

type Target = { personId: number; name: string | null; isPerson?: boolean };

async function change(ctx: BotContext, asked: Target & { change: ChangeKind; role: GivenRole }): Promise<void> {
  const { turn, deps } = ctx;
  const actor = actorOf(ctx);
  const refusal = judgeChange(actor, { isPerson: true, ...asked, isOwner: isOwner(deps.config, asked.personId) });
  if (refusal !== undefined) return ctx.show(SCREEN, renderRefusal(ctx, refusal));
  const writing = turn.writing();
  const { outcome, roster } = await changeStaff(deps, { ...asked, ...writing, actor });
  if (outcome === "done") turn.deliver({ eventId: writing.key, to: { type: "person", id: asked.personId } });
  ctx.show(SCREEN, renderRoster(ctx, roster, { viewer: actor, note: renderOutcome(ctx, outcome, asked, roster) }));
}

function actorOf({ turn, deps }: BotContext): Actor {
  return { type: "person", personId: turn.personId, isOwner: isOwner(deps.config, turn.personId) };
}

/**
 * Keeps what is shown to somebody in step with their roles, as these are now, and tells them if they have registered. News that
 * comes late, after the opposite, is news no more.
 */
export async function takeRoles(
  { role, change }: { role: GivenRole; change: ChangeKind },
  turn: Turn,
  { db, config }: Deps,
): Promise<void> {
  const roles = keepRoles(await selectRolesOf(db, turn.personId), turn);
  if (turn.profile() === undefined) return;
  for (const { method, payload } of turn.directory.personalMenus(turn)) turn.capture(method, payload);
  if (roles.includes(role) === (change === "add")) turn.say(renderNews(turn, { role, change }, config.academyName));
}

/** The roles as they are now, for what is shown. */
export const rolesSlice = defineProfileSlice({ select: selectRolesOf, keep: (rows, turn) => void keepRoles(rows, turn) });

function keepRoles(rows: Array<{ role: GivenRole }>, { state }: Turn): GivenRole[] {
  const roles = rows.map(({ role }) => role);
  const known = state.read(rolesCell) ?? [];
  if (roles.join() === known.join()) return roles;
  if (roles.length > 0) state.write(rolesCell, roles);
  else state.clear(rolesCell);
  return roles;
}
