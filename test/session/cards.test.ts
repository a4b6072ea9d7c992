import { expect, test } from "vitest";
import * as z from "zod";
import { CARD_LIST, WAITING_CARDS } from "#platform/desk/waiting-list.ts";
import type { TelegramAnswer } from "#platform/telegram/client.ts";
import type { Call } from "#platform/telegram/view.ts";
import { createCore } from "#support/core.ts";

const GROUP = { type: "chat" as const, id: -100 };
const ok = (messageId: number): TelegramAnswer => ({ type: "ok", result: { message_id: messageId } });
const refused = (description: string, more: object = {}): TelegramAnswer => ({ type: "refused", code: 400, description, ...more });

// What comes back when a card was posted has a kind, and is nothing to show.
const aChange = z.strictObject({ cardId: z.int(), sendsAnew: z.boolean().optional() });

/** A group whose object shows cards; `rev` is the state of every card in the database. */
function aDesk(answer?: (call: Call) => TelegramAnswer, formatting: object = {}) {
  const database = { rev: 1, isOpen: true, isDown: false, readMs: 0 };
  let lists = 0;
  const core = createCore({
    subject: GROUP,
    handle: (body, turn) => {
      const change = aChange.safeParse(JSON.parse(body)).data;
      if (change !== undefined) turn.showCard(change.cardId, change.sendsAnew === true ? { sendsAnew: true } : {});
      if (body.includes(CARD_LIST)) lists += 1;
    },
    renderCard: async (cardId) => {
      if (database.isDown) throw new Error("no database");
      core.clock.now += database.readMs;
      return { content: { text: `card ${cardId}, ${database.rev}`, ...formatting }, rev: database.rev, isOpen: database.isOpen };
    },
    ...(answer === undefined ? {} : { answer }),
  });
  let changes = 0;
  const show = async (...cardIds: number[]) => {
    for (const cardId of cardIds) core.accept(`e:${++changes}`, { cardId }, "event");
    await core.run();
  };
  const showAnew = async (cardId: number) => {
    core.accept(`e:${++changes}`, { cardId, sendsAnew: true }, "event");
    await core.run();
  };
  const waiting = () => core.store.listState(WAITING_CARDS, "").map(({ key }) => key);
  return { ...core, database, show, showAnew, waiting, lists: () => lists };
}

test("a card gets a message, and its changes are shown on it", async () => {
  const desk = aDesk(() => ok(5));
  await desk.show(17);
  desk.database.rev = 2;
  await desk.show(17);
  expect(desk.sent).toEqual([
    { method: "sendMessage", payload: { chat_id: GROUP.id, text: "card 17, 1" } },
    { method: "editMessageText", payload: { chat_id: GROUP.id, message_id: 5, text: "card 17, 2" } },
  ]);
});

test("what the chat shows already is not sent again", async () => {
  const desk = aDesk(() => ok(5));
  await desk.show(17, 17, 17);
  expect(desk.sent).toHaveLength(1);
});

test("a card whose message is gone gets another", async () => {
  let isGone = false;
  const desk = aDesk((call) => {
    if (call.method === "sendMessage") return ok(isGone ? 6 : 5);
    isGone = true;
    return refused("Bad Request: message to edit not found");
  });
  await desk.show(17);
  desk.database.rev = 2;
  await desk.show(17);
  expect(desk.sent.map(({ method }) => method)).toEqual(["sendMessage", "editMessageText", "sendMessage"]);
  desk.database.rev = 3;
  await desk.show(17);
  expect(desk.sent.at(-2)?.payload).toMatchObject({ message_id: 6 });
});

test("a card whose formatting Telegram refuses is shown without it, on a new message and on the one it has", async () => {
  const entities = [{ type: "bold", offset: 0, length: 4 }];
  const desk = aDesk((call) => ("entities" in call.payload ? refused("Bad Request: can't parse entities") : ok(5)), { entities });
  await desk.show(17);
  desk.database.rev = 2;
  await desk.show(17);
  expect(desk.sent).toEqual([
    { method: "sendMessage", payload: { chat_id: GROUP.id, text: "card 17, 1", entities } },
    { method: "sendMessage", payload: { chat_id: GROUP.id, text: "card 17, 1" } },
    { method: "editMessageText", payload: { chat_id: GROUP.id, message_id: 5, text: "card 17, 2", entities } },
    { method: "editMessageText", payload: { chat_id: GROUP.id, message_id: 5, text: "card 17, 2" } },
  ]);
});

test("a card that cannot be read just now is shown when it can be", async () => {
  const desk = aDesk(() => ok(5));
  desk.database.isDown = true;
  await desk.show(17);
  expect(desk.sent).toEqual([]);
  desk.database.isDown = false;
  desk.clock.now += 2_000;
  await desk.run();
  expect(desk.sent).toHaveLength(1);
});

test("beyond the pace of a group cards wait on a list, and hold back no change of those that are shown", async () => {
  let messageId = 0;
  const desk = aDesk(() => ok(++messageId));
  await desk.show(...Array.from({ length: 22 }, (_, n) => n + 1));
  expect(desk.sent).toHaveLength(20);
  desk.database.rev = 2;
  await desk.show(3);
  expect(desk.sent.at(-1)).toMatchObject({ method: "editMessageText", payload: { message_id: 3 } });
  expect(desk.waiting()).toEqual(["21", "22"]);
});

test("a card that the group takes after all, or that is done meanwhile, is taken off the list of those that wait", async () => {
  const desk = aDesk();
  await desk.show(...Array.from({ length: 22 }, (_, n) => n + 1));
  desk.clock.now += 61_000;
  await desk.show(21);
  expect(desk.waiting()).toEqual(["22"]);
  desk.database.isOpen = false;
  await desk.show(22);
  expect(desk.waiting()).toEqual([]);
  expect(desk.texts()).not.toContain("card 22, 1");
});

test("a card that waits to be shown anew, and is done meanwhile, says so on the message that it has", async () => {
  const desk = aDesk();
  await desk.show(...Array.from({ length: 20 }, (_, n) => n + 1));
  await desk.showAnew(1);
  expect(desk.waiting()).toEqual(["1"]);
  Object.assign(desk.database, { rev: 2, isOpen: false });
  await desk.show(1);
  expect(desk.sent.at(-1)).toMatchObject({ method: "editMessageText", payload: { message_id: 1, text: "card 1, 2" } });
});

test("the pace counts from when Telegram is called, however long a card takes to be read", async () => {
  const desk = aDesk();
  desk.database.readMs = 10_000;
  await desk.show(1);
  desk.database.readMs = 0;
  await desk.show(...Array.from({ length: 19 }, (_, n) => n + 2));
  desk.clock.now += 55_000;
  await desk.show(21);
  expect(desk.waiting()).toEqual(["21"]);
});

test("a card that waits a second time for the same moment, since the clock was set back, is listed again", async () => {
  const desk = aDesk();
  const begunAt = desk.clock.now;
  await desk.show(...Array.from({ length: 21 }, (_, n) => n + 1));
  for (const rung of [1, 2]) {
    desk.clock.now = begunAt + 60_000;
    await desk.run();
    expect(desk.lists()).toBe(rung);
    desk.clock.now = begunAt + 1_000;
    await desk.show(21);
  }
});

test("a group that has moved has its cards shown by the object of its new chat", async () => {
  const desk = aDesk(() => refused("Bad Request: group chat was upgraded to a supergroup chat", { migrateToChatId: -200 }));
  await desk.show(17);
  expect(desk.relayed).toMatchObject([{ to: "chat:-200", body: { kind: "card.refresh", data: { cardId: 17 } } }]);
});
