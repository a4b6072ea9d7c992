import type { ChatAdministratorRights, ChatMember, User } from "@grammyjs/types";
import type { Role } from "./contract.ts";
import type { GroupChat } from "./chats.ts";
import type { World } from "./world.ts";

/** Everything that an administrator of a group can be allowed. */
export const fullRights = {
  is_anonymous: false,
  can_manage_chat: true,
  can_delete_messages: true,
  can_manage_video_chats: true,
  can_restrict_members: true,
  can_promote_members: true,
  can_change_info: true,
  can_invite_users: true,
  can_post_stories: true,
  can_edit_stories: true,
  can_delete_stories: true,
  can_pin_messages: true,
  can_manage_topics: true,
  can_send_welcome_messages: true,
} satisfies ChatAdministratorRights;

export type Right = Exclude<keyof typeof fullRights, "is_anonymous" | "can_manage_chat">;

const muted = {
  can_send_messages: false,
  can_send_audios: false,
  can_send_documents: false,
  can_send_photos: false,
  can_send_videos: false,
  can_send_video_notes: false,
  can_send_voice_notes: false,
  can_send_polls: false,
  can_send_other_messages: false,
  can_add_web_page_previews: false,
  can_react_to_messages: false,
  can_change_info: false,
  can_invite_users: false,
  can_edit_tag: false,
  can_pin_messages: false,
  can_manage_topics: false,
};

/** A member as Telegram describes them. `rights` counts for administrators and for those who are restricted. */
export function memberWith(user: User, role: Role, rights: Record<string, boolean | undefined> = {}): ChatMember {
  switch (role) {
    case "creator":
      return { status: "creator", user, is_anonymous: false };
    case "administrator":
      return { status: "administrator", user, can_be_edited: false, ...fullRights, ...rights };
    case "restricted":
      return { status: "restricted", user, is_member: true, until_date: 0, ...muted, ...rights };
    case "kicked":
      return { status: "kicked", user, until_date: 0 };
    case "member":
    case "left":
      return { status: role, user };
  }
}

export const memberOf = (chat: GroupChat, userId: number): ChatMember | undefined => chat.members.get(userId);

export function isIn(member: ChatMember | undefined): boolean {
  if (member === undefined || member.status === "left" || member.status === "kicked") return false;
  return member.status !== "restricted" || member.is_member;
}

export const isAdmin = (member: ChatMember | undefined): boolean => member?.status === "creator" || member?.status === "administrator";

/** Whether the bot is allowed what only administrators are. */
export function botMay(world: World, chat: GroupChat, right: Right): boolean {
  const member = memberOf(chat, world.bot.id);
  return member?.status === "administrator" && member[right] === true;
}
