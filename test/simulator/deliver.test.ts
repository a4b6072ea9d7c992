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

test.each([302, 400, 401, 404, 429, 500])("an answer with %i is no acceptance", async (status) => {
  const world = aWorld((_update, tries) => (tries === 1 ? status : 200));
  expect(await world.deliver(aMessage({ updateId: 1, chatId: 7 }))).toBe("accepted");
  expect(world.posts).toEqual([1, 1]);
  expect(world.redirects).toEqual(["manual", "manual"]);
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
  // 1 + 2 + 4 + 8 + 16 + 32 + 32 + 32: with another 32 seconds it would be older than 150.
  expect(world.waits.reduce((sum, ms) => sum + ms, 0)).toBe(127_000);
});

test("a press that has waited behind another that was stuck lives no longer for it", async () => {
  const world = aWorld(() => 503);
  const outcomes = await Promise.all([1, 2, 3].map((updateId) => world.deliver(aPress({ updateId, personId: 7 }))));
  expect(outcomes).toEqual(["dropped", "dropped", "dropped"]);
  expect(world.waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(150_000);
});

test("a press from before a restart is dropped when its time is over", async () => {
  const world = aWorld(() => 200);
  expect(await world.deliver(aPress({ updateId: 1, personId: 7 }), -150_001)).toBe("dropped");
  expect(world.posts).toEqual([]);
});

test("a question at the till is dropped like a press, a message only after a day", async () => {
  const world = aWorld(() => 503);
  const checkout = { update_id: 1, pre_checkout_query: { id: "1", from: lena, currency: "XTR", total_amount: 1, invoice_payload: "x" } };
  expect(await world.deliver(checkout)).toBe("dropped");
  const afterCheckout = world.waits.reduce((sum, ms) => sum + ms, 0);
  expect(afterCheckout).toBe(127_000);
  expect(await world.deliver(aMessage({ updateId: 2, chatId: 7 }))).toBe("dropped");
  expect(world.waits.reduce((sum, ms) => sum + ms, 0) - afterCheckout).toBeGreaterThan(86_000_000);
});

test("the wait that the Worker asks for is kept", async () => {
  const world = aWorld((_update, tries) => (tries === 1 ? { status: 503, retryAfter: 20 } : 200));
  await world.deliver(aMessage({ updateId: 1, chatId: 7 }));
  expect(world.waits).toEqual([20_000]);
});

test("what is of different kinds or subjects does not wait for each other", () => {
  const chat = { id: -100, type: "supergroup", title: "Teachers" };
  const member = { chat, from: { ...lena, id: 9 }, date: 0, old_chat_member: { status: "left", user: lena } };
  const updates = [
    { message: { chat } },
    { callback_query: { from: lena } },
    { pre_checkout_query: { from: lena } },
    { chat_member: { ...member, new_chat_member: { status: "member", user: lena } } },
    { chat_join_request: { chat, from: lena } },
    { message_reaction: { chat } },
    { subscription: { user: lena } },
    { poll_answer: { poll_id: "1" } },
  ].map((content, index) => queueOf({ update_id: index, ...content } as unknown as Update));
  expect(updates).toEqual(["chat:-100", "callback:7", "checkout:7", "member:7", "join:7", "reaction:-100", "subscription:7", "poll:1"]);
});

test("an update without a chat has a queue of its own", () => {
  expect(queueOf({ update_id: 5, inline_query: { id: "1" } } as unknown as Update)).toBe("update:5");
});

const lena = { id: 7, is_bot: false, first_name: "Lena" };

function aMessage({ updateId, chatId }: { updateId: number; chatId: number }): Update {
  return { update_id: updateId, message: { message_id: updateId, date: 0, chat: { id: chatId, type: "private" }, text: "hi" } } as Update;
}

function aPress({ updateId, personId }: { updateId: number; personId: number }): Update {
  return {
    update_id: updateId,
    callback_query: { id: String(updateId), from: { ...lena, id: personId }, chat_instance: "1", data: "x" },
  } as Update;
}

function aWorld(answer: (update: Update, tries: number) => number | "reset" | { status: number; retryAfter: number }) {
  const posts: number[] = [];
  const waits: number[] = [];
  const troubles: string[] = [];
  const headers: Array<RequestInit["headers"]> = [];
  const redirects: Array<RequestInit["redirect"]> = [];
  let clock = 0;
  const deliverSince = createDelivery({
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
      redirects.push(init.redirect);
      const result = answer(update, posts.filter((id) => id === update.update_id).length);
      if (result === "reset") throw new Error("reset");
      if (typeof result === "number") return new Response(null, { status: result });
      return new Response(null, { status: result.status, headers: { "retry-after": String(result.retryAfter) } });
    },
  });
  const deliver = (update: Update, since = clock) => deliverSince(update, since);
  return { deliver, posts, waits, troubles, headers, redirects };
}
