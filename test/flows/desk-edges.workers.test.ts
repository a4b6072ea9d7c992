import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { privacy } from "#features/privacy/feature.ts";
import { sendAgainButton } from "#platform/desk/buttons.ts";
import { aDeskOfWishes } from "#support/desk.ts";
import { runWith } from "#support/features.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, aStranger, quiet, textOf, type Person } from "#support/person.ts";
import { allSettled, anApprover, aWish, cardIn, numberOf } from "#support/wishes.ts";

// Each test has its own staff: whoever holds the role may be handed a card.
beforeEach(() => env.DB.prepare("delete from staff").run());

/** Answers a message on the person's own screen. */
async function reply({ user, screen }: Person, to: string, text: string): Promise<void> {
  const message = screen().findLast((each) => textOf(each).includes(to));
  if (message === undefined) throw new Error(`nothing on screen says "${to}"`);
  await telegram.say(user.id, text, { replyTo: message.message_id });
  await quiet(user.id);
}

async function loseRoles({ user }: Person): Promise<void> {
  await env.DB.prepare("delete from staff where person_id = ?").bind(user.id).run();
}

test("2.12, message handlers swallow each other: a reply to one card is meant for that card, also while another waits for its reason", async () => {
  const [lena, mia, olga] = [await aLearner(), await aLearner(), await anApprover("Olga")];
  const { join } = aDeskOfWishes({ hasGroup: false });
  await join(lena, mia, olga);
  await lena.say("/wish the first");
  await quiet(olga.user.id);
  await mia.say("/wish the second");
  for (const person of [mia, olga, mia, olga]) await quiet(person.user.id);
  await olga.say(`/reject ${numberOf(textOf(olga.screen().find((message) => textOf(message).includes("the first"))))}`);
  await reply(olga, "the second", "approve");
  for (const person of [mia, lena, olga, mia]) await quiet(person.user.id);
  expect(mia.last()).toBe("Your wish is granted.");
  expect(lena.last()).toBe("You wish.");
  await olga.say("There is no first.");
  for (const person of [lena, olga]) await quiet(person.user.id);
  expect(lena.last()).toBe("Your wish is not granted: There is no first.");
});

test("staff who have never registered decide by a reply in private", async () => {
  const lena = await aLearner();
  const olga = aStranger({ first_name: "Olga" });
  await olga.say("/start");
  await env.DB.prepare("insert into staff values (?, 'approver', 'Olga', 900, 0)").bind(olga.user.id).run();
  const { join } = aDeskOfWishes({ hasGroup: false });
  await join(lena, olga);
  await lena.say("/wish peace");
  for (const person of [lena, olga, olga]) await quiet(person.user.id);
  await reply(olga, "peace", "approve");
  for (const person of [olga, lena]) await quiet(person.user.id);
  expect(lena.last()).toBe("Your wish is granted.");
});

test("who has lost the role, or was forgotten, is shown nothing more of a card they looked at", async () => {
  const { lena, olga, otto, group, features } = await aWish();
  const number = numberOf(cardIn(group));
  for (const person of [olga, otto]) await person.say(`/card ${number}`);
  await allSettled(group, olga, otto);
  await loseRoles(olga);
  await runWith(`person:${otto.user.id}`, [privacy, ...features]);
  await otto.say("/forget");
  await otto.tap("Yes, forget me");
  await otto.tap("🗑 Delete it for good");
  const before = [olga, otto].map(({ screen }) => screen().map(textOf).join());
  const ada = await anApprover("Ada");
  await runWith(`person:${ada.user.id}`, features);
  await ada.say(`/approve ${number}`);
  await allSettled(group, ada, lena, olga, otto);
  expect(cardIn(group)).toContain("Approved by Ada");
  expect([olga, otto].map(({ screen }) => screen().map(textOf).join())).toEqual(before);
  expect(
    await env.DB.prepare("select count(*) as n from card_posts where place like 'person:%' and card_id = ?").bind(number).first("n"),
  ).toBe(0);
});

test("what was overruled is not sent again, however late the button is pressed", async () => {
  const { lena, olga, otto, group } = await aWish();
  const number = numberOf(cardIn(group));
  await telegram.block(lena.user.id);
  await quiet(lena.user.id);
  await olga.say(`/approve ${number}`);
  await allSettled(group, olga, lena);
  const told = await env.DB.prepare("select rev from card_steps where card_id = ? and action = 'approve'")
    .bind(number)
    .first<number>("rev");
  await otto.inGroup(group).tap("↩️ Change the decision");
  await allSettled(group, otto);
  await otto.inGroup(group).tap("Reject");
  await allSettled(group, otto);
  await otto.inGroup(group).say("A mistake.", { replyTo: "Why is" });
  await allSettled(group, otto, lena);
  await telegram.unblock(lena.user.id);
  await quiet(lena.user.id);
  const before = lena.screen().length;
  const card = group.messageWith("Wish ·");
  await telegram.forge(olga.user.id, sendAgainButton.data({ cardId: number, rev: told ?? 0 }), card.message_id, group.chat.id);
  await allSettled(group, olga, lena);
  expect(lena.screen()).toHaveLength(before);
});

test("long names, a long text and much that was done leave room for what comes next", async () => {
  const [lena, olga] = [
    await aLearner({ user: { first_name: "L".repeat(64), last_name: "N".repeat(64) } }),
    await anApprover("O".repeat(64)),
  ];
  const { group, join } = aDeskOfWishes({ members: [olga] });
  await join(lena, olga, group);
  await lena.say(`/wish ${"слово ".repeat(600)}`);
  await allSettled(group, lena);
  for (const [decision, reason] of [
    ["reject", "r".repeat(900)],
    ["approve", ""],
  ] as const) {
    await env.DB.prepare("update cards set status = 'pending', is_open = 1 where person_id = ?").bind(lena.user.id).run();
    await olga.say(`/${decision} ${numberOf(cardIn(group))} ${reason}`);
    await allSettled(group, olga, lena);
  }
  expect(cardIn(group)).toContain("Wish · approved");
  expect(cardIn(group).length).toBeLessThanOrEqual(4_096);
});
