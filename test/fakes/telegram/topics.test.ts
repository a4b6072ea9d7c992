import type { ForumTopic } from "@grammyjs/types";
import { expect, test } from "vitest";
import { aGroup } from "./a-telegram.ts";

const aForum = (topics: string[] = ["Essays"]) => aGroup({ topics });

test("a topic is created, told of, and written into", async () => {
  const { telegram, call, group, sendText } = await aForum();
  const { result } = await call<ForumTopic>("createForumTopic", { chat_id: group.id, name: "Speaking", icon_color: 7322096 });
  expect(result).toEqual({ message_thread_id: 3, name: "Speaking", icon_color: 7322096 });
  const sent = await sendText({ message_thread_id: 3 });
  expect(sent.result).toMatchObject({
    message_thread_id: 3,
    is_topic_message: true,
    reply_to_message: { forum_topic_created: { name: "Speaking" } },
  });
  expect(telegram.screen(group.id, 3)).toHaveLength(2);
});

test("what a person writes in a topic replies to its beginning, unless to something else", async () => {
  const { telegram, updates, person, group, threadId } = await aForum();
  const where = { chatId: group.id, threadId: threadId("Essays") };
  const { message_id: messageId } = await telegram.say(person.id, "Who takes this one?", where);
  expect(updates.at(-1)?.message).toMatchObject({ message_thread_id: 2, reply_to_message: { forum_topic_created: {} } });
  await telegram.say(person.id, "I do", { chatId: group.id, replyTo: messageId });
  expect(updates.at(-1)?.message).toMatchObject({ message_thread_id: 2, reply_to_message: { message_id: messageId } });
});

test("the General topic has no number in messages, and cannot be named", async () => {
  const { telegram, person, group, sendText } = await aForum();
  expect((await sendText()).result).not.toHaveProperty("message_thread_id");
  expect(await telegram.say(person.id, "Hi", { chatId: group.id })).not.toHaveProperty("message_thread_id");
  expect((await sendText({ message_thread_id: 9 })).description).toBe("Bad Request: message thread not found");
});

test("a topic is renamed, closed and opened, each told in it once", async () => {
  const { telegram, call, group, threadId } = await aForum();
  const topic = { chat_id: group.id, message_thread_id: threadId("Essays") };
  const told = () => telegram.screen(group.id, topic.message_thread_id).at(-1);
  await call("editForumTopic", { ...topic, name: "Essays, B2" });
  expect(told()?.forum_topic_edited).toEqual({ name: "Essays, B2" });
  await call("closeForumTopic", topic);
  expect(told()).toHaveProperty("forum_topic_closed");
  expect((await call("closeForumTopic", topic)).description).toBe("Bad Request: TOPIC_NOT_MODIFIED");
  await call("reopenForumTopic", topic);
  expect(told()).toHaveProperty("forum_topic_reopened");
  expect(telegram.groups()[0]?.topics.map(({ name, isClosed }) => [name, isClosed])).toEqual([
    ["General", false],
    ["Essays, B2", false],
  ]);
});

test("only an administrator of topics writes into a closed one", async () => {
  const { telegram, person, group, threadId, sendText } = await aGroup({ topics: ["Essays"], botRights: { can_manage_topics: false } });
  await telegram.closeTopic(person.id, group.id, threadId("Essays"));
  expect((await sendText({ message_thread_id: threadId("Essays") })).description).toBe("Bad Request: TOPIC_CLOSED");
  const other = await aForum();
  await other.telegram.closeTopic(other.person.id, other.group.id, other.threadId("Essays"));
  expect((await other.sendText({ message_thread_id: other.threadId("Essays") })).ok).toBe(true);
});

test("with a topic goes all that was said in it, and nothing can be edited or answered there", async () => {
  const { telegram, call, group, threadId, sendText } = await aForum();
  const topic = { message_thread_id: threadId("Essays") };
  const { result } = await sendText(topic);
  telegram.deleteTopic(group.id, topic.message_thread_id);
  expect(telegram.screen(group.id)).toEqual([]);
  expect((await sendText(topic)).description).toBe("Bad Request: message thread not found");
  expect((await call("editMessageText", { chat_id: group.id, message_id: result.message_id, text: "x" })).description).toBe(
    "Bad Request: message to edit not found",
  );
  expect((await sendText({ reply_parameters: { message_id: result.message_id } })).description).toBe(
    "Bad Request: message to be replied not found",
  );
  expect((await call("deleteForumTopic", { chat_id: group.id, ...topic })).description).toBe("Bad Request: TOPIC_ID_INVALID");
});

test("the General topic is hidden with what belongs to it, and shown again", async () => {
  const { telegram, call, group } = await aGroup({ isForum: true });
  await call("hideGeneralForumTopic", { chat_id: group.id });
  expect(telegram.groups()[0]?.topics).toMatchObject([{ name: "General", isHidden: true, isClosed: true }]);
  await call("unhideGeneralForumTopic", { chat_id: group.id });
  await call("reopenGeneralForumTopic", { chat_id: group.id });
  await call("editGeneralForumTopic", { chat_id: group.id, name: "Lobby" });
  expect(telegram.groups()[0]?.topics).toMatchObject([{ name: "Lobby", isHidden: false, isClosed: false }]);
});

test("a topic that a person opens is told to the bot", async () => {
  const { telegram, updates, person, group } = await aForum();
  const topic = await telegram.createTopic(person.id, group.id, "Listening");
  expect(updates.at(-1)?.message).toMatchObject({ message_thread_id: topic.message_thread_id, forum_topic_created: { name: "Listening" } });
});
