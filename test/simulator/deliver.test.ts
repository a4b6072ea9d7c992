import { expect, test } from "vitest";
import type { Update } from "@grammyjs/types";
import { createDelivery, queueOf } from "./deliver.ts";

test("an accepted update is posted once, with the secret", async () => {
  const world = aWorld(() => 200);
  expect(await world.deliver(aMessage({ updateId: 1, chatId: 7 }))).toBe("accepted");
  expect(world.posts).toEqual([1]);
  expect(world.headers[0]).toMatchObject({ "x-telegram-bot-api-secret-token": "s3cret" });
});

test("a refused update is tried again after 1, 2 and 4 seconds", async () => {
  const world = aWorld((_update, tries) => (tries < 4 ? 503 : 200));
  expect(await world.deliver(aMessage({ updateId: 1, chatId: 7 }))).toBe("accepted");
  expect(world.waits).toEqual([1000, 2000, 4000]);
});

test("a connection that fails is tried again", async () => {
  const world = aWorld((_update, tries) => (tries === 1 ? "reset" : 204));
  expect(await world.deliver(aMessage({ updateId: 1, chatId: 7 }))).toBe("accepted");
  expect(world.troubles).toEqual(["the Worker could not be reached (reset)"]);
});

test("later messages of a chat wait for the earlier one, other chats do not", async () => {
  const world = aWorld((update, tries) => (update.update_id === 1 && tries < 3 ? 500 : 200));
  await Promise.all([
    world.deliver(aMessage({ updateId: 1, chatId: 7 })),
    world.deliver(aMessage({ updateId: 2, chatId: 7 })),
    world.deliver(aMessage({ updateId: 3, chatId: 8 })),
  ]);
  expect(world.posts.indexOf(3)).toBeLessThan(world.posts.lastIndexOf(1));
  expect(world.posts.filter((id) => id !== 3)).toEqual([1, 1, 1, 2]);
});

test("a press overtakes a message of the same person that is stuck", async () => {
  const world = aWorld((update, tries) => (update.update_id === 1 && tries < 3 ? 500 : 200));
  await Promise.all([world.deliver(aMessage({ updateId: 1, chatId: 7 })), world.deliver(aPress({ updateId: 2, personId: 7 }))]);
  expect(world.posts.indexOf(2)).toBeLessThan(world.posts.lastIndexOf(1));
});

test("a press that nobody accepts is dropped before it is 150 seconds old, and the next one goes on", async () => {
  const world = aWorld((update) => (update.update_id === 1 ? 503 : 200));
  const outcomes = await Promise.all([
    world.deliver(aPress({ updateId: 1, personId: 7 })),
    world.deliver(aPress({ updateId: 2, personId: 7 })),
  ]);
  expect(outcomes).toEqual(["dropped", "accepted"]);
  expect(world.waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(150_000);
});

test("an update without a chat has a queue of its own", () => {
  expect(queueOf({ update_id: 5, poll_answer: { poll_id: "1", option_ids: [0] } } as unknown as Update)).toBe("update:5");
});

function aMessage({ updateId, chatId }: { updateId: number; chatId: number }): Update {
  return { update_id: updateId, message: { message_id: updateId, date: 0, chat: { id: chatId, type: "private" }, text: "hi" } } as Update;
}

function aPress({ updateId, personId }: { updateId: number; personId: number }): Update {
  const from = { id: personId, is_bot: false, first_name: "Lena" };
  return { update_id: updateId, callback_query: { id: String(updateId), from, chat_instance: "1", data: "x" } } as Update;
}

function aWorld(answer: (update: Update, tries: number) => number | "reset") {
  const posts: number[] = [];
  const waits: number[] = [];
  const troubles: string[] = [];
  const headers: Array<RequestInit["headers"]> = [];
  let clock = 0;
  const deliver = createDelivery({
    url: "http://worker.test/telegram/webhook",
    secret: "s3cret",
    now: () => clock,
    wait: async (ms) => {
      waits.push(ms);
      clock += ms;
    },
    onTrouble: ({ reason }) => troubles.push(reason),
    fetch: async (_url, init) => {
      const update = (await new Response(init.body ?? null).json()) as Update;
      posts.push(update.update_id);
      headers.push(init.headers);
      const result = answer(update, posts.filter((id) => id === update.update_id).length);
      if (result === "reset") throw new Error("reset");
      return new Response(null, { status: result });
    },
  });
  return { deliver, posts, waits, troubles, headers };
}
