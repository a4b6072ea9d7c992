import type { Update } from "@grammyjs/types";
import { expect, test } from "vitest";
import { nameOf, parseName } from "#platform/object-name.ts";
import { ownerOf } from "#platform/telegram/owner-of.ts";

const lena = { id: 5, is_bot: false, first_name: "Lena" };
const actor = { id: 6, is_bot: false, first_name: "Olga" };
const bot = { id: 9, is_bot: true, first_name: "Bot" };
const ownChat = { id: 5, type: "private", first_name: "Lena" };
const group = { id: -100, type: "supergroup", title: "Staff" };
const message = { message_id: 1, date: 1, text: "x" };

const cases: Array<[string, object, string | undefined]> = [
  ["a private message", { message: { ...message, chat: ownChat, from: lena } }, "person:5"],
  ["a message in a group", { message: { ...message, chat: group, from: lena } }, "person:5"],
  ["an edited message", { edited_message: { ...message, chat: ownChat, from: lena } }, "person:5"],
  [
    "a message in the name of a channel",
    { message: { ...message, chat: group, from: lena, sender_chat: { id: -200, type: "channel" } } },
    "chat:-100",
  ],
  ["an anonymous admin", { message: { ...message, chat: group, from: { ...bot, id: 1087968824 } } }, "chat:-100"],
  ["a forwarded channel post", { message: { ...message, chat: group, from: { ...lena, id: 777000 } } }, "chat:-100"],
  ["the channel bot", { message: { ...message, chat: group, from: { ...bot, id: 136817688 } } }, "chat:-100"],
  ["a channel post", { channel_post: { ...message, chat: { id: -200, type: "channel" } } }, "chat:-200"],
  ["another bot", { message: { ...message, chat: group, from: bot } }, undefined],
  ["a press", { callback_query: { id: "1", from: lena, chat_instance: "c" } }, "person:5"],
  [
    "a press by somebody in a group",
    { callback_query: { id: "1", from: actor, message: { ...message, chat: group }, chat_instance: "c" } },
    "person:6",
  ],
  ["a poll answer", { poll_answer: { poll_id: "1", user: lena, option_ids: [] } }, "person:5"],
  ["a poll answer of a chat", { poll_answer: { poll_id: "1", voter_chat: group, option_ids: [] } }, "chat:-100"],
  ["a change of a member", { chat_member: { chat: group, from: actor, new_chat_member: { user: lena, status: "member" } } }, "person:5"],
  ["the bot blocked", { my_chat_member: { chat: ownChat, from: lena, new_chat_member: { user: bot, status: "kicked" } } }, "person:5"],
  ["a join request", { chat_join_request: { chat: group, from: lena } }, "person:5"],
  ["a stopped generation", { stopped_message_generation: { chat: ownChat, draft_id: 1 } }, "person:5"],
  ["a pre-checkout", { pre_checkout_query: { id: "1", from: lena } }, "person:5"],
  ["a subscription", { subscription: { user: lena } }, "person:5"],
  ["a reaction", { message_reaction: { chat: group, user: lena } }, "person:5"],
  ["an anonymous reaction", { message_reaction: { chat: group, actor_chat: group } }, "chat:-100"],
  ["a count of reactions", { message_reaction_count: { chat: group } }, "chat:-100"],
  ["a boost", { chat_boost: { chat: group } }, "chat:-100"],
  ["a poll", { poll: { id: "1" } }, "misc:3"],
];

test.for(cases)("%s", ([, content, owner]) => {
  const subject = ownerOf({ update_id: 7, ...content } as Update);
  expect(subject === undefined ? undefined : nameOf(subject)).toBe(owner);
});

test("an object's name and its subject are each other's inverse", () => {
  for (const name of ["person:5", "chat:-100", "misc:3"]) expect(nameOf(parseName(name))).toBe(name);
  for (const name of ["", "person:", "person:x", "beget:1", "person:5 "]) expect(() => parseName(name)).toThrow();
});
