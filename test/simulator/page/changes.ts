import type { Message } from "@grammyjs/types";
import type { PageChange } from "../wire.ts";
import { showBuildProblem, showToast, showTrouble } from "./notices.ts";
import { askedOf, setChats } from "./store.ts";
import type { View } from "./view.ts";

type Ephemeral = Extract<
  PageChange,
  { kind: "action" | "answer" | "traffic" | "trouble" | "recovered" | "clock" | "switches" | "worker" | "build" | "playing" | "notice" }
>;
type ChatChange = Extract<
  PageChange,
  { kind: "message" | "edited" | "deleted" | "reactions" | "receipts" | "draft" | "waiting" | "keyboard" | "asked" }
>;

/** Brings one change of the simulator into the store and onto the phones. */
export function applyChange(change: PageChange, view: View): void {
  const { store, table } = view;
  switch (change.kind) {
    case "action":
    case "answer":
    case "traffic":
    case "trouble":
    case "recovered":
    case "clock":
    case "switches":
    case "worker":
    case "build":
    case "playing":
    case "notice":
      return pass(change, view);
    case "persona":
      store.personas.set(change.persona.personId, change.persona);
      return table.addPerson(change.persona.personId);
    case "chats":
      setChats(store, change.chats);
      table.meetChats();
      break;
    case "commands":
      store.commands = change.commands;
      break;
    case "blocked":
      store.blocked[change.blocked ? "add" : "delete"](change.personId);
      break;
    default:
      return changeChat(change, view);
  }
  for (const phone of table.all()) phone.refresh();
}

function changeChat(change: ChatChange, view: View): void {
  const chat = view.store.chats.get(change.chatId);
  if (!chat) return;
  const { chatId } = change;
  switch (change.kind) {
    case "message":
      chat.drafts.clear();
      chat.messages.set(change.message.message_id, change.message);
      return receive(chatId, change.message, view);
    case "edited":
      chat.messages.set(change.message.message_id, change.message);
      for (const phone of view.table.all()) phone.redraw(chatId, change.message);
      return;
    case "deleted":
      chat.messages.delete(change.messageId);
      for (const phone of view.table.all()) phone.remove(chatId, change.messageId);
      for (const personId of chat.info.members) view.table.showUnread(personId);
      return;
    case "reactions":
    case "receipts": {
      if (change.kind === "reactions") chat.reactions.set(change.messageId, change.reactions);
      else chat.receipts.set(change.messageId, change.receipts);
      const message = chat.messages.get(change.messageId);
      if (message) for (const phone of view.table.all()) phone.redraw(chatId, message);
      return;
    }
    case "draft":
      chat.drafts.set(change.draftId, change);
      for (const phone of view.table.all()) phone.showDraft(chatId, change);
      return;
    case "waiting":
      chat.waiting[change.isWaiting ? "add" : "delete"](change.messageId);
      for (const phone of view.table.all()) phone.setWaiting(chatId, change.messageId, change.isWaiting);
      return;
    case "keyboard":
      chat.keyboard = change.rows;
      for (const phone of view.table.all()) phone.refresh();
      return;
    case "asked":
      chat.asked = askedOf(change.asked);
      for (const phone of view.table.all()) phone.ask(chatId);
  }
}

function receive(chatId: number, message: Message, { store, table }: View): void {
  for (const personId of store.chats.get(chatId)?.info.members ?? []) {
    table.of(personId)?.receive(chatId, message);
    table.showUnread(personId);
  }
}

/** What leaves no trace in any chat. */
function pass(change: Ephemeral, view: View): void {
  switch (change.kind) {
    case "action":
      for (const phone of view.table.all()) phone.showAction(change);
      return;
    case "answer":
      return view.taps.answer(change, view.table.of(change.personId)?.toasts);
    case "traffic":
      return view.pane.add(change.traffic);
    case "trouble":
      return showTrouble(`Not delivered yet, trying again: ${change.message}`);
    case "recovered":
      return showTrouble(undefined);
    case "switches":
      view.deadLetters.refresh();
      return view.failures.setSwitches(change.switches);
    case "notice":
      return showToast(change.message, { tone: change.tone });
    case "playing":
      return view.scenes.setPlaying(change.playing);
    case "worker":
      view.deadLetters.refresh();
      return view.failures.setWorker(change.status);
    case "build":
      return showBuildProblem(change.problem);
    case "clock":
      view.times.setOffset(change.offsetMs);
      view.deadLetters.refresh();
      view.clock.refresh();
      for (const phone of view.table.all()) phone.tick();
  }
}
