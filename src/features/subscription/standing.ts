import * as z from "zod";
import type { Config } from "#platform/config.ts";
import type { Deps } from "#platform/deps.ts";
import { insertEvent } from "#platform/events.ts";
import { defineProfileSlice } from "#platform/profile-slice.ts";
import { isOwner, rolesCell } from "#platform/role.ts";
import type { View } from "#platform/telegram/view.ts";
import type { StateCell, StateReader, Turn } from "#platform/turn.ts";
import type { BatchItem } from "drizzle-orm/batch";
import { changeEvent, planGrant, type grantChange } from "./grants.ts";
import { mainRenewal, stopRenewal } from "./renewal.ts";
import { readOrder } from "./orders.ts";
import { activeUntil, foldGrants, isActive, nextNotice, phaseOf, wasTaken } from "./rules.ts";
import { saveEntitlement, selectGrants, type GrantRow } from "./store.ts";
import { renderChange, renderClosed } from "./view.ts";

const entitlement = z.object({ endsAt: z.number().nullable(), grants: z.int(), isTaken: z.boolean() });

/** When this person's access ends, so that no screen and no refusal asks the database. */
export const entitlementCell: StateCell<z.infer<typeof entitlement>> = {
  feature: "subscription",
  key: "entitlement",
  schema: entitlement,
};

export function endOf(state: StateReader): Date | undefined {
  const endsAt = state.read(entitlementCell)?.endsAt;
  return endsAt === undefined || endsAt === null ? undefined : new Date(endsAt);
}

/** For how many days what has ended is still open to this person. */
export function graceOf(state: StateReader, { graceDays }: Pick<Config, "graceDays">): number {
  return state.read(entitlementCell)?.isTaken === true ? 0 : graceDays;
}

/** What stands before whoever has no access, or none any more. Staff need none. */
export function gate(turn: Turn, config: Config): View | undefined {
  const isStaff = isOwner(config, turn.personId) || turn.state.read(rolesCell) !== undefined;
  if (config.offer?.isGated !== true || isStaff) return undefined;
  const phase = phaseOf(endOf(turn.state), graceOf(turn.state, config), turn.now);
  return phase === "active" || phase === "grace" ? undefined : renderClosed(turn, config, endOf(turn.state));
}

/** The trial of whoever registers, once in a life; and what they have from before they were forgotten counts again. */
export function beginTrial(turn: Turn, { db, config }: Deps): BatchItem<"sqlite">[] {
  const { personId, now: at } = turn;
  const trial = { grantId: `trial:${personId}`, personId, kind: "trial" as const, days: config.trialDays, at };
  const event = { ...changeEvent(trial), eventId: turn.key() };
  turn.deliver(event);
  const [insert] = planGrant(db, trial, undefined).statements;
  return [...(config.trialDays > 0 ? [insert] : []), insertEvent(db, event)];
}

/** Somebody's grants have changed: folds them anew, and tells the person what has become of their access. */
export async function takeChange({ grantId, at, orderId = "" }: z.infer<typeof grantChange>, turn: Turn, deps: Deps): Promise<void> {
  // Whoever had themselves forgotten has nothing here to come back to.
  if (turn.profile() === undefined) return;
  const own = await refold(turn, deps);
  const grant = own.find((each) => each.grantId === grantId);
  if (grant === undefined || grant.at.getTime() !== at) return;
  const order = readOrder(orderId);
  // The news of it may be overtaken by that of its refund.
  const isTakenBack = own.some(({ takesBack }) => takesBack === grantId);
  if (grant.kind === "refund" || isTakenBack) await stopRenewal(turn, deps, orderId);
  if (isTakenBack) return;
  turn.say(renderChange(turn, { grant, endsAt: endOf(turn.state), order, contact: deps.config.contact }));
}

/** Reads and folds all of this person's grants. */
export async function refold(turn: Turn, { db }: Deps): Promise<GrantRow[]> {
  const own = await selectGrants(db, turn.personId);
  if (keepEnd(own, turn)) await db.batch([planNotices(turn, db)]);
  return own;
}

/** Keeps what somebody's grants come to, unless there are none. */
function keepEnd(own: GrantRow[], turn: Turn): boolean {
  const endsAt = foldGrants(own);
  if (own.length > 0) turn.state.write(entitlementCell, { endsAt: endsAt?.getTime() ?? null, grants: own.length, isTaken: wasTaken(own) });
  return own.length > 0;
}

/** When access ends, for every refusal and every screen. */
export const entitlementSlice = defineProfileSlice({ select: selectGrants, keep: (own, turn) => void keepEnd(own, turn) });

/** The statement that notes when access ends and when there is next something to tell of it: nothing while it is renewed by itself. */
export function planNotices(turn: Turn, db: Deps["db"]): BatchItem<"sqlite"> {
  const endsAt = endOf(turn.state);
  const noticeAt = endsAt === undefined ? undefined : noticeAfter(turn, endsAt);
  const grants = turn.state.read(entitlementCell)?.grants ?? 0;
  return saveEntitlement(db, { personId: turn.personId, endsAt: endsAt ?? null, grants, noticeAt: noticeAt ?? null });
}

/** A renewal of which nothing is heard any more has ended: then the end of access is told after all. */
function noticeAfter({ state, now }: Turn, endsAt: Date): Date | undefined {
  const renewal = mainRenewal(state, now);
  if (renewal === undefined || !isActive(renewal, now)) return nextNotice(endsAt, now);
  const silentAt = activeUntil(renewal);
  return nextNotice(endsAt, silentAt) ?? silentAt;
}
