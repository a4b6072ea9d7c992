import { currentChatId } from "#platform/chats.ts";
import type { Config } from "#platform/config.ts";
import { isStaff } from "#platform/role.ts";
import { isVerified } from "#platform/standing.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { ViewButton } from "#platform/telegram/view.ts";
import type { Turn } from "#platform/turn.ts";
import { verifyButton } from "./buttons.ts";
import { claimProven } from "./claim.ts";
import { parsePhoneNumber } from "./details.ts";
import { inStudentsGroup, keepStanding, waitingCell } from "./standing.ts";
import { findStudentOf } from "./store.ts";
import { verifyFlow } from "./verify-flow.ts";
import { renderAlreadyStudent, renderJoinWaits, renderNotYourContact, renderNumberUnreadable, renderShareNumber } from "./view.ts";

/** What a student finds in the menu; for everybody else but staff, the way to become one. */
export function studentMenu(turn: Turn, config: Config): ViewButton[] {
  const { landingPage } = config;
  if (!isVerified(turn.state)) return isStaff(turn, config) ? [] : [{ label: turn.t("menu-student"), data: verifyButton.data({}) }];
  return landingPage === "" ? [] : [{ label: turn.t("menu-course"), url: landingPage }];
}

/** Asks who somebody is, unless the roster has known it all along. */
export async function beginVerification(ctx: BotContext): Promise<void> {
  if (await recognise(ctx)) return ctx.say(renderAlreadyStudent(ctx.turn));
  await ctx.turn.openFlow(verifyFlow, { country: ctx.deps.config.phoneCountry });
  ctx.say(renderShareNumber(ctx.turn));
}

/** A contact that somebody shares; another person's proves nothing about them. */
export async function takeContact({ turn, deps, message }: BotContext): Promise<boolean> {
  const contact = message?.contact;
  if (contact === undefined) return false;
  const phone = parsePhoneNumber(`+${contact.phone_number.replaceAll(/\D/g, "")}`, "");
  if (contact.user_id !== turn.personId) turn.say(renderNotYourContact(turn));
  else if (!phone.ok) turn.say(renderNumberUnreadable(turn, deps.config.contact));
  else {
    turn.closeFlow();
    await claimProven(turn, deps, phone.value);
  }
  return true;
}

/** Lets students into their group; others wait there and are told what to do. */
export async function answerJoinRequest(ctx: BotContext): Promise<boolean> {
  const { turn, deps, chatJoinRequest: request } = ctx;
  const { support } = deps.config.chats;
  if (request === undefined || support === undefined) return false;
  if ((await currentChatId(deps.db, support)) !== request.chat.id) return false;
  if (await recognise(ctx)) {
    inStudentsGroup(turn, deps, "approveChatJoinRequest");
    return true;
  }
  turn.state.write(waitingCell, true);
  turn.say(renderJoinWaits(turn));
  return true;
}

/** Whether the person is a student; the database knows it also where their object does not. */
async function recognise({ turn, deps }: BotContext): Promise<boolean> {
  if (isVerified(turn.state)) return true;
  const own = await findStudentOf(deps.db, turn.personId);
  if (own === undefined) return false;
  keepStanding(turn, { studentId: own.studentId, isVerified: true, version: own.version, at: turn.now.getTime() });
  return true;
}
