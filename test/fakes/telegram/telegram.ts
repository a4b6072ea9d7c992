import { answer } from "./answer.ts";
import type { FakeTelegram, FakeTelegramOptions } from "./contract.ts";
import { liveDrafts } from "./draft-acts.ts";
import { addPerson, chatOf, forge, post, setBlocked, stop, tap } from "./people.ts";
import { makeUpdate } from "./updates.ts";
import { createWorld, type PrivateChat } from "./world.ts";

/** Telegram in memory, for tests and the simulator; `contract.ts` says what it does. */
export function createTelegram(options: FakeTelegramOptions): FakeTelegram {
  const world = createWorld(options);
  return {
    fetch: (request) => answer(world, request),
    addPerson: (person) => addPerson(world, person),
    say: (personId, text) => post(world, personId, { text }),
    post: (personId, content) => post(world, personId, content),
    tap: (personId, button, messageId) => tap(world, personId, button, messageId),
    forge: (personId, data, messageId) => forge(world, personId, data, messageId),
    block: (personId) => setBlocked(world, personId, true),
    unblock: (personId) => setBlocked(world, personId, false),
    stop: (personId) => stop(world, personId),
    makeUpdate: (content) => makeUpdate(world, content),

    screen: (personId) => chatOf(world, personId).messages.map(({ message }) => structuredClone(message)),
    drafts: (personId) => liveDrafts(world, chatOf(world, personId)),
    keyboard: (personId) => keyboardOf(chatOf(world, personId)),
    addFile: (file) => void world.files.set(file.fileId, { ...file, body: new Blob([file.body]) }),
    chat: (chatId) => world.chats.get(chatId)?.chat,
    people: () => [...world.chats.values()].map(({ person }) => person),
    calls: world.calls,
    webhook: () => world.webhook,
    commands: () => [...world.commands.values()],

    fail: (failure) => void world.failures.push({ ...failure }),
    heal: () => void world.failures.splice(0),
    subscribe(listener) {
      world.listeners.add(listener);
      return () => world.listeners.delete(listener);
    },
  };
}

/** The newest reply keyboard counts, unless a later message removed it. */
function keyboardOf(chat: PrivateChat): ReturnType<FakeTelegram["keyboard"]> {
  const keyboard = chat.messages.findLast((stored) => stored.keyboard)?.keyboard;
  return keyboard && !("remove_keyboard" in keyboard) ? keyboard : undefined;
}
