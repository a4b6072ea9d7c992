import type { ChatInviteLink } from "@grammyjs/types";
import type { Acts, Outcome } from "./acts.ts";
import { findChat, type GroupChat, openChat } from "./chats.ts";
import { changeMember, tellOfMember } from "./groups.ts";
import { shownLink } from "./invites.ts";
import { botMay, isIn, memberOf } from "./members.ts";
import { badRequest, type Refusal, refusals } from "./refusals.ts";
import { later } from "./updates.ts";
import { announce, type World } from "./world.ts";

export const inviteActs = {
  createChatInviteLink(world, args) {
    const group = openDoor(world, args.chat_id);
    if ("errorCode" in group) return group;
    return judgeTerms(args) ?? { result: keepLink(group, { ...newLink(world, group), ...termsOf(args) }) };
  },

  editChatInviteLink(world, args) {
    const group = openDoor(world, args.chat_id);
    if ("errorCode" in group) return group;
    const link = group.invites.get(args.invite_link);
    if (!link || link.is_revoked) return refusals.inviteUnknown;
    const { invite_link, creator, is_primary, is_revoked } = link;
    return judgeTerms(args) ?? { result: keepLink(group, { invite_link, creator, is_primary, is_revoked, ...termsOf(args) }) };
  },

  revokeChatInviteLink(world, args) {
    const group = openDoor(world, args.chat_id);
    if ("errorCode" in group) return group;
    const link = group.invites.get(args.invite_link);
    return link ? { result: keepLink(group, { ...link, is_revoked: true }) } : refusals.inviteUnknown;
  },

  exportChatInviteLink(world, args) {
    const group = openDoor(world, args.chat_id);
    if ("errorCode" in group) return group;
    for (const link of group.invites.values()) if (link.is_primary) keepLink(group, { ...link, is_revoked: true });
    return { result: keepLink(group, { ...newLink(world, group), creates_join_request: false, is_primary: true }).invite_link };
  },

  approveChatJoinRequest: (world, args) => decide(world, args, true),
  declineChatJoinRequest: (world, args) => decide(world, args, false),
} satisfies Acts;

type Terms = { name?: string; expire_date?: number; member_limit?: number; creates_join_request?: boolean };

function openDoor(world: World, chatId: number | string): GroupChat | Refusal {
  const chat = openChat(world, chatId);
  if ("errorCode" in chat) return chat;
  if (chat.kind === "private") return refusals.noInvitesToPrivate;
  return botMay(world, chat, "can_invite_users") ? chat : refusals.noRightsTo("manage chat invite link");
}

function judgeTerms({ name = "", member_limit, creates_join_request }: Terms): Refusal | undefined {
  if (creates_join_request && member_limit) return refusals.limitWithApproval;
  return name.length > 32 ? badRequest("invite link name is too long") : undefined;
}

const termsOf = ({ name, expire_date, member_limit, creates_join_request }: Terms) => ({
  creates_join_request: creates_join_request ?? false,
  ...(name ? { name } : {}),
  ...(expire_date ? { expire_date } : {}),
  ...(member_limit ? { member_limit } : {}),
});

function newLink(world: World, group: GroupChat) {
  const number = `${Math.abs(group.chat.id)}-${group.invites.size + 1}`;
  return { invite_link: `https://t.me/+${number}`, creator: world.bot, is_primary: false, is_revoked: false };
}

function keepLink(group: GroupChat, link: ChatInviteLink): ChatInviteLink {
  group.invites.set(link.invite_link, link);
  return shownLink(group, link);
}

type Target = { chat_id: number | string; user_id: number };

function decide(world: World, target: Target, isApproved: boolean): Outcome<true> {
  const group = openChat(world, target.chat_id);
  if ("errorCode" in group) return group;
  if (group.kind === "private") return refusals.noJoinRequests;
  if (!botMay(world, group, "can_invite_users")) return refusals.noRightsTo("manage chat join requests");
  if (findChat(world, target.user_id)?.kind !== "private") return refusals.userIdInvalid;
  if (isIn(memberOf(group, target.user_id))) return refusals.alreadyMember;
  if (!group.requests.has(target.user_id)) return refusals.noRequest;
  const link = group.invites.get(group.requests.get(target.user_id) ?? "");
  group.requests.delete(target.user_id);
  announce(world, { kind: "chat", chatId: group.chat.id });
  if (!isApproved) return { result: true };
  const by = link ? { invite_link: shownLink(group, link) } : { via_join_request: true };
  const change = { chatId: group.chat.id, userId: target.user_id, role: "member" as const, byId: world.bot.id };
  const told = changeMember(world, change);
  later(world, () => tellOfMember(world, told, by));
  return { result: true };
}
