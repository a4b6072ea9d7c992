import { and, eq, type SQL } from "drizzle-orm";
import { writeThenRead, type Database } from "#platform/database.ts";
import type { Deps } from "#platform/deps.ts";
import { holdsRole } from "#platform/role.ts";
import { people } from "#platform/schema.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { mentionIn } from "#platform/telegram/meant.ts";
import { findMeant } from "#platform/find-who.ts";
import { parseWho } from "#platform/who.ts";
import { isKnown, planGrant, type Author, type NewGrant } from "./grants.ts";
import { refundPayment } from "./refunds.ts";
import { DAY_MS, parseDays, type GrantKind } from "./rules.ts";
import { renderEndingSoon, renderFile, renderNobody, renderUsage, type Done, type File } from "./staff-view.ts";
import { listEnding, listRefundable, selectGrants, selectLedger } from "./store.ts";

const SCREEN = "entitlement";
const ENDING_WITHIN_DAYS = 14;
const LISTED = 50;

/** Everything about somebody's access, in one round trip. */
export async function findFile(db: Database, personId: number): Promise<File> {
  return toFile(personId, await db.batch(selectFile(db, personId)));
}

function selectFile(db: Database, personId: number) {
  const person = db.select({ username: people.username }).from(people).where(eq(people.personId, personId));
  return [selectGrants(db, personId), selectLedger(db, personId), person] as const;
}

type Selected = readonly [File["grants"], File["ledger"], Array<{ username: string | null }>];

function toFile(personId: number, [grants, ledger, [person]]: Selected): File {
  return { personId, username: person?.username ?? null, isKnown: person !== undefined, grants, ledger };
}

/** Gives somebody days, or takes their access, while `may` holds; done again it changes nothing and reports the same. */
export async function changeAccess(
  { db }: Deps,
  grant: NewGrant,
  { may, ...author }: Exclude<Author, undefined> & { may?: SQL },
): Promise<{ outcome: Done; file: File; eventId: string }> {
  const { personId, grantId } = grant;
  const when = and(may, isKnown(personId)) ?? isKnown(personId);
  const { statements, event } = planGrant(db, grant, author, { when });
  const file = toFile(personId, await writeThenRead(db, statements, selectFile(db, personId)));
  const isDone = file.grants.some((each) => each.grantId === grantId);
  return { outcome: isDone ? "done" : file.isKnown ? "lost" : "nobody", file, eventId: event.eventId };
}

/** `/grant @name 30d reason`, `/gift …`, `/revoke @name reason`; with a name alone, where somebody stands. */
export function changeByCommand(kind: "staff" | "gift" | "revoke") {
  return async (ctx: BotContext, rest: string): Promise<void> => {
    const mention = mentionIn(ctx.message);
    const words = (mention === undefined ? rest : rest.replace(mention.text, " ")).split(/\s+/).filter((word) => word !== "");
    const isAnswer = mention !== undefined || (ctx.message?.reply_to_message !== undefined && parseWho(words[0] ?? "") === undefined);
    const who = isAnswer ? undefined : parseWho(words.shift() ?? "");
    const meant = await findMeant(ctx, who, mention?.user);
    if (!meant.ok) return ctx.show(SCREEN, renderUsage(ctx, meant.reason));
    const { personId } = meant.value;
    const days = kind === "revoke" ? 0 : parseDays(words.shift() ?? "");
    if (days === undefined) return showFile(ctx, personId);
    await change(ctx, { personId, kind, days, reason: words.length === 0 ? undefined : words.join(" ") });
  };
}

export async function showFile(ctx: BotContext, personId: number): Promise<void> {
  const file = await findFile(ctx.deps.db, personId);
  ctx.show(SCREEN, file.isKnown ? renderFile(ctx, ctx.deps.config, { file, now: ctx.turn.now }) : renderNobody(ctx));
}

export function giveByButton(ctx: BotContext, { personId, days }: { personId: number; days: number }): Promise<void> {
  return change(ctx, { personId, kind: "staff", days });
}

type Sure = { personId: number; isSure: "yes" | "no" };

/** Asks once more before access that somebody may have paid for is taken. */
export async function revokeByButton(ctx: BotContext, { personId, isSure }: Sure): Promise<void> {
  if (isSure === "yes") return change(ctx, { personId, kind: "revoke", days: 0 });
  const file = await findFile(ctx.deps.db, personId);
  ctx.show(SCREEN, renderFile(ctx, ctx.deps.config, { file, now: ctx.turn.now, asks: { type: "revoke" } }));
}

type Change = { personId: number; kind: Exclude<GrantKind, "refund">; days: number; reason?: string | undefined };

async function change(ctx: BotContext, { personId, kind, days, reason }: Change): Promise<void> {
  const { turn, deps } = ctx;
  const grant: NewGrant = { grantId: `${kind}:${turn.key()}`, personId, kind, days, reason, at: turn.now };
  const { outcome, file, eventId } = await changeAccess(deps, grant, authorOf(ctx));
  if (outcome === "nobody") return ctx.show(SCREEN, renderNobody(ctx));
  if (outcome === "done") turn.deliver({ eventId, to: { type: "person", id: personId } });
  ctx.show(SCREEN, renderFile(ctx, deps.config, { file, now: turn.now, note: outcome }));
}

function authorOf({ turn, deps }: BotContext) {
  const { personId } = turn;
  return { by: `person:${personId}`, origin: "chat" as const, may: holdsRole({ config: deps.config, personId, role: "approver" }) };
}

/** Gives the Stars of one payment back, after a second press. */
export async function refundByButton(ctx: BotContext, { personId, at, isSure }: Sure & { at: number }): Promise<"stale" | void> {
  const { turn, deps } = ctx;
  const file = await findFile(deps.db, personId);
  const payment = listRefundable(file.ledger).find((entry) => entry.at.getTime() === at);
  const view = { file, now: turn.now };
  if (isSure === "no" && payment !== undefined)
    return ctx.show(SCREEN, renderFile(ctx, deps.config, { ...view, asks: { type: "refund", payment } }));
  if (payment === undefined) return ctx.show(SCREEN, renderFile(ctx, deps.config, view));
  const { by, origin } = authorOf(ctx);
  const refunded = await refundPayment(deps, payment, { author: { by, origin }, at: turn.now });
  if (refunded.ok) turn.deliver(refunded.value);
  const note = refunded.ok ? "refunded" : "refused";
  ctx.show(SCREEN, renderFile(ctx, deps.config, { ...view, note, ...(refunded.ok ? {} : { reason: refunded.reason }) }));
}

/** Whose access ends soon. */
export async function showEnding(ctx: BotContext): Promise<void> {
  const { turn, deps } = ctx;
  const until = new Date(turn.now.getTime() + ENDING_WITHIN_DAYS * DAY_MS);
  const found = await listEnding(deps.db, { from: turn.now, until, limit: LISTED });
  ctx.show("ending", renderEndingSoon(ctx, deps.config, found, ENDING_WITHIN_DAYS));
}
