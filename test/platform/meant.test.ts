import type { Message, User } from "grammy/types";
import { expect, test } from "vitest";
import { authorRepliedTo, mentionIn } from "#platform/telegram/meant.ts";

const me = { id: 1, is_bot: true, first_name: "Stoa", username: "stoa_bot" };
const [lena, nikos]: User[] = [7, 8].map((id) => ({ id, is_bot: false, first_name: "Somebody" }));
const chat = { id: -100, type: "supergroup", title: "Staff" };

test.for([
  ["the author", { from: lena }, lena],
  ["whoever wrote what was forwarded", { from: nikos, forward_origin: { type: "user", date: 1, sender_user: lena } }, lena],
  ["nobody who hides", { from: nikos, forward_origin: { type: "hidden_user", date: 1, sender_user_name: "L" } }, "hidden"],
  ["nobody who writes as a group", { from: { ...nikos, is_bot: true }, sender_chat: chat }, "hidden"],
  ["not the bot", { from: me }, undefined],
  ["not the bot, forwarded", { from: nikos, forward_origin: { type: "user", date: 1, sender_user: me } }, undefined],
  ["not whoever opened the topic", { from: lena, forum_topic_created: { name: "Desk", icon_color: 1 } }, undefined],
] as const)("a reply means %s", ([, replied, author]) => {
  const message = { reply_to_message: { message_id: 1, date: 1, chat, ...replied } } as unknown as Message;
  expect(authorRepliedTo({ message, me } as unknown as Parameters<typeof authorRepliedTo>[0])).toEqual(author);
});

test("a mention brings the person and the words by which they were chosen", () => {
  const message = { text: "add Lena K", entities: [{ type: "text_mention", offset: 4, length: 6, user: lena }] } as unknown as Message;
  expect(mentionIn(message)).toEqual({ user: lena, text: "Lena K" });
  expect(mentionIn({ text: "add @lena", entities: [{ type: "mention", offset: 4, length: 5 }] } as unknown as Message)).toBeUndefined();
});
