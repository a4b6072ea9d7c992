import type { Acts } from "./acts.ts";
import { addMessage, findMessage, openChat, readableChat } from "./chats.ts";
import { botMay } from "./members.ts";
import { refusals } from "./refusals.ts";
import { announce } from "./world.ts";

export const chatActs = {
  getChat(world, args) {
    const chat = readableChat(world, args.chat_id);
    if ("errorCode" in chat) return chat;
    const gifts = { unlimited_gifts: true, limited_gifts: true, unique_gifts: true, premium_subscription: true, gifts_from_channels: true };
    const pinned = findMessage(chat, chat.pinned.at(-1) ?? 0);
    return {
      result: {
        ...chat.chat,
        accent_color_id: 0,
        max_reaction_count: 11,
        accepted_gift_types: gifts,
        ...(pinned ? { pinned_message: structuredClone(pinned.message) } : {}),
        ...(chat.kind === "group" && chat.description ? { description: chat.description } : {}),
      } as never,
    };
  },

  setChatTitle(world, args) {
    const chat = openChat(world, args.chat_id);
    if ("errorCode" in chat) return chat;
    if (chat.kind === "private") return refusals.noPrivateTitle;
    if (!botMay(world, chat, "can_change_info")) return refusals.noRightsTo("change chat title");
    chat.chat.title = args.title.trim().slice(0, 128);
    addMessage(world, chat, world.bot, { new_chat_title: chat.chat.title });
    announce(world, { kind: "chat", chatId: chat.chat.id });
    return { result: true };
  },

  setChatDescription(world, args) {
    const chat = openChat(world, args.chat_id);
    if ("errorCode" in chat) return chat;
    if (chat.kind === "private") return refusals.noPrivateDescription;
    if (!botMay(world, chat, "can_change_info")) return refusals.noRightsTo("set chat description");
    if ((chat.description ?? "") === (args.description ?? "")) return refusals.descriptionNotModified;
    chat.description = args.description ?? "";
    return { result: true };
  },

  setChatMenuButton(world, args) {
    world.menuButtons.set(args.chat_id ?? 0, args.menu_button ?? { type: "default" });
    return { result: true };
  },

  getChatMenuButton: (world, args) => ({
    result: structuredClone(world.menuButtons.get(args.chat_id ?? 0) ?? world.menuButtons.get(0) ?? { type: "default" }),
  }),
} satisfies Acts;
