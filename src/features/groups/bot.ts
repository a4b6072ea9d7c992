import type { ChatMember, ChatMemberUpdated } from "grammy/types";
import { raiseAlert } from "#platform/alerts.ts";
import { saveMigration } from "#platform/chats.ts";
import { unreachable } from "#platform/result.ts";
import { hasRole } from "#platform/role.ts";
import { isStaffChat } from "#platform/staff-chats.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { judgeChange, standingOf, type Reaction } from "./rules.ts";
import { renderDemoted, renderGreeting, renderGreetingToStaff, renderNumber } from "./view.ts";

/** Somebody has let the bot into a group, out of it, up or down. */
export async function noteStanding(ctx: BotContext): Promise<boolean> {
  const { myChatMember: changed, deps } = ctx;
  if (changed === undefined) return false;
  const [isOfStaff, isByStaff] = await Promise.all([isStaffChat(deps, changed.chat.id), hasRole(deps, changed.from.id, "admin")]);
  const [before, after] = [standingOf(changed.old_chat_member), standingOf(changed.new_chat_member)];
  await react(ctx, changed, judgeChange({ before, after, isOfStaff, isByStaff }));
  return true;
}

/** A group that has become a supergroup says so itself, before anything is sent to it in vain. */
export async function noteMigration({ message, chat, deps }: BotContext): Promise<boolean> {
  const to = message?.migrate_to_chat_id;
  if (to === undefined || chat === undefined) return false;
  await saveMigration(deps.db, { from: { type: "chat", id: chat.id }, to });
  return true;
}

async function react(ctx: BotContext, { chat, new_chat_member: self }: ChatMemberUpdated, reaction: Reaction): Promise<void> {
  const { t } = ctx.turn.inLanguage(ctx.deps.config.staffLanguage);
  switch (reaction) {
    case "greetStaff":
      return ctx.say(renderGreetingToStaff(t, { lacksTopics: chat.is_forum === true && !mayManageTopics(self) }));
    case "tellNumber":
      return ctx.say(renderNumber(t, chat.id));
    case "greet":
      return ctx.say(renderGreeting(ctx.t, ctx.me.username));
    case "warnDemoted":
      return ctx.say(renderDemoted(t));
    case "reportLost":
      return raiseAlert(ctx.deps, "chat.unreachable");
    case "nothing":
      return undefined;
    default:
      return unreachable(reaction);
  }
}

function mayManageTopics(self: ChatMember): boolean {
  return self.status === "administrator" && self.can_manage_topics === true;
}
