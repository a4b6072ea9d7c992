import { aRefusalScene, bad, type Refused, type RefusalScene, testRefusals, write } from "./refusal-scene.ts";

const chats: Refused[] = [
  ["a chat that there is none of", "server", (s) => write(s.nobody), 400, bad("chat not found")],
  ["a name that nobody has", "server", () => write("@nobody"), 400, bad("chat not found")],
  ["a person who never wrote", "reported", (s) => write(s.stranger), 403, "Forbidden: bot can't initiate conversation with a user"],
  ["a person who blocked the bot", "server", (s) => write(s.blocker), 403, "Forbidden: bot was blocked by the user"],
  ["a deleted account", "server", (s) => write(s.deleted), 403, "Forbidden: user is deactivated"],
  ["a supergroup that threw the bot out", "server", (s) => write(s.kicked), 403, "Forbidden: bot was kicked from the supergroup chat"],
  ["a supergroup without the bot", "server", (s) => write(s.left), 403, "Forbidden: bot is not a member of the supergroup chat"],
  ["a group that threw the bot out", "server", (s) => write(s.kickedFromBasic), 403, "Forbidden: bot was kicked from the group chat"],
  ["a group without the bot", "server", (s) => write(s.leftBasic), 403, "Forbidden: bot is not a member of the group chat"],
  ["a group that became another", "server", (s) => write(s.upgraded), 400, bad("group chat was upgraded to a supergroup chat")],
  ["a deleted group", "server", (s) => write(s.deletedGroup), 403, "Forbidden: the group chat was deleted"],
  ["a group where the bot is mute", "tdlib", (s) => write(s.muted), 400, bad("not enough rights to send text messages to the chat")],
  [
    "a draft in a group",
    "reported",
    (s) => ["sendMessageDraft", { chat_id: s.admin, draft_id: 1, text: "x" }],
    400,
    bad("TEXTDRAFT_PEER_INVALID"),
  ],
];

const topics: Refused[] = [
  ["a topic that is gone", "server", (s) => write(s.forum, { message_thread_id: 99 }), 400, bad("message thread not found")],
  ["the General topic by its number", "server", (s) => write(s.forum, { message_thread_id: 1 }), 400, bad("message thread not found")],
  ["a topic of a private chat", "server", (s) => write(s.anna, { message_thread_id: 5 }), 400, bad("message thread not found")],
  ["a closed topic", "reported", (s) => write(s.closedForum, { message_thread_id: s.closedTopic }), 400, bad("TOPIC_CLOSED")],
  ["an open topic opened", "reported", (s) => ["reopenForumTopic", topicOf(s)], 400, bad("TOPIC_NOT_MODIFIED")],
  ["a topic renamed to its name", "reported", (s) => ["editForumTopic", { ...topicOf(s), name: "Essays" }], 400, bad("TOPIC_NOT_MODIFIED")],
  [
    "a deleted topic deleted",
    "reported",
    (s) => ["deleteForumTopic", { chat_id: s.forum, message_thread_id: 99 }],
    400,
    bad("TOPIC_ID_INVALID"),
  ],
  ["a topic without a name", "tdlib", (s) => ["createForumTopic", { chat_id: s.forum, name: " " }], 400, bad("name must be non-empty")],
  ["a topic in a private chat", "tdlib", (s) => ["createForumTopic", { chat_id: s.anna, name: "A" }], 400, bad("the chat is not a forum")],
  [
    "a topic in a plain supergroup",
    "tdlib",
    (s) => ["createForumTopic", { chat_id: s.admin, name: "A" }],
    400,
    bad("the chat is not a supergroup forum"),
  ],
  [
    "a topic without the right",
    "tdlib",
    (s) => ["createForumTopic", { chat_id: s.closedForum, name: "A" }],
    400,
    bad("not enough rights to create a topic"),
  ],
  [
    "a topic of another colour",
    "tdlib",
    (s) => ["createForumTopic", { chat_id: s.forum, name: "A", icon_color: 5 }],
    400,
    bad("invalid icon color specified"),
  ],
];

const members: Refused[] = [
  ["a title for a person", "tdlib", (s) => ["setChatTitle", { chat_id: s.anna, title: "A" }], 400, bad("can't change private chat title")],
  [
    "a title without the right",
    "tdlib",
    (s) => ["setChatTitle", { chat_id: s.plain, title: "A" }],
    400,
    bad("not enough rights to change chat title"),
  ],
  [
    "a description that is there",
    "server",
    (s) => ["setChatDescription", { chat_id: s.admin }],
    400,
    bad("chat description is not modified"),
  ],
  [
    "a member that there is none of",
    "reported",
    (s) => ["getChatMember", { chat_id: s.admin, user_id: s.nobody }],
    400,
    bad("PARTICIPANT_ID_INVALID"),
  ],
  [
    "the administrators of a person",
    "server",
    (s) => ["getChatAdministrators", { chat_id: s.anna }],
    400,
    bad("there are no administrators in the private chat"),
  ],
  ["a ban of the owner", "tdlib", (s) => ["banChatMember", { chat_id: s.admin, user_id: s.anna }], 400, bad("can't remove chat owner")],
  [
    "a ban without the right",
    "tdlib",
    (s) => ["banChatMember", { chat_id: s.plain, user_id: s.stranger }],
    400,
    bad("not enough rights to restrict/unrestrict chat member"),
  ],
  ["a ban of the bot itself", "tdlib", (s) => ["banChatMember", { chat_id: s.admin, user_id: 1 }], 400, bad("can't restrict self")],
  [
    "a restriction in a basic group",
    "server",
    (s) => ["restrictChatMember", { chat_id: s.basic, user_id: s.stranger, permissions: {} }],
    400,
    bad("method is available only for supergroups"),
  ],
  [
    "a link without the right",
    "tdlib",
    (s) => ["createChatInviteLink", { chat_id: s.plain }],
    400,
    bad("not enough rights to manage chat invite link"),
  ],
  [
    "a link with a limit and approval",
    "tdlib",
    (s) => ["createChatInviteLink", { chat_id: s.admin, member_limit: 5, creates_join_request: true }],
    400,
    bad("member limit can't be specified for links requiring administrator approval"),
  ],
  [
    "a link that is gone revoked",
    "reported",
    (s) => ["revokeChatInviteLink", { chat_id: s.admin, invite_link: "https://t.me/+gone" }],
    400,
    bad("INVITE_HASH_EXPIRED"),
  ],
  [
    "an approval that nobody asked for",
    "reported",
    (s) => ["approveChatJoinRequest", { chat_id: s.admin, user_id: s.stranger }],
    400,
    bad("HIDE_REQUESTER_MISSING"),
  ],
  [
    "an approval of a member",
    "reported",
    (s) => ["approveChatJoinRequest", { chat_id: s.admin, user_id: s.anna }],
    400,
    bad("USER_ALREADY_PARTICIPANT"),
  ],
];

testRefusals(await aRefusalScene(), [...chats, ...topics, ...members]);

function topicOf({ forum, topic }: RefusalScene) {
  return { chat_id: forum, message_thread_id: topic };
}
