import type { Message } from "@grammyjs/types";
import type { PageChange } from "../wire.ts";
import { showTrouble } from "./notices.ts";
import { addPersona, refreshRoom, type View } from "./view.ts";

/** Brings one change of the simulator onto the page. */
export function applyChange(change: PageChange, view: View): void {
  switch (change.kind) {
    case "message":
      return receive(change.chatId, change.message, view);
    case "edited":
      return edit(change.chatId, change.message, view);
    case "deleted":
      return remove(change.chatId, change.messageId, view);
    case "action":
      return isShown(change.chatId, view) ? view.status.show(change.action) : undefined;
    case "draft":
      return view.rooms.get(change.chatId)?.conversation.drafts.show(change);
    case "answer":
      return view.taps.answer(change, isShown(change.personId, view));
    case "traffic":
      return view.pane.add(change.traffic);
    case "waiting":
      return view.rooms.get(change.chatId)?.conversation.setWaiting(change.messageId, change.isWaiting);
    case "trouble":
      return showTrouble(`Not delivered yet, trying again: ${change.message}`);
    case "recovered":
      return showTrouble(undefined);
    case "persona":
      return view.rooms.has(change.persona.personId) ? undefined : addPersona(view, change.persona);
    default:
      return applySetting(change, view);
  }
}

type Setting = Extract<PageChange, { kind: "clock" | "blocked" | "commands" | "keyboard" }>;

function applySetting(change: Setting, view: View): void {
  switch (change.kind) {
    case "clock":
      view.times.setOffset(change.offsetMs);
      return view.clock.refresh();
    case "commands":
      view.commands = change.commands;
      break;
    case "blocked": {
      const room = view.rooms.get(change.personId);
      if (room) room.isBlocked = change.blocked;
      break;
    }
    case "keyboard": {
      const room = view.rooms.get(change.chatId);
      if (room) room.keyboard = change.rows;
      break;
    }
  }
  refreshRoom(view);
}

function receive(chatId: number, message: Message, view: View): void {
  const room = view.rooms.get(chatId);
  if (!room) return;
  const isFromBot = message.from?.id === view.state.bot.id;
  const wasEmpty = room.conversation.isEmpty();
  // What was being written is now said, and the bot no longer types.
  if (isFromBot) room.conversation.drafts.clear();
  room.conversation.put(message, { isLive: true });
  view.people.preview(chatId, message, isFromBot && !isShown(chatId, view));
  if (!isShown(chatId, view)) return;
  if (isFromBot) view.status.clear();
  if (isFromBot) view.scroller.noteNew();
  if (wasEmpty) refreshRoom(view);
}

function edit(chatId: number, message: Message, view: View): void {
  const room = view.rooms.get(chatId);
  if (!room) return;
  room.conversation.put(message);
  if (room.conversation.newest()?.message_id === message.message_id) view.people.preview(chatId, message, false);
}

function remove(chatId: number, messageId: number, view: View): void {
  const room = view.rooms.get(chatId);
  if (!room) return;
  room.conversation.remove(messageId);
  view.people.preview(chatId, room.conversation.newest(), false);
  if (isShown(chatId, view)) refreshRoom(view);
}

function isShown(chatId: number, view: View): boolean {
  return view.current?.persona.personId === chatId;
}
