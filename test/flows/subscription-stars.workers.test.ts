import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { deliver, letTelegramTell, telegram } from "#support/outside.ts";
import { aLearner, quiet, textOf, type Person } from "#support/person.ts";
import {
  askRoute,
  aSubscriber,
  buy,
  charge,
  daysOf,
  endsOf,
  invoiceOf,
  listBooks,
  MONTHLY,
  ONCE,
  pay,
  updates,
} from "#support/subscriptions.ts";

afterEach(() => {
  telegram.heal();
  vi.restoreAllMocks();
});

test("without access the tutor is closed, says so and offers the plans; whoever pays goes on learning", async () => {
  const lena = await aLearner();
  await lena.tap("🎓 Learn");
  expect(lena.last()).toContain("you have none yet");
  expect(lena.buttons()).toEqual([ONCE, MONTHLY, "🙋 Ask for access", "‹ Main menu"]);
  await lena.tap(ONCE);
  expect(lena.last()).toContain("Nothing is renewed by itself");
  expect(lena.buttons()[0]).toBe("Pay 250 ⭐");
  const chargeId = await charge(pay(lena));
  expect(lena.last()).toContain("250 ⭐ are paid for 30 days");
  expect(lena.last()).toContain(chargeId);
  expect(await daysOf(lena)).toBe(30);
  await lena.say("/learn");
  expect(lena.buttons()).toContain("💬 Free conversation");
});

test("start, help, settings, the subscription, paysupport and privacy are open to everybody", async () => {
  const lena = await aLearner();
  for (const command of ["/start", "/help", "/settings", "/subscription", "/paysupport", "/privacy", "/mydata"]) {
    await lena.say(command);
    expect(lena.last(), command).not.toContain("you have none yet");
  }
});

test("the order is known here and in the database before there is an invoice, and another's invoice is not theirs", async () => {
  const [lena, max] = [await aLearner(), await aLearner()];
  await lena.say("/subscription");
  const stored: number[] = [];
  telegram.fail({ kind: "server-error", status: 502, method: "createInvoiceLink", times: 1 });
  await lena.tap(ONCE);
  stored.push((await env.DB.prepare("select count(*) as n from orders where person_id = ?").bind(lena.user.id).first<number>("n")) ?? 0);
  expect(stored).toEqual([1]);
  const outcome = await telegram.pay(max.user.id, { link: invoiceOf(lena) });
  expect(outcome).toMatchObject({ state: "refused", reason: expect.stringContaining("not yours") });
  expect(await listBooks(max)).toEqual([]);
});

test("the till answers while the database is down, and what was paid counts when it is back", async () => {
  const lena = await aLearner();
  await lena.say("/subscription");
  await lena.tap(ONCE);
  const down = vi.spyOn(env.DB, "batch").mockRejectedValue(new Error("D1_ERROR: overloaded"));
  const prepare = vi.spyOn(env.DB, "prepare").mockImplementation(() => {
    throw new Error("D1_ERROR: overloaded");
  });
  const outcome = await telegram.pay(lena.user.id, { link: invoiceOf(lena) });
  expect(outcome.state).toBe("paid");
  down.mockRestore();
  prepare.mockRestore();
  await quiet(lena.user.id);
  expect(await listBooks(lena)).toEqual([250]);
  expect(await daysOf(lena)).toBe(30);
});

test("a payment that is told twice is one payment, and an old invoice that is paid again is another", async () => {
  const lena = await aSubscriber();
  const paid = updates.findLast(({ message }) => message?.successful_payment?.telegram_payment_charge_id === lena.chargeId);
  if (paid === undefined) throw new Error("no payment was told");
  const screens = lena.screen().length;
  await deliver(paid);
  await deliver({ ...paid, update_id: paid.update_id + 1_000_000 });
  await quiet(lena.user.id);
  expect(await listBooks(lena)).toEqual([250]);
  expect(lena.screen().length).toBe(screens);
  await pay(lena);
  expect(await listBooks(lena)).toEqual([250, 250]);
  expect(await daysOf(lena)).toBe(60);
  const { object, database } = await endsOf(lena);
  expect(object).toBe(database);
});

test("what renews itself is charged once a month, is not sold twice, and is ended at Telegram and resumed there by the person alone", async () => {
  const lena = await aSubscriber(MONTHLY);
  await lena.say("/subscription");
  expect(lena.last()).toContain("Telegram renews it by itself");
  expect(lena.buttons()).not.toContain(MONTHLY);
  expect(await pay(lena)).toMatchObject({ state: "refused", reason: expect.stringContaining("renewed by itself already") });
  await telegram.renew(lena.chargeId);
  await quiet(lena.user.id);
  expect(await listBooks(lena)).toEqual([200, 200]);
  expect(await daysOf(lena)).toBe(60);

  await lena.say("/subscription");
  await lena.tap("Do not renew it any more");
  const asked = telegram.calls.findLast(({ method }) => method === "editUserStarSubscription");
  expect(asked?.payload).toMatchObject({ telegram_payment_charge_id: lena.chargeId, is_canceled: true });
  expect(lena.last()).toContain("does not renew it any more");
  await expect(telegram.renew(lena.chargeId)).rejects.toThrow("is canceled");

  await lena.tap("🔁 Renew it again");
  expect(telegram.calls.findLast(({ method }) => method === "editUserStarSubscription")?.payload).toMatchObject({ is_canceled: false });
  expect(lena.last()).toContain("Settings → My Stars");
  await lena.say("/subscription");
  expect(lena.last()).toContain("does not renew it any more");
  await telegram.cancelSubscription(lena.chargeId, false);
  await quiet(lena.user.id);
  await lena.say("/subscription");
  expect(lena.last()).toContain("Telegram renews it by itself");

  telegram.fail({ kind: "refusal", method: "editUserStarSubscription", description: "Bad Request: CHARGE_NOT_FOUND", times: 1 });
  await lena.tap("Do not renew it any more");
  expect(lena.last()).toContain("Telegram did not do that");
  await lena.say("/subscription");
  expect(lena.last()).toContain("Telegram renews it by itself");
});

test("what Telegram tells of a renewal is told once, and the newest counts in whatever order it comes", async () => {
  const lena = await aSubscriber(MONTHLY);
  await telegram.cancelSubscription(lena.chargeId);
  await quiet(lena.user.id);
  expect(lena.last()).toContain("not renewed any more");
  expect(lena.last()).toContain("lasts until");
  const canceled = updates.findLast(({ subscription }) => subscription?.state === "canceled");
  await telegram.cancelSubscription(lena.chargeId, false);
  await quiet(lena.user.id);
  expect(lena.last()).toContain("renews your access by itself");
  if (canceled === undefined) throw new Error("nothing was told");
  const screens = lena.screen().length;
  // The same news under a number from before, as if it had been late.
  await deliver({ ...canceled, update_id: canceled.update_id - 100_000 });
  await quiet(lena.user.id);
  expect(lena.screen().length).toBe(screens);
  await telegram.renew(lena.chargeId, false);
  await quiet(lena.user.id);
  expect(lena.last()).toContain("could not take the Stars");
});

test("the first payment may come after the news that it is not renewed", async () => {
  const lena = await aLearner();
  await lena.say("/subscription");
  await lena.tap(MONTHLY);
  const payload = monthlyOf(lena, 200);
  await deliver({ update_id: 5_000_002, subscription: { user: lena.user, invoice_payload: payload, state: "canceled" } });
  await deliver(paymentOf(lena, 5_000_001, { payload, chargeId: `late-${lena.user.id}`, isFirst: true }));
  await quiet(lena.user.id);
  expect(await daysOf(lena)).toBe(30);
  await lena.say("/subscription");
  expect(lena.last()).toContain("does not renew it any more");
});

/** What Telegram tells of a payment, under a number and a charge of one's own. */
function paymentOf(person: Person, updateId: number, paid: { payload: string; chargeId: string; isFirst?: boolean }) {
  const date = Math.floor(Date.now() / 1000);
  const successful_payment = {
    currency: "XTR",
    total_amount: 200,
    invoice_payload: paid.payload,
    subscription_expiration_date: date + 2_592_000,
    is_recurring: true as const,
    ...(paid.isFirst === true ? { is_first_recurring: true as const } : {}),
    telegram_payment_charge_id: paid.chargeId,
    provider_payment_charge_id: "p",
  };
  const chat = { id: person.user.id, type: "private" as const, first_name: "Lena" };
  return { update_id: updateId, message: { message_id: updateId, date, chat, from: person.user, successful_payment } } as never;
}

const monthlyOf = ({ user }: Person, stars: number) => `sub:${user.id}:30:${stars}:monthly`;
const endingsOf = ({ user }: Person) =>
  telegram.calls
    .filter(({ method, payload }) => method === "editUserStarSubscription" && payload["user_id"] === user.id)
    .map(({ payload }) => payload["telegram_payment_charge_id"]);

test("a renewal that is told late, after the person has ended it here, gives its days and does not begin it again", async () => {
  const lena = await aSubscriber(MONTHLY);
  // Its number lies before that of the press.
  await aLearner();
  const late = updates.at(-1)?.update_id ?? 0;
  await lena.say("/subscription");
  await lena.tap("Do not renew it any more");
  await deliver(paymentOf(lena, late, { payload: monthlyOf(lena, 200), chargeId: `late-renewal-${lena.user.id}` }));
  await quiet(lena.user.id);
  expect(await daysOf(lena)).toBe(60);
  await lena.say("/subscription");
  expect(lena.last()).toContain("does not renew it any more");
});

test("news of another subscription leaves the one that pays as it is", async () => {
  const lena = await aSubscriber(MONTHLY);
  const newer = (updates.at(-1)?.update_id ?? 0) + 1_000_000;
  await deliver({ update_id: newer, subscription: { user: lena.user, invoice_payload: monthlyOf(lena, 150), state: "canceled" } });
  await quiet(lena.user.id);
  await lena.say("/subscription");
  expect(lena.last()).toContain("Telegram renews it by itself");
  await lena.tap("Do not renew it any more");
  expect(endingsOf(lena)).toEqual([lena.chargeId]);
});

test("a payment that was given back before it was told says nothing, and what renews itself ends", async () => {
  const lena = await aLearner();
  await lena.say("/subscription");
  await lena.tap(MONTHLY);
  const [payload, chargeId] = [monthlyOf(lena, 200), `early-${lena.user.id}`];
  const refunded_payment = { currency: "XTR", total_amount: 200, invoice_payload: payload, telegram_payment_charge_id: chargeId };
  const chat = { id: lena.user.id, type: "private" as const, first_name: "Lena" };
  await deliver({
    update_id: 6_100_001,
    message: { message_id: 6_100_001, date: Math.floor(Date.now() / 1000), chat, from: lena.user, refunded_payment },
  } as never);
  await quiet(lena.user.id);
  await deliver(paymentOf(lena, 6_100_002, { payload, chargeId, isFirst: true }));
  await quiet(lena.user.id);
  expect(lena.screen().map(textOf).join()).not.toContain("200 ⭐ are paid");
  expect(await daysOf(lena)).toBe(0);
  expect(endingsOf(lena)).toEqual([chargeId]);
  expect((await listBooks(lena)).toSorted((a, b) => a - b)).toEqual([-200, 200]);
});

test("whoever is charged without being known here any more is charged no more", async () => {
  const lena = await aSubscriber(MONTHLY);
  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  await lena.tap("🗑 Delete it for good");
  const before = endingsOf(lena).length;
  await deliver(paymentOf(lena, 6_200_001, { payload: monthlyOf(lena, 200), chargeId: `renewal-${lena.user.id}` }));
  await quiet(lena.user.id);
  expect(endingsOf(lena).slice(before)).toEqual([lena.chargeId]);
  expect(await listBooks(lena)).toEqual([200, 200]);
});

test("Stars that go back take their days, are told once, and end what renews itself; asked for again it counts as done", async () => {
  const lena = await aSubscriber(MONTHLY);
  const { answer } = await askRoute("/refund", { charge: lena.chargeId });
  await letTelegramTell();
  await quiet(lena.user.id);
  expect(answer).toMatchObject({ endsAt: null });
  expect(await listBooks(lena)).toEqual([200, -200]);
  const told = lena.screen().filter((message) => textOf(message).includes("were given back"));
  expect(told).toHaveLength(1);
  await lena.say("/learn");
  expect(lena.last()).toContain("you have none yet");
  const ended = telegram.calls.filter(
    ({ method, payload }) => method === "editUserStarSubscription" && payload["user_id"] === lena.user.id,
  );
  expect(ended).toHaveLength(1);
  expect((await askRoute("/refund", { charge: lena.chargeId })).status).toBe(200);
  await quiet(lena.user.id);
  expect(await listBooks(lena)).toEqual([200, -200]);
});

test("paysupport shows every receipt, and says what to do", async () => {
  const lena = await aSubscriber();
  await lena.say("/paysupport");
  expect(lena.last()).toContain(lena.chargeId);
  expect(lena.buttons()).toEqual(["↩️ Ask for my Stars back", "‹ Main menu"]);
  const max = await aLearner();
  await max.say("/paysupport");
  expect(max.last()).toContain("not paid for anything");
  await max.say("/subscription");
  await max.tap(ONCE);
  expect(await buy(max, ONCE)).toMatchObject({ state: "paid" });
});
