import type { Update } from "grammy/types";
import * as z from "zod";
import { parseJson } from "../json.ts";

const user = z.looseObject({ id: z.int(), is_bot: z.boolean() });
const chat = z.looseObject({ id: z.int(), type: z.string() });
const message = z.looseObject({ message_id: z.int(), date: z.number(), chat, from: user.optional(), sender_chat: chat.optional() });
const byUser = z.looseObject({ from: user });
const ofUser = z.looseObject({ user: user.optional() });
const ofChat = z.looseObject({ chat });

/** What our own code reads of an update before its handler; the rest is as Telegram documents it. */
const schema = z.looseObject({
  update_id: z.int().min(0),
  message: message.optional(),
  edited_message: message.optional(),
  channel_post: message.optional(),
  edited_channel_post: message.optional(),
  callback_query: z
    .looseObject({
      id: z.string(),
      from: user,
      data: z.string().optional(),
      message: z.looseObject({ message_id: z.int(), chat }).optional(),
    })
    .optional(),
  my_chat_member: z.looseObject({ from: user, chat, new_chat_member: z.looseObject({ status: z.string(), user }) }).optional(),
  chat_member: z.looseObject({ from: user, chat, new_chat_member: z.looseObject({ status: z.string(), user }) }).optional(),
  chat_join_request: z.looseObject({ from: user, chat }).optional(),
  pre_checkout_query: byUser
    .extend({ id: z.string(), currency: z.string(), total_amount: z.int(), invoice_payload: z.string() })
    .optional(),
  shipping_query: byUser.optional(),
  inline_query: byUser.optional(),
  chosen_inline_result: byUser.optional(),
  purchased_paid_media: byUser.optional(),
  poll_answer: z.looseObject({ user: user.optional(), voter_chat: chat.optional() }).optional(),
  message_reaction: ofUser.extend({ chat }).optional(),
  message_reaction_count: ofChat.optional(),
  chat_boost: ofChat.optional(),
  removed_chat_boost: ofChat.optional(),
  subscription: z.looseObject({ user, invoice_payload: z.string(), state: z.string() }).optional(),
  stopped_message_generation: ofChat.extend({ draft_id: z.int() }).optional(),
  poll: z.looseObject({ id: z.string() }).optional(),
});

const KNOWN_KINDS = Object.keys(schema.shape).filter((name) => name !== "update_id");

/** The kinds that the bot asks Telegram for. */
export const ALLOWED_UPDATES = [
  "message",
  "edited_message",
  "callback_query",
  "my_chat_member",
  "stopped_message_generation",
  "pre_checkout_query",
  "chat_join_request",
  "subscription",
] as const;

/** The update of a row, which was checked when it came in. */
export function readUpdate(body: string): Update {
  return JSON.parse(body) as Update;
}

/** An update of a kind that we know, from its JSON; undefined for anything else. */
export function parseUpdate(json: string): Update | undefined {
  const parsed = schema.safeParse(parseJson(json));
  if (!parsed.success || !KNOWN_KINDS.some((kind) => parsed.data[kind] !== undefined)) return undefined;
  // Checked as far as it is read here; Telegram vouches for the rest.
  return parsed.data as unknown as Update;
}
