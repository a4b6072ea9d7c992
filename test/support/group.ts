import type { GroupInput } from "#fakes/telegram/contract.ts";
import type { Chat, Message, User } from "@grammyjs/types";
import { letTelegramTell, telegram } from "./outside.ts";
import { quietObject } from "./quiet.ts";

/** A group of staff or of a class, and what is on its screen. */
export type Group = {
  chat: Chat;
  threadId: (topic: string) => number;
  /** Everything in the group, or in one topic of it. */
  screen: (topic?: string) => Message[];
  /** The newest message that says so, in part or in whole. */
  messageWith: (text: string) => Message;
};

type Staffed = { user: User };
type Input = Omit<GroupInput, "title" | "members"> & { title?: string; members?: Staffed[]; owner?: Staffed };

/** A supergroup in which the bot is an administrator; topics make it a forum. */
export function aGroup({ title = "Teachers", members = [], owner, ...input }: Input = {}): Group {
  const plain = members.map(({ user }) => ({ personId: user.id }));
  const creator = owner ? [{ personId: owner.user.id, role: "creator" as const }] : [];
  const chat = telegram.addGroup({ title, members: [...plain, ...creator], ...input });
  const threadId = (topic: string) => {
    const found = telegram
      .groups()
      .find((group) => group.chat.id === chat.id)
      ?.topics.find(({ name }) => name === topic);
    if (!found) throw new Error(`the group has no topic "${topic}"`);
    return found.message_thread_id;
  };
  const screen = (topic?: string) => telegram.screen(chat.id, topic === undefined ? undefined : threadId(topic));
  return { chat, threadId, screen, messageWith: (text) => messageIn(screen(), text) };
}

/** Waits until the person's object and the group's have nothing left to do, whichever of them had to tell the other. */
export async function settled(group: Group, personId: number): Promise<void> {
  for (let pass = 0; pass < 2; pass += 1) {
    await quietObject(`person:${personId}`);
    await quietObject(`chat:${group.chat.id}`);
    await letTelegramTell();
  }
}

function messageIn(screen: Message[], text: string): Message {
  const found = screen.findLast((message) =>
    (message.text ?? message.caption ?? JSON.stringify(message.rich_message) ?? "").includes(text),
  );
  if (!found) throw new Error(`no message in the group says "${text}"`);
  return found;
}
