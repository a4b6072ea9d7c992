import type { Contact, KeyboardButton, Message } from "@grammyjs/types";
import { type AnyChat, chatOf } from "./chats.ts";
import type { FileInput, Where } from "./contract.ts";
import { storeFile } from "./files.ts";
import { mediaContent } from "./media.ts";
import { omit } from "./omit.ts";
import { post } from "./people.ts";
import type { World } from "./world.ts";

/** A person sends a file. */
export function sendFile(world: World, personId: number, input: FileInput, where?: Where): Promise<Message> {
  return post(world, personId, contentOf(world, input), where);
}

/** A person sends several at once: each part comes as an update of its own, and nothing marks the last. */
export async function sendAlbum(world: World, personId: number, inputs: FileInput[], where?: Where): Promise<Message[]> {
  const media_group_id = String(world.options.now() * 1000 + world.files.size);
  const contents = inputs.map((input) => ({ ...contentOf(world, input), media_group_id }));
  return Promise.all(contents.map((content) => post(world, personId, content, where)));
}

function contentOf(world: World, input: FileInput): Partial<Message> {
  const details = omit(input, "kind", "body", "fileId", "path", "name", "contentType", "size", "caption");
  const file = storeFile(world, input.kind, { ...input, details });
  return { ...mediaContent(world, file), ...(input.caption === undefined ? {} : { caption: input.caption }) };
}

/** Presses a button of the reply keyboard: what it asks for is sent, or its text said. */
export async function choose(world: World, personId: number, text: string): Promise<Message> {
  const chat = chatOf(world, personId);
  const stored = chat.messages.findLast(({ keyboard }) => keyboard);
  const keyboard = stored?.keyboard && "keyboard" in stored.keyboard && !stored.isKeyboardUsed ? stored.keyboard : undefined;
  const button = keyboard?.keyboard.flat().find((each) => textOf(each) === text);
  if (!stored || button === undefined) throw new Error(`No button "${text}" is on the keyboard of person ${personId}`);
  if (keyboard?.one_time_keyboard) stored.isKeyboardUsed = true;
  const reply = { replyTo: stored.message.message_id };
  if (asksFor(button, "request_contact")) return post(world, personId, { contact: contactOf(chat) }, reply);
  if (asksFor(button, "request_location")) return post(world, personId, { location: { latitude: 37.9755, longitude: 23.7226 } }, reply);
  return post(world, personId, { text });
}

const textOf = (button: KeyboardButton): string => (typeof button === "string" ? button : button.text);
const asksFor = (button: KeyboardButton, wish: "request_contact" | "request_location"): boolean =>
  typeof button === "object" && wish in button;

/** A contact that is shared by button is the person's own, which its user id proves. The number is one of those that nobody is given. */
function contactOf(chat: AnyChat & { kind: "private" }): Contact {
  const { id, first_name, last_name } = chat.person;
  return {
    phone_number: `+1202555${String(100 + (id % 100)).padStart(4, "0")}`,
    first_name,
    ...(last_name ? { last_name } : {}),
    user_id: id,
  };
}
