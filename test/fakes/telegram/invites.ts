import type { ChatInviteLink } from "@grammyjs/types";
import { chatOf, type GroupChat } from "./chats.ts";
import { setMember } from "./groups.ts";
import { botMay, isIn, memberOf } from "./members.ts";
import { dispatch, makeUpdate } from "./updates.ts";
import { today, type World } from "./world.ts";

/** For so long the bot may write to somebody who asked to be let in, even if they never wrote to it. */
const guestTime = 300_000;

/** The link with how many wait behind it. */
export function shownLink(group: GroupChat, link: ChatInviteLink): ChatInviteLink {
  const waiting = [...group.requests.values()].filter((used) => used === link.invite_link).length;
  return { ...link, ...(waiting > 0 ? { pending_join_request_count: waiting } : {}) };
}

/** A person joins: by a link, or by the id of a group that lets people in itself, where they then ask. */
export async function join(world: World, personId: number, target: string | number): Promise<"joined" | "asked"> {
  const { group, link } = findDoor(world, target);
  if (isIn(memberOf(group, personId))) throw new Error(`Person ${personId} is in the group ${group.chat.id} already`);
  const by = link ? { invite_link: shownLink(group, link) } : {};
  if (link && !link.creates_join_request) {
    if (link.member_limit !== undefined) takePlace(group, link);
    await setMember(world, { chatId: group.chat.id, userId: personId, role: "member" }, by);
    return "joined";
  }
  await ask(world, group, personId, link);
  return "asked";
}

async function ask(world: World, group: GroupChat, personId: number, link: ChatInviteLink | undefined): Promise<void> {
  const guest = chatOf(world, personId);
  group.requests.set(personId, link?.invite_link);
  guest.guestUntil = world.options.now() + guestTime;
  if (!botMay(world, group, "can_invite_users") || group.chat.type !== "supergroup") return;
  const chat_join_request = {
    chat: group.chat,
    from: guest.person,
    user_chat_id: personId,
    date: today(world),
    ...(link ? { invite_link: shownLink(group, link) } : {}),
  };
  await dispatch(world, makeUpdate(world, { chat_join_request }), personId);
}

function findDoor(world: World, target: string | number): { group: GroupChat; link?: ChatInviteLink } {
  for (const chat of world.chats.values()) {
    if (chat.kind === "private") continue;
    if (chat.chat.id === target) return { group: chat };
    const link = chat.invites.get(String(target));
    if (link && isOpen(world, link)) return { group: chat, link };
  }
  throw new Error(`Nobody is let in by ${target}`);
}

const isOpen = (world: World, { is_revoked, expire_date, member_limit }: ChatInviteLink): boolean =>
  !is_revoked && member_limit !== 0 && (expire_date === undefined || expire_date > today(world));

/** What is kept of the limit is how many places are left. */
function takePlace(group: GroupChat, link: ChatInviteLink): void {
  group.invites.set(link.invite_link, { ...link, member_limit: (link.member_limit ?? 1) - 1 });
}
