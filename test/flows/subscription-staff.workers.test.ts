import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { deliver, telegram } from "#support/outside.ts";
import { aLearner, anOwner, quiet, type Person } from "#support/person.ts";
import { anApprover } from "#support/requests.ts";
import { aSubscriber, askRoute, at, buy, daysOf, endsOf, listBooks, MONTHLY, ONCE } from "#support/subscriptions.ts";

/** One of the staff in front of the bot. */
async function aColleague(role: "approver" | "admin" = "approver"): Promise<Person> {
  const person = await anApprover();
  await env.DB.prepare("update staff set role = ? where person_id = ?").bind(role, person.user.id).run();
  await person.say("/start");
  for (const button of ["English", "A2", "English"]) await person.tap(button);
  return person;
}

async function tells(staff: Person, person: Person, text: string): Promise<void> {
  await staff.say(text);
  await quiet(person.user.id);
}

test("staff give days with a reason, extend and end them; the person is told at once, and all of it stands in the history", async () => {
  const [olga, lena] = [await aColleague(), await aLearner({ user: { username: "lena_grant" } })];
  await tells(olga, lena, "/grant @lena_grant 30d paid in cash");
  expect(olga.last()).toContain("Done, and they are told");
  expect(olga.last()).toContain("paid in cash");
  expect(lena.last()).toContain("has given you 30 days");
  expect(lena.last()).toContain("paid in cash");
  await olga.tap("➕ 7");
  await quiet(lena.user.id);
  expect(await daysOf(lena)).toBe(37);
  await tells(olga, lena, "/gift @lena_grant 1w");
  expect(lena.last()).toContain("7 days as a gift");
  await lena.say("/learn");
  expect(lena.buttons()).toContain("💬 Free conversation");

  await olga.tap("⛔ End the access");
  expect(olga.last()).toContain("Really?");
  await olga.tap("⛔ Yes, end it");
  await quiet(lena.user.id);
  expect(lena.last()).toContain("Staff have ended your access");
  await lena.say("/learn");
  expect(lena.last()).toContain("Yours ended on");
  const { object, database } = await endsOf(lena);
  expect(object).toBe(database);
  await olga.say("/grant @lena_grant");
  for (const kind of ["by staff", "gift", "ended"]) expect(olga.last()).toContain(kind);
  const { results } = await env.DB.prepare("select action, actor from audit_log where subject = ? order by at")
    .bind(`person:${lena.user.id}`)
    .all();
  const actor = `person:${olga.user.id}`;
  expect(results).toEqual(["staff", "staff", "gift", "revoke"].map((kind) => ({ action: `subscription.${kind}`, actor })));
});

test("what staff cannot mean is told in words, and nobody else gives access", async () => {
  const [olga, lena] = [await aColleague(), await aLearner()];
  await olga.say("/grant");
  expect(olga.last()).toContain("Write it so");
  await olga.say("/grant @nobody_has_this 30d");
  expect(olga.last()).toContain("Nobody who has started me has this name");
  await olga.say("/grant 123456 30d");
  expect(olga.last()).toContain("has this id");
  await lena.say(`/grant ${lena.user.id} 30d`);
  await telegram.forge(lena.user.id, `sub:give:${lena.user.id}:30`);
  await quiet(lena.user.id);
  expect(await endsOf(lena)).toEqual({ object: null, database: null });
});

test("a right that was taken between the press and the write gives nothing", async () => {
  const [olga, lena] = [await aColleague(), await aLearner()];
  const batch = env.DB.batch.bind(env.DB);
  await olga.say(`/grant ${lena.user.id}`);
  let batches = 0;
  Object.assign(env.DB, {
    batch: async (statements: D1PreparedStatement[]) => {
      // The first asks whether she may.
      if (++batches === 2) await env.DB.prepare("delete from staff where person_id = ?").bind(olga.user.id).run();
      return batch(statements);
    },
  });
  await olga.tap("➕ 30");
  Object.assign(env.DB, { batch });
  expect(olga.last()).toContain("may not do this any more");
  expect(await endsOf(lena)).toEqual({ object: null, database: null });
});

test("by the route operators do the same, and see who ends soon", async () => {
  const lena = await aLearner();
  const { answer } = await askRoute("/grant", { person: lena.user.id, days: 5, reason: "an hour was cancelled" });
  await quiet(lena.user.id);
  expect(answer).toMatchObject({ person: lena.user.id, grants: [{ kind: "staff", days: 5, by: "admin" }] });
  expect(lena.last()).toContain("an hour was cancelled");
  const { answer: ending } = await askRoute("/ending?days=7");
  expect(ending).toMatchObject({ ending: expect.arrayContaining([expect.objectContaining({ personId: lena.user.id })]) });
  const olga = await aColleague();
  await olga.say("/ending");
  expect(olga.last()).toContain(String(lena.user.id));
  await askRoute("/revoke", { person: lena.user.id });
  await quiet(lena.user.id);
  expect(lena.last()).toContain("Staff have ended your access");
  expect((await askRoute(`?person=${lena.user.id}`)).answer).toMatchObject({ grants: [{}, { kind: "revoke" }] });
  expect((await askRoute("/grant", { person: 987_654, days: 5 })).status).toBe(404);
  expect((await askRoute("/grant", { person: lena.user.id, days: 0 })).status).toBe(400);
  expect((await askRoute("/refund", { charge: "none" })).status).toBe(404);
});

test("who asks for access gets a card, whose approval gives a month or the days that staff choose; taken back, it takes them", async () => {
  const [olga, lena] = [await aColleague(), await aLearner()];
  await lena.say("/learn");
  await lena.tap("🙋 Ask for access");
  await lena.say("I paid at the desk, for a quarter.");
  await quiet(olga.user.id);
  const number = Number(/#(\d+)/.exec(lena.last())?.[1]);
  await olga.say(`/card ${number}`);
  await olga.tap("✅ Days…");
  await olga.tap("90");
  await quiet(lena.user.id);
  await quiet(lena.user.id);
  expect(
    lena
      .screen()
      .map((message) => message.text ?? "")
      .join("\n"),
  ).toContain("has given you 90 days");
  expect(await daysOf(lena)).toBe(90);
  const rev = await env.DB.prepare("select moved_rev from cards where card_id = ?").bind(number).first<number>("moved_rev");
  await telegram.forge(olga.user.id, `desk:change:${number}:${rev}`);
  await quiet(olga.user.id);
  await olga.tap("❌ Reject");
  await olga.say("It was somebody else.");
  await quiet(lena.user.id);
  await quiet(lena.user.id);
  expect(await daysOf(lena)).toBe(0);
});

test("who asks for their Stars back gets them when an admin approves, no approver may, and the card tells that it is done", async () => {
  const [approver, olga, lena] = [await aColleague(), await aColleague("admin"), await aSubscriber()];
  await lena.say("/paysupport");
  await lena.tap("↩️ Ask for my Stars back");
  await lena.say("I pressed it by mistake.");
  const number = Number(/#(\d+)/.exec(lena.last())?.[1]);
  await quiet(olga.user.id);
  await approver.say(`/approve ${number}`);
  await quiet(lena.user.id);
  expect(await listBooks(lena)).toEqual([250]);
  await olga.say(`/approve ${number}`);
  for (const person of [lena, olga, lena]) await quiet(person.user.id);
  expect(await listBooks(lena)).toEqual([250, -250]);
  await olga.say(`/card ${number}`);
  expect(olga.last()).toContain("250 ⭐");
  await lena.say("/paysupport");
  expect(lena.buttons()).toEqual(["‹ Main menu"]);
});

test("a refund that is approved a second time gives back no other payment", async () => {
  const [olga, lena] = [await aColleague("admin"), await aSubscriber()];
  await buy(lena, ONCE);
  await lena.say("/paysupport");
  await lena.tap("↩️ Ask for my Stars back");
  await lena.say("I paid twice.");
  const number = Number(/#(\d+)/.exec(lena.last())?.[1]);
  const decide = async (words: string) => {
    await olga.say(words);
    for (const person of [lena, olga, lena]) await quiet(person.user.id);
  };
  await decide(`/approve ${number}`);
  expect(await listBooks(lena)).toEqual([250, 250, -250]);
  const change = async () => {
    const rev = await env.DB.prepare("select moved_rev from cards where card_id = ?").bind(number).first<number>("moved_rev");
    await telegram.forge(olga.user.id, `desk:change:${number}:${rev}`);
    await quiet(olga.user.id);
  };
  await change();
  await olga.tap("❌ Reject");
  await decide("By mistake.");
  await change();
  await olga.tap("✅ Approve");
  for (const person of [lena, olga, lena]) await quiet(person.user.id);
  const steps = env.DB.prepare("select action from card_steps where card_id = ? order by rev").bind(number);
  const actions = (await steps.all()).results.map(({ action }) => action);
  expect(actions).toEqual(["open", "approve", "carried-out", "reject", "approve", "carried-out"]);
  expect(await listBooks(lena)).toEqual([250, 250, -250]);
});

test("who gave Stars back stands in the audit, also where Telegram's news of it came first", async () => {
  const lena = await aSubscriber();
  const payment = { user_id: lena.user.id, telegram_payment_charge_id: lena.chargeId };
  const refunded_payment = { currency: "XTR", total_amount: 250, invoice_payload: `sub:${lena.user.id}:30:250:once`, ...payment };
  const chat = { id: lena.user.id, type: "private" as const, first_name: "Lena" };
  await deliver({ update_id: 6_300_001, message: { message_id: 6_300_001, date: 1, chat, from: lena.user, refunded_payment } } as never);
  await quiet(lena.user.id);
  for (let time = 0; time < 2; time += 1) await askRoute("/refund", { charge: lena.chargeId, reason: "asked by phone" });
  const audit = env.DB.prepare("select actor, action from audit_log where audit_id = ?").bind(`refund:${lena.chargeId}`);
  expect((await audit.all()).results).toEqual([{ actor: "admin", action: "subscription.refund" }]);
  expect(await listBooks(lena)).toEqual([250, -250]);
});

test("access that is taken while it has ended and is still open is closed at once", async () => {
  const lena = await aLearner();
  await askRoute("/grant", { person: lena.user.id, days: 1 });
  await quiet(lena.user.id);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 1.5 * 86_400_000 });
  await lena.say("/subscription");
  expect(lena.last()).toContain("Nothing is closed for 2 days more");
  await lena.say("/learn");
  expect(lena.buttons()).toContain("💬 Free conversation");
  await askRoute("/revoke", { person: lena.user.id });
  await quiet(lena.user.id);
  await lena.say("/learn");
  vi.useRealTimers();
  expect(lena.last()).toContain("Yours ended on");
});

test("an owner gives the Stars of a payment back after a second press; an approver cannot", async () => {
  const [olga, owner, lena] = [await aColleague(), await anOwner(), await aSubscriber()];
  await olga.say(`/grant ${lena.user.id}`);
  const refund = olga.buttons().find((label) => label.startsWith("↩️ 250 ⭐")) ?? "";
  await olga.tap(refund);
  expect(olga.last()).not.toContain("Really?");
  await owner.say(`/grant ${lena.user.id}`);
  await owner.tap(refund);
  expect(owner.last()).toContain("Really?");
  await owner.tap("↩️ Yes, give 250 ⭐ back");
  await quiet(lena.user.id);
  expect(owner.last()).toContain("The Stars have been given back");
  expect(await listBooks(lena)).toEqual([250, -250]);
});

test("whoever is forgotten keeps what they paid for under their number alone, and Telegram charges them no more", async () => {
  const lena = await aSubscriber(MONTHLY);
  const another = `another-${lena.user.id}`;
  const parallel =
    "insert into star_subscriptions (charge_id, person_id, order_id, state, paid_until) values (?, ?, 'sub:old', 'active', 0)";
  await env.DB.prepare(parallel).bind(another, lena.user.id).run();
  await askRoute("/grant", { person: lena.user.id, days: 9, reason: "a private matter" });
  await quiet(lena.user.id);
  await lena.say("/mydata");
  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  await lena.tap("🗑 Delete it for good");
  const { results } = await env.DB.prepare("select kind, reason from grants where person_id = ?").bind(lena.user.id).all();
  expect(results).toEqual([{ kind: "payment", reason: null }]);
  expect(await endsOf(lena)).toEqual({ object: null, database: null });
  await at(new Date(Date.now() + 60_000), "* * * * *");
  vi.useRealTimers();
  await quiet("misc:0");
  const ended = telegram.calls.filter(({ payload }) => payload["user_id"] === lena.user.id && payload["is_canceled"] === true);
  expect(ended.map(({ payload }) => payload["telegram_payment_charge_id"])).toEqual(expect.arrayContaining([another, lena.chargeId]));
  expect(ended).toHaveLength(2);
  await lena.say("/start");
  for (const button of ["English", "A2", "English"]) await lena.tap(button);
  await quiet(lena.user.id);
  expect(await daysOf(lena)).toBe(30);
});
