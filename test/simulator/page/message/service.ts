import type { Message } from "@grammyjs/types";

/** What Telegram says in the middle of a chat of an event there; undefined for a message that somebody wrote. */
export function serviceText(message: Message): string | undefined {
  const who = message.from?.first_name ?? message.chat.title ?? "Somebody";
  if (message.new_chat_members)
    return joined(
      who,
      message.new_chat_members.map((user) => user.first_name),
    );
  if (message.left_chat_member)
    return message.left_chat_member.id === message.from?.id
      ? `${who} left the group`
      : `${who} removed ${message.left_chat_member.first_name}`;
  if (message.new_chat_title) return `${who} named the group “${message.new_chat_title}”`;
  if (message.group_chat_created ?? message.supergroup_chat_created) return `${who} created the group`;
  if (message.migrate_to_chat_id ?? message.migrate_from_chat_id) return "The group became a supergroup";
  if (message.pinned_message) return `${who} pinned a message`;
  if (message.successful_payment) return `You paid ${amountOf(message.successful_payment)}`;
  if (message.refunded_payment) return `${amountOf(message.refunded_payment)} came back`;
  if (message.write_access_allowed) return "The bot may write to you now";
  return topicText(message, who);
}

/** An amount in its smallest units, as people write it. */
export function amountOf({ total_amount, currency }: { total_amount: number; currency: string }): string {
  if (currency === "XTR") return `⭐ ${total_amount}`;
  return new Intl.NumberFormat("en", { style: "currency", currency }).format(total_amount / 100);
}

function joined(who: string, names: string[]): string {
  return names.length === 1 && names[0] === who ? `${who} joined the group` : `${who} added ${names.join(", ")}`;
}

function topicText(message: Message, who: string): string | undefined {
  if (message.forum_topic_created) return `${who} opened the topic “${message.forum_topic_created.name}”`;
  if (message.forum_topic_edited) return `${who} changed the topic`;
  if (message.forum_topic_closed) return `${who} closed the topic`;
  if (message.forum_topic_reopened) return `${who} reopened the topic`;
  if (message.general_forum_topic_hidden) return `${who} hid the topic`;
  if (message.general_forum_topic_unhidden) return `${who} showed the topic again`;
  return undefined;
}
