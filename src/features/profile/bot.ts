import type { Deps } from "#platform/deps.ts";
import { wasForgotten } from "#platform/forgotten.ts";
import { MAIN_SCREEN } from "#platform/home.ts";
import type { Profile } from "#platform/profile.ts";
import { defineProfileSlice } from "#platform/profile-slice.ts";
import { holdsRole } from "#platform/role.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { registrationFlow } from "./registration-flow.ts";
import { changePerson, findPerson, saveCancelling, selectPerson, toProfile } from "./store.ts";
import {
  renderCancelled,
  renderCancelledHere,
  renderChange,
  renderEndedByStaff,
  renderHelp,
  renderHome,
  renderNotUnderstood,
  renderSettings,
} from "./view.ts";
import type { Setting } from "./buttons.ts";

/** Greets whoever is known; everybody else is asked who they are. Whoever had themselves forgotten begins anew by this alone. */
export async function start(ctx: BotContext): Promise<void> {
  const { turn, deps } = ctx;
  const isForgotten = turn.profile() === undefined && (await wasForgotten(deps.db, turn));
  return isForgotten ? beginAnew(ctx) : greet(ctx);
}

async function greet(ctx: BotContext): Promise<void> {
  const { turn, deps } = ctx;
  const known = turn.profile() ?? (await findPerson(deps.db, turn.personId));
  if (known === undefined) return register(turn);
  turn.saveProfile(known);
  ctx.show(MAIN_SCREEN, renderHome(turn, "returning"));
}

/** What a restored database has of whom they were is deleted once more. */
async function beginAnew({ turn, deps }: BotContext): Promise<void> {
  if ((await findPerson(deps.db, turn.personId)) !== undefined) await turn.directory.forgetPerson(turn, deps);
  await register(turn);
}

async function register(turn: Turn): Promise<void> {
  await turn.openFlow(registrationFlow, { questions: turn.directory.questions });
}

/** Anything else that an unregistered person does leads to the same place, unless they asked to be forgotten. */
export async function welcomeStranger(ctx: BotContext): Promise<boolean> {
  if (await wasForgotten(ctx.deps.db, ctx.turn)) ctx.say({ text: [paragraph(ctx.t("was-forgotten"))] });
  else await greet(ctx);
  return true;
}

export function menu(ctx: BotContext): void {
  ctx.show(MAIN_SCREEN, renderHome(ctx.turn, "menu"));
}

export function help(ctx: BotContext): void {
  const { academyName: name, contact } = ctx.deps.config;
  ctx.show(MAIN_SCREEN, renderHelp(ctx.turn, { name, contact }));
}

export function settings(ctx: BotContext): void {
  ctx.show(MAIN_SCREEN, renderSettings(ctx.turn, false));
}

/** Staff may end what somebody else has open, by their id. From others, what stands behind the command means nothing. */
export async function cancelOwnOrTheirs(ctx: BotContext, rest: string): Promise<void> {
  const personId = /^\d{1,15}$/.test(rest) ? Number(rest) : undefined;
  if (personId === undefined || !(await cancelTheirs(ctx, personId))) return cancel(ctx);
}

/** Whether the asker may do this, and there is somebody of this id. */
async function cancelTheirs({ turn, deps, t }: BotContext, personId: number): Promise<boolean> {
  const may = holdsRole({ config: deps.config, personId: turn.personId, role: "admin" });
  const event = await saveCancelling(deps.db, { personId, by: turn.personId, ...turn.writing(), may });
  if (event === undefined) return false;
  turn.deliver(event);
  turn.say({ text: [paragraph(t("cancelled-theirs", { id: String(personId) }))] });
  return true;
}

/** Staff have ended what this person had open, who reads it also where there was nothing. */
export async function endForStaff(_: unknown, turn: Turn): Promise<void> {
  if (turn.profile() === undefined) return;
  await turn.directory.cancelFlow(turn);
  turn.directory.cancelAll(turn);
  turn.say(renderEndedByStaff(turn));
}

/** In a group it ends what is open there, and nothing that is private. */
async function cancel(ctx: BotContext): Promise<void> {
  const { turn } = ctx;
  if (turn.place !== undefined) return ctx.say(renderCancelledHere(turn, await turn.directory.cancelFlow(turn)));
  const hadFlow = await turn.directory.cancelFlow(turn);
  const ends = turn.directory.cancelAll(turn);
  if (turn.profile() === undefined) await welcomeStranger(ctx);
  else if (ends.length > 0) ends.forEach((end) => turn.say(end));
  else ctx.show(MAIN_SCREEN, renderCancelled(turn, hadFlow || turn.hasStoppedJob));
}

export function ping(ctx: BotContext): void {
  ctx.say({ text: [paragraph(ctx.t("pong"))] });
}

export function openSetting(ctx: BotContext, { setting }: { setting: Setting }): void {
  ctx.show(MAIN_SCREEN, renderChange(ctx.turn, setting));
}

export async function changeSetting(ctx: BotContext, change: Partial<Profile>): Promise<void> {
  await changeProfile(ctx.turn, ctx.deps, change);
  ctx.show(MAIN_SCREEN, renderSettings(ctx.turn, true));
}

export function notUnderstood(ctx: BotContext): boolean {
  ctx.show(MAIN_SCREEN, renderNotUnderstood(ctx.turn, ctx.message?.text !== undefined));
  return true;
}

/** Telegram tells when a person blocks the bot; that they are back, or have another name, is told by anything they do. */
export async function noteMembership(ctx: BotContext): Promise<boolean> {
  const isReachable = ctx.myChatMember === undefined || ctx.myChatMember.new_chat_member.status === "member";
  await changeProfile(ctx.turn, ctx.deps, { isReachable, username: ctx.from?.username ?? null });
  return true;
}

export function noteUnreachable(_: unknown, turn: Turn, deps: Deps): Promise<void> {
  return changeProfile(turn, deps, { isReachable: false });
}

/** Somebody else changed this person; what is older than what is known here comes too late. */
export function takePushedProfile({ profile }: { profile: Profile }, turn: Turn): void {
  const known = turn.profile();
  if (known !== undefined && known.version < profile.version) turn.saveProfile(profile);
}

/** The person themselves, who may have been changed without a word of it. */
export const personSlice = defineProfileSlice({
  select: selectPerson,
  keep: (rows, turn) => {
    const profile = toProfile(rows);
    if (profile !== undefined) takePushedProfile({ profile }, turn);
  },
});

async function changeProfile(turn: Turn, deps: Deps, change: Partial<Profile>): Promise<void> {
  const profile = turn.profile();
  if (profile !== undefined) turn.saveProfile(await changePerson(deps.db, profile, change, turn.key()));
}
