import type { Acts, Outcome } from "./acts.ts";
import { type GroupChat, openChat, type Topic } from "./chats.ts";
import { botMay } from "./members.ts";
import { type Refusal, refusals } from "./refusals.ts";
import { createTopic, deleteTopic, generalTopicId, iconColours, setTopicClosed, tellInTopic } from "./topics.ts";
import type { World } from "./world.ts";

export const topicActs = {
  createForumTopic(world, args) {
    const chat = openForum(world, args.chat_id, "create a topic");
    if ("errorCode" in chat) return chat;
    const colour = args.icon_color;
    if (colour !== undefined && !iconColours.includes(colour)) return refusals.iconColourInvalid;
    if (args.name.trim() === "") return refusals.topicNameEmpty;
    return { result: createTopic(world, chat, world.bot, { ...args, name: shortened(args.name) }) };
  },

  editForumTopic(world, args) {
    const found = findTopic(world, args, "edit the topic");
    if ("errorCode" in found) return found;
    return rename(world, found, { name: args.name, icon: args.icon_custom_emoji_id });
  },

  closeForumTopic: (world, args) => toggle(world, args, true),
  reopenForumTopic: (world, args) => toggle(world, args, false),

  deleteForumTopic(world, args) {
    const found = findTopic(world, args, "delete the topic");
    if ("errorCode" in found) return found;
    if (!botMay(world, found.chat, "can_delete_messages")) return refusals.noRightsTo("delete the topic");
    deleteTopic(world, found.chat, args.message_thread_id);
    return { result: true };
  },

  editGeneralForumTopic(world, args) {
    const found = findTopic(world, { ...args, message_thread_id: generalTopicId }, "edit the topic");
    return "errorCode" in found ? found : rename(world, found, { name: args.name });
  },

  closeGeneralForumTopic: (world, args) => toggle(world, { ...args, message_thread_id: generalTopicId }, true),
  reopenGeneralForumTopic: (world, args) => toggle(world, { ...args, message_thread_id: generalTopicId }, false),
  hideGeneralForumTopic: (world, args) => hide(world, args.chat_id, true),
  unhideGeneralForumTopic: (world, args) => hide(world, args.chat_id, false),
} satisfies Acts;

type Target = { chat_id: number | string; message_thread_id: number };
type Found = { chat: GroupChat; topic: Topic };

function openForum(world: World, chatId: number | string, deed: string): GroupChat | Refusal {
  const chat = openChat(world, chatId);
  if ("errorCode" in chat) return chat;
  if (chat.kind === "private") return refusals.notAForum;
  if (!chat.chat.is_forum) return refusals.notASupergroupForum;
  return botMay(world, chat, "can_manage_topics") ? chat : refusals.noRightsTo(deed);
}

function findTopic(world: World, target: Target, deed: string): Found | Refusal {
  const chat = openForum(world, target.chat_id, deed);
  if ("errorCode" in chat) return chat;
  const topic = chat.topics.get(target.message_thread_id);
  return topic ? { chat, topic } : refusals.topicUnknown;
}

function rename(
  world: World,
  { chat, topic }: Found,
  { name = "", icon }: { name?: string | undefined; icon?: string | undefined },
): Outcome<true> {
  if (name !== "" && name.trim() === "") return refusals.topicNameEmpty;
  if (name === "" && icon === undefined) return { result: true };
  const newName = shortened(name) || topic.name;
  const newIcon = icon ?? topic.icon_custom_emoji_id ?? "";
  const isRenamed = newName !== topic.name;
  const isNewIcon = newIcon !== (topic.icon_custom_emoji_id ?? "");
  if (!isRenamed && !isNewIcon) return refusals.topicNotModified;
  topic.name = newName;
  if (newIcon === "") delete topic.icon_custom_emoji_id;
  else topic.icon_custom_emoji_id = newIcon;
  const forum_topic_edited = { ...(isRenamed ? { name: newName } : {}), ...(isNewIcon ? { icon_custom_emoji_id: newIcon } : {}) };
  tellInTopic(world, { chat, topic, by: world.bot }, { forum_topic_edited });
  return { result: true };
}

function toggle(world: World, target: Target, isClosed: boolean): Outcome<true> {
  const found = findTopic(world, target, "close or open the topic");
  if ("errorCode" in found) return found;
  return setTopicClosed(world, { ...found, by: world.bot }, isClosed) ? { result: true } : refusals.topicNotModified;
}

/** A hidden General topic is closed as well. */
function hide(world: World, chatId: number | string, isHidden: boolean): Outcome<true> {
  const found = findTopic(world, { chat_id: chatId, message_thread_id: generalTopicId }, "close or open the topic");
  if ("errorCode" in found) return found;
  if (found.topic.isHidden === isHidden) return refusals.topicNotModified;
  found.topic.isHidden = isHidden;
  if (isHidden) found.topic.isClosed = true;
  tellInTopic(world, { ...found, by: world.bot }, isHidden ? { general_forum_topic_hidden: {} } : { general_forum_topic_unhidden: {} });
  return { result: true };
}

/** A longer name is cut in silence. */
const shortened = (name: string): string => name.trim().slice(0, 128);
