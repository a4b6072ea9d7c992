import type { Acts, Outcome } from "./acts.ts";
import { type AnyChat, findChat, type GroupChat, openChat, readableChat } from "./chats.ts";
import { type Change, changeMember, tellOfMember } from "./groups.ts";
import { botMay, fullRights, isAdmin, isIn, memberOf, memberWith, type Right } from "./members.ts";
import { type Refusal, refusals } from "./refusals.ts";
import { later } from "./updates.ts";
import type { World } from "./world.ts";

export const memberActs = {
  getChatMember(world, args) {
    const chat = readableChat(world, args.chat_id);
    if ("errorCode" in chat) return chat;
    const known = findChat(world, args.user_id);
    if (chat.kind === "private") {
      const user = [chat.person, world.bot].find(({ id }) => id === args.user_id);
      return user ? { result: memberWith(user, "member") } : refusals.memberNotFound;
    }
    const member = memberOf(chat, args.user_id) ?? (known?.kind === "private" ? memberWith(known.person, "left") : undefined);
    return member ? { result: structuredClone(member) } : refusals.participantUnknown;
  },

  getChatAdministrators(world, args) {
    const chat = readableChat(world, args.chat_id);
    if ("errorCode" in chat) return chat;
    if (chat.kind === "private") return refusals.noAdministrators;
    const others = [...chat.members.values()].filter(
      (member) => isAdmin(member) && (!member.user.is_bot || member.user.id === world.bot.id),
    );
    return { result: structuredClone(others) as never };
  },

  getChatMemberCount(world, args) {
    const chat = readableChat(world, args.chat_id);
    if ("errorCode" in chat) return chat;
    return { result: chat.kind === "private" ? 2 : [...chat.members.values()].filter(isIn).length };
  },

  banChatMember: (world, args) => change(world, args, "can_restrict_members", { role: "kicked" }),

  unbanChatMember(world, args) {
    const group = openGroup(world, args.chat_id);
    if ("errorCode" in group) return group;
    if (args.only_if_banned && memberOf(group, args.user_id)?.status !== "kicked") return { result: true };
    return change(world, args, "can_restrict_members", { role: "left" });
  },

  restrictChatMember(world, args) {
    const group = openGroup(world, args.chat_id);
    if ("errorCode" in group) return group;
    if (group.chat.type === "group") return refusals.supergroupsOnly;
    return change(world, args, "can_restrict_members", { role: "restricted", rights: { ...args.permissions } });
  },

  promoteChatMember(world, args) {
    const group = openGroup(world, args.chat_id);
    if ("errorCode" in group) return group;
    if (group.chat.type === "group") return refusals.supergroupsAndChannelsOnly;
    const rights = Object.fromEntries(Object.keys(fullRights).map((right) => [right, args[right as Right] === true]));
    const isPromoted = Object.values(rights).includes(true);
    const promoted = { role: "administrator" as const, rights: { ...rights, can_manage_chat: true, can_be_edited: true } };
    return change(world, args, "can_promote_members", isPromoted ? promoted : { role: "member" });
  },

  leaveChat(world, args) {
    const group = openGroup(world, args.chat_id);
    if ("errorCode" in group) return group;
    const told = changeMember(world, { chatId: group.chat.id, userId: world.bot.id, role: "left" });
    later(world, () => tellOfMember(world, told));
    return { result: true };
  },
} satisfies Acts;

function openGroup(world: World, chatId: number | string): GroupChat | Refusal {
  const chat: AnyChat | Refusal = openChat(world, chatId);
  if ("errorCode" in chat) return chat;
  return chat.kind === "group" ? chat : refusals.notInPrivate;
}

type Target = { chat_id: number | string; user_id: number };

/** What an administrator does to a member who is below them. The bot hears of it as of what others do. */
function change(world: World, target: Target, right: Right, become: Pick<Change, "role" | "rights">): Outcome<true> {
  const group = openGroup(world, target.chat_id);
  if ("errorCode" in group) return group;
  if (target.user_id === world.bot.id) return refusals.cannotRestrictSelf;
  const known = findChat(world, target.user_id);
  if (known?.kind !== "private") return refusals.participantUnknown;
  const member = memberOf(group, target.user_id);
  if (member?.status === "creator") return refusals.cannotRemoveOwner;
  if (!botMay(world, group, right)) return right === "can_restrict_members" ? refusals.mayNotRestrict : refusals.notEnoughRights;
  if (member?.status === "administrator" && !member.can_be_edited) return refusals.userIsAdministrator;
  const told = changeMember(world, { chatId: group.chat.id, userId: target.user_id, byId: world.bot.id, ...become });
  later(world, () => tellOfMember(world, told));
  return { result: true };
}
