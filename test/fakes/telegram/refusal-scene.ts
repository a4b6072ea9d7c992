import type { Message } from "@grammyjs/types";
import { expect, test } from "vitest";
import { aTelegram, keyboard } from "./a-telegram.ts";

/** Where the words were seen: in the sources of the Bot API server or of TDLib, or reported by many whose bots were told so. */
type Source = "server" | "tdlib" | "reported";
type Call = [method: string, payload: object];
export type Refused = [name: string, source: Source, call: (scene: RefusalScene) => Call, code: number, description: string];

/** Makes each call and compares the refusal word for word. What was refused must not have come on screen. */
export function testRefusals(scene: RefusalScene, rows: Refused[]): void {
  test.each(rows)("Telegram refuses %s (%s)", async (...row) => {
    const [, , call, code, description] = row;
    const shown = countShown(scene);
    const answer = await scene.call(...call(scene));
    expect(answer).toMatchObject({ ok: false, error_code: code, description });
    expect(countShown(scene)).toEqual(shown);
  });
}

/** How many messages each person and each group has on screen. */
function countShown({ telegram, anna, stranger, blocker, deleted }: RefusalScene): number[] {
  const groups = telegram.groups().map(({ chat }) => chat.id);
  return [anna, stranger, blocker, deleted, ...groups].map((chatId) => telegram.screen(chatId).length);
}

export const bad = (reason: string): string => `Bad Request: ${reason}`;
export const write = (chat_id: number | string, more: object = {}): Call => ["sendMessage", { chat_id, text: "Hi", ...more }];

const picture = Uint8Array.from([0x89, 0x50, 0x4e, 0x47]);

/** People, groups and messages of every kind that Telegram may refuse something about. */
export async function aRefusalScene() {
  const { telegram, call, clock, updates } = aTelegram();
  const people = await aCast(telegram);
  const { anna } = people;
  const groups = await theGroups(telegram, anna);
  const sent = async (payload: object) => (await call<Message>("sendMessage", { chat_id: anna, ...payload })).result.message_id;
  const text = await sent({ text: "Hi", reply_markup: keyboard("A", "a") });
  const withKeyboard = await sent({ text: "Choose", reply_markup: { keyboard: [["A"]] } });
  const protectedText = await sent({ text: "Exam", protect_content: true });
  const { message_id: said } = await telegram.say(anna, "Hello");
  const { photo, message_id: photoMessage } = await telegram.sendFile(anna, { kind: "photo", body: picture });
  const big = await telegram.sendFile(anna, { kind: "document", body: picture, size: 21 * 1024 * 1024 });
  const query = await telegram.tap(anna, "A");
  clock.now += 150_001;
  const pinned = await sent({ text: "Pinned" });
  await call("pinChatMessage", { chat_id: anna, message_id: pinned });
  const files = { photo: photo?.at(-1)?.file_id ?? "", big: big.document?.file_id ?? "" };
  const messages = { text, withKeyboard, protectedText, said, photoMessage, service: pinned + 1, gone: 999 };
  return { ...people, ...groups, ...files, ...messages, query: query.id, call, telegram, updates };
}

export type RefusalScene = Awaited<ReturnType<typeof aRefusalScene>>;
type Telegram = ReturnType<typeof aTelegram>["telegram"];

async function aCast(telegram: Telegram) {
  const person = (first_name: string) => telegram.addPerson({ first_name }).id;
  const [anna, stranger, blocker, deleted] = [person("Anna"), person("Stella"), person("Boris"), person("Dora")];
  for (const each of [anna, blocker, deleted]) await telegram.say(each, "/start");
  await telegram.block(blocker);
  telegram.deactivate(deleted);
  return { anna, stranger, blocker, deleted, nobody: 99 };
}

/** Groups in which the bot is everything from an administrator to thrown out. */
async function theGroups(telegram: Telegram, anna: number) {
  const members = [{ personId: anna, role: "creator" as const }];
  const group = (input: Partial<Parameters<Telegram["addGroup"]>[0]>) => telegram.addGroup({ title: "Teachers", members, ...input }).id;
  const upgraded = group({ type: "group" });
  await telegram.migrate(upgraded, anna);
  const deletedGroup = group({ type: "group" });
  telegram.deleteGroup(deletedGroup);
  const plain = group({ bot: "member" });
  const forum = group({ topics: ["Essays"] });
  const { message_id: groupMessage } = await telegram.say(anna, "Hi", { chatId: plain });
  const closedForum = group({ topics: ["Archive"], bot: "member" });
  const topicIn = (chatId: number) =>
    telegram
      .groups()
      .find(({ chat }) => chat.id === chatId)
      ?.topics.at(-1)?.message_thread_id ?? 0;
  await telegram.closeTopic(anna, closedForum, topicIn(closedForum));
  return {
    admin: group({}),
    plain,
    groupMessage,
    basic: group({ type: "group" }),
    muted: group({ bot: "restricted" }),
    kicked: group({ bot: "kicked" }),
    left: group({ bot: "left" }),
    kickedFromBasic: group({ bot: "kicked", type: "group" }),
    leftBasic: group({ bot: "left", type: "group" }),
    upgraded,
    deletedGroup,
    forum,
    topic: topicIn(forum),
    closedForum,
    closedTopic: topicIn(closedForum),
  };
}
