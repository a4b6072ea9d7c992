import type { ReactionType } from "@grammyjs/types";
import { chatOf, findMessage, roomOf } from "./chats.ts";
import { isAdmin, memberOf } from "./members.ts";
import { dispatch, makeUpdate } from "./updates.ts";
import { announce, today, type World } from "./world.ts";

/** Every emoji that Telegram takes as a reaction. */
export const reactionEmoji = new Set<string>(
  (
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 " +
    "✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
  ).split(" "),
);

export type PersonReaction = { personId: number; messageId: number; emoji: string[]; chatId?: number | undefined };

/** A person reacts, or takes their reaction back with none. In a group the bot hears of it as an administrator. */
export async function react(world: World, { personId, messageId, emoji, chatId }: PersonReaction): Promise<void> {
  const chat = roomOf(world, personId, chatId);
  const stored = findMessage(chat, messageId);
  if (!stored) throw new Error(`There is no message ${messageId} to react to`);
  stored.reactions ??= new Map();
  const old_reaction = stored.reactions.get(personId) ?? [];
  const reaction = emoji.map((each) => ({ type: "emoji", emoji: each }) as ReactionType);
  stored.reactions.set(personId, reaction);
  announce(world, { kind: "reaction", chatId: chat.chat.id, messageId, userId: personId, reaction });
  if (chat.kind === "group" && !isAdmin(memberOf(chat, world.bot.id))) return;
  const user = chatOf(world, personId).person;
  const message_reaction = { chat: chat.chat, message_id: messageId, user, date: today(world), old_reaction, new_reaction: reaction };
  await dispatch(world, makeUpdate(world, { message_reaction }), personId);
}
