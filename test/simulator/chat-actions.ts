import * as z from "zod";
import { buttonsOf } from "#fakes/telegram/presses.ts";
import { action, type Action } from "./action.ts";
import { place, placeOf, where } from "./place.ts";
import { contentOf } from "./posts.ts";
import { messageText, postKind } from "./shapes.ts";

const message = { ...where, messageId: z.int() };

/** What a person does in a chat. It goes to the fake Telegram, never straight to the Worker. */
export const chatActions: Record<string, Action> = {
  say: action(z.object({ ...place, text: messageText }), async ({ text, ...at }, { telegram, diary }) => {
    diary.note({ ...at, deed: { say: text } });
    return { messageId: (await telegram.say(at.personId, text, placeOf(at))).message_id };
  }),
  post: action(z.object({ ...place, kind: postKind }), async ({ kind, ...at }, { telegram, diary }) => {
    diary.note({ ...at, deed: { post: kind } });
    return { messageId: (await telegram.post(at.personId, contentOf(kind, at.personId), placeOf(at))).message_id };
  }),
  choose: action(z.object({ personId: z.int(), button: z.string() }), async ({ personId, button }, { telegram, diary }) => {
    diary.note({ personId, chatId: personId, deed: { choose: button } });
    return { messageId: (await telegram.choose(personId, button)).message_id };
  }),
  tap: action(
    z.object({ ...message, data: z.string().min(1).max(64) }),
    async ({ personId, chatId, messageId, data }, { telegram, diary }) => {
      const pressed = telegram.screen(chatId).find(({ message_id }) => message_id === messageId);
      const button = pressed && buttonsOf(pressed).find((each) => each.data === data);
      diary.note({ personId, chatId, deed: { tap: button?.text ?? data } });
      return { queryId: (await telegram.tap(personId, data, messageId, chatId)).id };
    },
  ),
  edit: action(z.object({ ...message, text: messageText }), ({ personId, chatId, messageId, text }, { telegram, diary }) => {
    const edited = telegram.screen(chatId).find(({ message_id }) => message_id === messageId);
    diary.note({ personId, chatId, deed: { unsaid: `edited a message into ${JSON.stringify(text)}` } });
    return telegram.edit(personId, messageId, edited?.text === undefined ? { caption: text } : { text }, chatId);
  }),
  delete: action(z.object(message), ({ personId, chatId, messageId }, { telegram, diary }) => {
    diary.note({ personId, chatId, deed: { unsaid: "deleted a message" } });
    return telegram.deleteMessage(chatId, messageId);
  }),
  react: action(z.object({ ...message, emoji: z.array(z.string()).max(3) }), (reaction, { telegram, diary }) => {
    diary.note({ ...reaction, deed: { unsaid: `reacted with ${reaction.emoji.join(" ") || "nothing any more"}` } });
    return telegram.react(reaction);
  }),
  vote: action(
    z.object({ ...message, options: z.array(z.int()).max(12) }),
    ({ personId, chatId, messageId, options }, { telegram, diary }) => {
      diary.note({
        personId,
        chatId,
        deed: { unsaid: `voted for ${options.map((option) => `option ${option + 1}`).join(", ") || "nothing any more"}` },
      });
      return telegram.vote(personId, messageId, options, chatId);
    },
  ),
  stop: action(z.object(where), async ({ personId }, { telegram, diary }) => {
    diary.note({ personId, chatId: personId, deed: { unsaid: "stopped an answer that was being written" } });
    return { updateId: (await telegram.stop(personId)).update_id };
  }),
  pay: action(
    z.object({ ...where, messageId: z.int().optional(), link: z.string().optional() }),
    ({ personId, chatId, messageId, link }, { telegram, diary }) => {
      const newest = telegram.screen(chatId).findLast(({ invoice }) => invoice)?.message_id;
      const isNewest = messageId !== undefined && messageId === newest;
      const unsaid = messageId === undefined ? "paid by a link" : "paid an invoice that was not the newest";
      diary.note({ personId, chatId, deed: isNewest ? { pay: "newest invoice" } : { unsaid } });
      return telegram.pay(personId, messageId === undefined ? { link: link ?? "" } : { messageId, chatId });
    },
  ),
  subscription: action(
    z.object({ chargeId: z.string(), to: z.enum(["renewed", "failed", "canceled", "kept"]) }),
    async ({ chargeId, to }, { telegram }) => {
      if (to === "renewed" || to === "failed") await telegram.renew(chargeId, to === "renewed");
      else await telegram.cancelSubscription(chargeId, to === "canceled");
    },
  ),
  join: action(z.object({ personId: z.int(), target: z.union([z.string(), z.int()]) }), async ({ personId, target }, { telegram }) => ({
    outcome: await telegram.join(personId, target),
  })),
  admit: action(z.object({ ...where, userId: z.int() }), ({ personId, chatId, userId }, { telegram }) =>
    telegram.setMember({ chatId, userId, role: "member", byId: personId }),
  ),
  member: action(
    z.object({ ...where, userId: z.int(), role: z.enum(["administrator", "member", "restricted", "left", "kicked"]) }),
    ({ personId, chatId, userId, role }, { telegram }) => telegram.setMember({ chatId, userId, role, byId: personId }),
  ),
  migrate: action(z.object(where), ({ personId, chatId }, { telegram }) => telegram.migrate(chatId, personId)),
  leave: action(z.object(where), ({ personId, chatId }, { telegram }) => telegram.setMember({ chatId, userId: personId, role: "left" })),
  topic: action(z.object({ ...where, name: z.string().trim().min(1).max(128) }), ({ personId, chatId, name }, { telegram }) =>
    telegram.createTopic(personId, chatId, name),
  ),
  "delete-topic": action(z.object({ ...where, threadId: z.int() }), ({ chatId, threadId }, { telegram }) =>
    telegram.deleteTopic(chatId, threadId),
  ),
  "close-topic": action(
    z.object({ ...where, threadId: z.int(), closed: z.boolean() }),
    ({ personId, chatId, threadId, closed }, { telegram }) => telegram.closeTopic(personId, chatId, threadId, closed),
  ),
  block: action(z.object({ personId: z.int(), blocked: z.boolean() }), ({ personId, blocked }, { cast, diary }) => {
    diary.note({ personId, chatId: personId, deed: { unsaid: blocked ? "blocked the bot" : "unblocked the bot" } });
    return cast.setBlocked(personId, blocked);
  }),
};
