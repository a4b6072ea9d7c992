import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { deliver, telegram } from "#support/outside.ts";
import { noWords, runWith } from "#support/features.ts";
import { aLearner, quiet } from "#support/person.ts";
import { paragraph } from "#platform/text/tree.ts";

afterEach(() => telegram.heal());

const rowsOf = (personId: number) =>
  runInDurableObject(env.SESSIONS.getByName(`person:${personId}`), (_, state) =>
    state.storage.sql.exec<{ status: string }>("SELECT status FROM inbox").toArray(),
  );

test("case 23: a hundred updates in a moment are all answered 200; twenty are handled, one is answered with a request to slow down", async () => {
  const lena = await aLearner();
  const before = lena.screen().length;
  const updates = Array.from({ length: 100 }, (_, n) =>
    telegram.makeUpdate({
      message: {
        message_id: 5000 + n,
        date: 1,
        chat: { id: lena.user.id, type: "private", first_name: "Lena" },
        from: lena.user,
        text: "/ping",
      },
    }),
  );
  const responses = await Promise.all(updates.map((update) => deliver(update)));
  expect(responses.every((response) => response.status === 200)).toBe(true);
  await quiet(lena.user.id);
  const shown = lena
    .screen()
    .slice(before)
    .map((message) => message.text ?? "");
  // Registering took four of the twenty.
  expect(shown.filter((text) => text === "pong")).toHaveLength(16);
  expect(shown.filter((text) => text.includes("a lot at once, and I did not read"))).toHaveLength(1);
  expect((await rowsOf(lena.user.id)).filter((row) => row.status === "limited")).toHaveLength(84);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11_000 });
  await lena.say("/ping");
  vi.useRealTimers();
  expect(lena.last()).toBe("pong");
});

test("case 24: a payment nobody knows the order of is refused in words, at once and without the database", async () => {
  const lena = await aLearner();
  const prepare = vi.spyOn(env.DB, "prepare");
  await deliver(
    telegram.makeUpdate({
      pre_checkout_query: { id: "checkout-1", from: lena.user, currency: "XTR", total_amount: 100, invoice_payload: "order:1" },
    }),
  );
  await vi.waitFor(() => expect(telegram.calls.some((call) => call.method === "answerPreCheckoutQuery")).toBe(true));
  expect(prepare).not.toHaveBeenCalled();
  prepare.mockRestore();
  const answer = telegram.calls.find((call) => call.method === "answerPreCheckoutQuery");
  expect(answer?.payload).toMatchObject({
    pre_checkout_query_id: "checkout-1",
    ok: false,
    error_message: expect.stringContaining("do not know this order"),
  });
});

test("a feature lets a payment through from the object's own state, while the loop is busy", async () => {
  const lena = await aLearner();
  await runWith(`person:${lena.user.id}`, [
    {
      name: "shop",
      locales: noWords,
      commands: [{ name: "slow", handle: () => scheduler.wait(600) }],
      urgent: [{ kind: "pre_checkout_query", answer: (query) => (query.invoice_payload === "order:7" ? { ok: true } : undefined) }],
    },
  ]);
  // The fake does not act out payments yet; what counts here is that it is asked once.
  telegram.fail({ kind: "refusal", method: "answerPreCheckoutQuery", description: "Bad Request: no such query", times: Infinity });
  await telegram.say(lena.user.id, "/slow");
  const update = telegram.makeUpdate({
    pre_checkout_query: { id: "checkout-7", from: lena.user, currency: "XTR", total_amount: 100, invoice_payload: "order:7" },
  });
  await deliver(update);
  await deliver(update);
  await scheduler.wait(100);
  const answers = telegram.calls.filter((call) => call.payload.pre_checkout_query_id === "checkout-7");
  expect(answers.map((call) => call.payload.ok)).toEqual([true]);
  await quiet(lena.user.id);
});

test.for([
  [
    "throws",
    () => {
      throw new Error("broken");
    },
  ],
  ["gives an unknown reason", () => ({ ok: false as const, reason: "no-such-words" })],
] as const)("a payment is refused in words when its feature %s", async ([, answer]) => {
  const lena = await aLearner();
  await runWith(`person:${lena.user.id}`, [{ name: "shop", locales: noWords, urgent: [{ kind: "pre_checkout_query", answer }] }]);
  const id = `checkout-broken-${lena.user.id}`;
  await deliver(
    telegram.makeUpdate({ pre_checkout_query: { id, from: lena.user, currency: "XTR", total_amount: 100, invoice_payload: "order:9" } }),
  );
  const answers = () => telegram.calls.filter((call) => call.payload.pre_checkout_query_id === id);
  await vi.waitFor(() => expect(answers()).toHaveLength(1));
  expect(answers()[0]?.payload).toMatchObject({ ok: false, error_message: expect.stringContaining("do not know this order") });
});

test("the parts of an album are handed on together, in order, once they have settled", async () => {
  const lena = await aLearner();
  const albums: number[][] = [];
  await runWith(`person:${lena.user.id}`, [
    {
      name: "gallery",
      locales: noWords,
      albums: [
        {
          priority: 1,
          handle: (parts, turn) => {
            albums.push(parts.map((part) => part.message_id));
            turn.say({ text: [paragraph(`${parts.length} parts`)] });
            return true;
          },
        },
      ],
    },
  ]);
  const part = (messageId: number) =>
    telegram.makeUpdate({
      message: {
        message_id: messageId,
        date: 1,
        chat: { id: lena.user.id, type: "private", first_name: "Lena" },
        from: lena.user,
        media_group_id: "g1",
        photo: [],
      },
    });
  const parts = [part(803), part(801), part(802)];
  for (const each of parts) await deliver(each);
  await quiet(lena.user.id);
  expect(albums).toEqual([]);
  await vi.waitFor(() => expect(lena.last()).toBe("3 parts"), { timeout: 4_000 });
  for (const each of parts) await deliver(each);
  await scheduler.wait(300);
  expect(albums).toEqual([[801, 802, 803]]);
});

test("case 14: with a revoked token nothing more is sent for a while, staff are alerted, and what was accepted is kept", async () => {
  const lena = await aLearner();
  telegram.fail({ kind: "unauthorized", times: 1 });
  await telegram.say(lena.user.id, "/ping");
  await vi.waitFor(() => expect(telegram.calls.at(-1)?.status).toBe(401));
  const calls = telegram.calls.length;
  await telegram.say(lena.user.id, "/help");
  await scheduler.wait(100);
  expect(telegram.calls.length).toBe(calls);
  expect(await env.DB.prepare("select kind from alerts where kind = 'token.revoked'").first("kind")).toBe("token.revoked");
  expect((await rowsOf(lena.user.id)).filter((row) => row.status === "sending")).toHaveLength(2);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 601_000 });
  await telegram.say(lena.user.id, "/ping");
  await quiet(lena.user.id);
  vi.useRealTimers();
  const shown = lena
    .screen()
    .slice(-6)
    .map((message) => message.text ?? "");
  expect(shown.filter((text) => text === "pong")).toHaveLength(2);
});

test("a message for a group goes through the group's own object, and a group with a new id gets it there", async () => {
  const lena = await aLearner();
  await runWith(`person:${lena.user.id}`, [
    {
      name: "mail",
      locales: noWords,
      commands: [{ name: "mail", handle: async (ctx) => void (await ctx.api.sendMessage(-100777, "for the staff")) }],
    },
  ]);
  telegram.fail({
    kind: "refusal",
    method: "sendMessage",
    chatId: -100777,
    description: "Bad Request: group chat was upgraded to a supergroup chat",
    migrateToChatId: -100888,
    times: 1,
  });
  await lena.say("/mail");
  await vi.waitFor(() => expect(telegram.calls.some((call) => call.payload.chat_id === -100888)).toBe(true));
  const { results } = await env.DB.prepare("select * from chats").all();
  expect(results).toEqual([{ chat_id: -100777, moved_to: -100888 }]);
});
