import type { Poll } from "@grammyjs/types";
import { type AnyChat, chatOf, findMessage, roomOf, type StoredMessage } from "./chats.ts";
import { dispatch, later, makeUpdate } from "./updates.ts";
import { announce, today, type World } from "./world.ts";

export type Vote = { personId: number; messageId: number; options: number[]; chatId?: number | undefined };

/** A person votes, or with no options takes the vote back. The bot hears who voted unless the poll hides it, and then how it stands. */
export async function vote(world: World, { personId, messageId, options, chatId }: Vote): Promise<void> {
  const chat = roomOf(world, personId, chatId);
  const stored = findMessage(chat, messageId);
  const poll = stored?.message.poll;
  if (!stored || !poll || isOver(world, poll)) throw new Error(`There is no open poll ${messageId} for person ${personId}`);
  stored.votes ??= new Map();
  const isAgain = (stored.votes.get(personId) ?? []).length > 0;
  if (isAgain && !poll.allows_revoting) throw new Error(`Person ${personId} has voted already`);
  if (options.length > 1 && !poll.allows_multiple_answers) throw new Error("The poll takes one answer");
  stored.votes.set(personId, options);
  count(world, chat, stored);
  await tellOfPoll(world, stored, personId);
  if (poll.is_anonymous) return;
  const option_persistent_ids = options.map((option) => poll.options[option]?.persistent_id ?? "");
  const poll_answer = { poll_id: poll.id, user: chatOf(world, personId).person, option_ids: options, option_persistent_ids };
  await dispatch(world, makeUpdate(world, { poll_answer }), personId);
}

/** Closes the poll; the bot hears how it stands at the end. */
export function closePoll(world: World, chat: AnyChat, stored: StoredMessage): void {
  if (stored.message.poll) stored.message.poll.is_closed = true;
  announce(world, { kind: "edited", chatId: chat.chat.id, message: structuredClone(stored.message) });
  later(world, () => tellOfPoll(world, stored));
}

/** Closed, or open for longer than it was to be. */
export const isOver = (world: World, { is_closed, close_date }: Poll): boolean =>
  is_closed || (close_date !== undefined && close_date <= today(world));

async function tellOfPoll(world: World, { message }: StoredMessage, personId?: number): Promise<void> {
  if (message.poll) await dispatch(world, makeUpdate(world, { poll: structuredClone(message.poll) }), personId);
}

function count(world: World, chat: AnyChat, stored: StoredMessage): void {
  const { poll } = stored.message;
  if (!poll) return;
  const votes = [...(stored.votes?.values() ?? [])];
  poll.total_voter_count = votes.filter((options) => options.length > 0).length;
  poll.options = poll.options.map((option, index) => ({
    ...option,
    voter_count: votes.filter((options) => options.includes(index)).length,
  }));
  announce(world, { kind: "edited", chatId: chat.chat.id, message: structuredClone(stored.message) });
}
