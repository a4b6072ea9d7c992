import type { Message, StarTransactions } from "@grammyjs/types";
import { expect, test } from "vitest";
import { aChat, aTelegram } from "./a-telegram.ts";

const month = 2_592_000;
const terms = {
  title: "Lessons",
  description: "Ten lessons",
  payload: "order:7",
  currency: "XTR",
  prices: [{ label: "Ten", amount: 250 }],
};

/** A till whose bot answers each pre-checkout query as told, the moment that it arrives. */
async function aTill(answer: { ok: boolean; error_message?: string } | "silence" = { ok: true }) {
  const world = await aChat({ later: (task) => void tasks.push(task()) });
  const tasks: Array<Promise<unknown>> = [];
  world.telegram.subscribe((change) => {
    const query = change.kind === "update" ? change.update.pre_checkout_query : undefined;
    if (!query || answer === "silence") return;
    tasks.push(world.call("answerPreCheckoutQuery", { pre_checkout_query_id: query.id, ...answer }));
  });
  const invoice = async () => ({
    messageId: (await world.call<Message>("sendInvoice", { chat_id: world.person.id, ...terms })).result.message_id,
  });
  const link = async (more: object = {}) => ({ link: (await world.call<string>("createInvoiceLink", { ...terms, ...more })).result });
  return { ...world, invoice, link, done: () => Promise.all(tasks) };
}

async function aSubscription() {
  const world = await aTill();
  const paid = await world.telegram.pay(world.person.id, await world.link({ subscription_period: month }));
  if (paid.state !== "paid") throw new Error("not paid");
  return { ...world, chargeId: paid.chargeId, message: paid.message };
}

test("an invoice is paid after the bot has agreed", async () => {
  const { telegram, updates, person, invoice } = await aTill();
  const outcome = await telegram.pay(person.id, await invoice());
  expect(updates.at(-2)?.pre_checkout_query).toMatchObject({ from: { id: person.id }, total_amount: 250, invoice_payload: "order:7" });
  expect(updates.at(-1)?.message?.successful_payment).toMatchObject({ currency: "XTR", total_amount: 250, invoice_payload: "order:7" });
  expect(outcome).toMatchObject({ state: "paid", chargeId: updates.at(-1)?.message?.successful_payment?.telegram_payment_charge_id });
  expect(telegram.screen(person.id).at(-2)).toMatchObject({
    invoice: { total_amount: 250 },
    reply_markup: { inline_keyboard: [[{ pay: true }]] },
  });
});

test("an invoice in the chat is paid once and then is a receipt, one by a link as often as somebody likes", async () => {
  const { telegram, person, invoice, link } = await aTill();
  const inChat = await invoice();
  const paid = await telegram.pay(person.id, inChat);
  const receipt = paid.state === "paid" ? paid.message.message_id : 0;
  expect(telegram.receipts(person.id, inChat.messageId)).toEqual([{ userId: person.id, messageId: receipt }]);
  await expect(telegram.checkOut(person.id, inChat)).rejects.toThrow("has paid this invoice");
  const byLink = await link();
  for (let n = 0; n < 2; n++) expect(await telegram.pay(person.id, byLink)).toMatchObject({ state: "paid" });
});

test("of two tills that were open at once both are paid, which only the bot can prevent", async () => {
  const { telegram, person, invoice } = await aTill();
  const inChat = await invoice();
  const queries = [await telegram.checkOut(person.id, inChat), await telegram.checkOut(person.id, inChat)];
  for (const { id } of queries) expect(await telegram.settle(id)).toMatchObject({ state: "paid" });
});

test("a bot that refuses says why, and nothing is paid", async () => {
  const { telegram, updates, person, link } = await aTill({ ok: false, error_message: "Sold out" });
  expect(await telegram.pay(person.id, await link())).toEqual({ state: "refused", reason: "Sold out" });
  expect(updates.at(-1)).not.toHaveProperty("message");
});

test("an answer after ten seconds is too late", async () => {
  const { telegram, call, clock, person, link } = await aTill("silence");
  const { id } = await telegram.checkOut(person.id, await link());
  clock.now += 10_001;
  expect((await call("answerPreCheckoutQuery", { pre_checkout_query_id: id, ok: true })).description).toBe(
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
  );
  expect(await telegram.settle(id)).toEqual({ state: "lapsed" });
});

test("a payment is refunded once, told of, and both stand in the books", async () => {
  const { telegram, call, updates, person, link, done } = await aTill();
  const paid = await telegram.pay(person.id, await link());
  const charge = { user_id: person.id, telegram_payment_charge_id: paid.state === "paid" ? paid.chargeId : "" };
  expect((await call("getMyStarBalance")).result).toEqual({ amount: 250 });
  expect((await call("refundStarPayment", { ...charge, user_id: 5 })).description).toBe("Bad Request: CHARGE_NOT_FOUND");
  expect((await call("refundStarPayment", charge)).ok).toBe(true);
  expect((await call("refundStarPayment", charge)).description).toBe("Bad Request: CHARGE_ALREADY_REFUNDED");
  await done();
  expect(updates.at(-1)?.message?.refunded_payment).toMatchObject({ telegram_payment_charge_id: charge.telegram_payment_charge_id });
  const { transactions } = (await call<StarTransactions>("getStarTransactions")).result;
  expect(transactions.map(({ id, source, receiver }) => [id, Boolean(source), Boolean(receiver)])).toEqual([
    [charge.telegram_payment_charge_id, true, false],
    [charge.telegram_payment_charge_id, false, true],
  ]);
  expect((await call("getMyStarBalance")).result).toEqual({ amount: 0 });
});

test("a subscription renews itself without asking the bot", async () => {
  const { telegram, updates, chargeId, message } = await aSubscription();
  const first = message.successful_payment;
  expect(first).toMatchObject({ is_recurring: true, is_first_recurring: true });
  await telegram.renew(chargeId);
  const second = updates.at(-1)?.message?.successful_payment;
  expect(second).toMatchObject({ is_recurring: true, subscription_expiration_date: (first?.subscription_expiration_date ?? 0) + month });
  expect(second).not.toHaveProperty("is_first_recurring");
  expect(second?.telegram_payment_charge_id).not.toBe(chargeId);
});

test("the bot hears how a subscription goes, and can stop it itself", async () => {
  const { telegram, updates, call, person, chargeId } = await aSubscription();
  const state = () => updates.at(-1)?.subscription?.state;
  await telegram.cancelSubscription(chargeId);
  expect(state()).toBe("canceled");
  await telegram.cancelSubscription(chargeId, false);
  expect(state()).toBe("active");
  const edit = { user_id: person.id, telegram_payment_charge_id: chargeId };
  await call("editUserStarSubscription", { ...edit, is_canceled: true });
  await expect(telegram.renew(chargeId)).rejects.toThrow("is canceled");
  await call("editUserStarSubscription", { ...edit, is_canceled: false });
  await telegram.renew(chargeId, false);
  expect(state()).toBe("failed");
});

test("who presses Pay on what is no invoice is told so", async () => {
  const { telegram, person } = await aTill();
  await expect(telegram.pay(person.id, { messageId: 1 })).rejects.toThrow("There is no invoice");
});

test("an invoice can be paid in a group", async () => {
  const world = aTelegram();
  const person = world.telegram.addPerson({ first_name: "Anna" });
  const group = world.telegram.addGroup({ title: "Class", members: [{ personId: person.id }] });
  const { result } = await world.call<Message>("sendInvoice", { chat_id: group.id, ...terms });
  const query = await world.telegram.checkOut(person.id, { messageId: result.message_id, chatId: group.id });
  await world.call("answerPreCheckoutQuery", { pre_checkout_query_id: query.id, ok: true });
  expect(await world.telegram.settle(query.id)).toMatchObject({ state: "paid", message: { chat: { id: group.id } } });
});

test("a subscription stays one after a restart: whoever ends it ends all of it", async () => {
  const { telegram, updates, chargeId } = await aSubscription();
  await telegram.renew(chargeId);
  const renewal = updates.at(-1)?.message?.successful_payment?.telegram_payment_charge_id ?? "";
  const after = aTelegram({ saved: telegram.save() }).telegram;
  await after.cancelSubscription(chargeId);
  await expect(after.renew(renewal)).rejects.toThrow("is canceled");
});
