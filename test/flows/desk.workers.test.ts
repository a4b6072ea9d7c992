import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cardButton, correctButton, doButton, handToButton } from "#platform/desk/buttons.ts";
import { aDeskOfWishes } from "#support/desk.ts";
import { allSettled, anApprover, aWish, cardIn, numberOf } from "#support/wishes.ts";
import { settled, type Group } from "#support/group.ts";
import { deliver, telegram } from "#support/outside.ts";
import { aLearner, buttonsOf, quiet, textOf, type Person } from "#support/person.ts";

// Each test has its own staff: whoever holds the role may be handed a card.
beforeEach(() => env.DB.prepare("delete from staff").run());
afterEach(() => void vi.useRealTimers());

async function onlyCardOf({ user }: Person): Promise<number | null> {
  return env.DB.prepare("select card_id from cards where person_id = ?").bind(user.id).first<number>("card_id");
}

function lastToast(): unknown {
  return telegram.calls.findLast(({ method }) => method === "answerCallbackQuery")?.payload.text;
}

async function auditOf(person: Person): Promise<unknown[]> {
  const rows = await env.DB.prepare("select action, after from audit_log where actor = ? order by at")
    .bind(`person:${person.user.id}`)
    .all();
  return rows.results;
}

test("2.12, nobody can grade, its buttons being stripped: a card comes to the group with them, is decided by one, and tells who did it and that the person knows", async () => {
  const { lena, olga, group } = await aWish({ text: "a <b>better</b> & longer life" });
  expect(lena.last()).toBe("You wish.");
  expect(cardIn(group)).toContain("a <b>better</b> & longer life");
  expect(cardIn(group)).toContain("Wish · waiting");
  expect(cardIn(group)).toContain(`Lena (${lena.user.id})`);
  await olga.inGroup(group).tap("Approve");
  await allSettled(group, lena);
  expect(lena.last()).toBe("Your wish is granted.");
  expect(group.screen()).toHaveLength(1);
  expect(cardIn(group)).toContain("✅");
  expect(cardIn(group)).toContain("Approved by Olga");
  expect(cardIn(group)).toContain("has been told");
});

test("of one person's wishes one is open at a time, and the next may come when it is decided", async () => {
  const { lena, olga, group, wish } = await aWish();
  await wish("another");
  expect(lena.last()).toBe("You have a wish already.");
  expect(group.screen()).toHaveLength(1);
  await olga.inGroup(group).tap("Approve");
  await wish("another");
  expect(lena.last()).toBe("You wish.");
});

test("what needs a reason is asked for it in the group, and the person reads the reason", async () => {
  const { lena, olga, otto, group } = await aWish();
  await olga.inGroup(group).tap("Reject");
  await allSettled(group, olga);
  expect(textOf(group.screen().at(-1))).toMatch(/Why is #\d+ rejected/);
  await otto.inGroup(group).say("I would not", { replyTo: "Why is" });
  expect(cardIn(group)).toContain("waiting");
  await olga.inGroup(group).say("Nobody lives longer.", { replyTo: "Why is" });
  await allSettled(group, olga, lena);
  expect(lena.last()).toBe("Your wish is not granted: Nobody lives longer.");
  expect(cardIn(group)).toContain("Rejected by Olga");
  expect(cardIn(group)).toContain("Nobody lives longer.");
});

test("of two who decide at the same moment one wins, and the other reads who it was and when", async () => {
  const { lena, olga, otto, group } = await aWish();
  const number = numberOf(cardIn(group));
  const [card] = group.screen();
  const approve = doButton.data({ cardId: number, action: "approve" });
  await Promise.all([olga, otto].map(({ user }) => telegram.forge(user.id, approve, card?.message_id, group.chat.id)));
  await allSettled(group, olga, otto, lena);
  const toasts = telegram.calls.filter(({ method }) => method === "answerCallbackQuery").slice(-2);
  const decided = /Approved by .*/.exec(cardIn(group))?.[0];
  const told = new Set(toasts.map(({ payload }) => payload.text));
  expect(told).toEqual(new Set([`#${number}: approved.`, `#${number} is settled already. ${decided}`]));
  expect(lena.screen().filter((message) => textOf(message) === "Your wish is granted.")).toHaveLength(1);
});

test("nobody decides on their own work, and the try is kept", async () => {
  const { olga, group } = await aWish();
  await olga.say("/wish a rise");
  await allSettled(group, olga);
  const own = numberOf(textOf(group.screen().at(-1)));
  await telegram.forge(olga.user.id, doButton.data({ cardId: own, action: "approve" }), group.screen().at(-1)?.message_id, group.chat.id);
  await allSettled(group, olga);
  expect(lastToast()).toContain("Nobody decides on their own work");
  expect(textOf(group.screen().at(-1))).toContain("waiting");
  expect(await auditOf(olga)).toContainEqual({ action: "desk.refused", after: '{"action":"approve","reason":"ownWork"}' });
});

test("whoever does not hold the role, or presses in another chat, changes nothing, and the try is kept", async () => {
  const { lena, olga, group } = await aWish();
  const data = doButton.data({ cardId: numberOf(cardIn(group)), action: "approve" });
  const stranger = await aLearner();
  const elsewhere = aDeskOfWishes({ members: [olga] });
  await elsewhere.join(stranger, olga);
  await telegram.forge(stranger.user.id, data);
  await quiet(stranger.user.id);
  expect(lastToast()).toBe("This is for the academy's staff.");
  await telegram.forge(stranger.user.id, data);
  await quiet(stranger.user.id);
  expect(await auditOf(stranger)).toHaveLength(1);
  await telegram.forge(olga.user.id, data, undefined, elsewhere.group.chat.id);
  await allSettled(elsewhere.group, olga);
  expect(lastToast()).toContain("is not decided here");
  expect(cardIn(group)).toContain("waiting");
  expect(await auditOf(stranger)).toContainEqual({ action: "desk.refused", after: '{"action":"approve","reason":"role"}' });
  expect(await auditOf(olga)).toContainEqual({ action: "desk.refused", after: '{"action":"approve","reason":"place"}' });
  expect(lena.last()).toBe("You wish.");
});

test("a card that somebody has taken is theirs for half an hour", async () => {
  const { olga, otto, group } = await aWish();
  await olga.inGroup(group).tap("✋ I take it");
  await allSettled(group, olga);
  expect(cardIn(group)).toContain("Olga has it until");
  expect(lastToast()).toMatch(/^#\d+: ✋ Olga has it until /);
  await otto.inGroup(group).tap("Approve");
  expect(lastToast()).toContain("Olga has #");
  await env.DB.prepare("update cards set claim_until = 1 where card_id = ?")
    .bind(numberOf(cardIn(group)))
    .run();
  await otto.inGroup(group).tap("Approve");
  await allSettled(group, otto);
  expect(cardIn(group)).toContain("Approved by Otto");
  expect(cardIn(group)).not.toContain("has it until");
});

test("who has a card gives it back, or hands it to a colleague, who gets it in private", async () => {
  const { lena, olga, otto, group } = await aWish();
  await olga.inGroup(group).tap("✋ I take it");
  await allSettled(group, olga);
  await olga.inGroup(group).tap("Give it back");
  await allSettled(group, olga);
  expect(cardIn(group)).not.toContain("has it until");
  await olga.inGroup(group).tap("✋ I take it");
  await allSettled(group, olga);
  await olga.inGroup(group).tap("Hand it over");
  await allSettled(group, olga);
  await olga.inGroup(group).tap("Otto");
  await allSettled(group, olga, otto);
  expect(cardIn(group)).toContain("Otto has it until");
  expect(otto.last()).toContain("Otto has it until");
  await otto.tap("Approve");
  await allSettled(group, otto, lena);
  expect(cardIn(group)).toContain("Approved by Otto");
  expect(otto.last()).toContain("Approved by Otto");
  const handed = "select before, after from audit_log where action = 'wish.hand-over' and subject = ?";
  const entry = await env.DB.prepare(handed)
    .bind(`card:${numberOf(cardIn(group))}`)
    .first();
  expect(entry).toEqual({
    before: JSON.stringify({ status: "pending", holderId: olga.user.id }),
    after: JSON.stringify({ holderId: otto.user.id }),
  });
});

test("a decision is corrected by a new one, of which the person is told, and only on what has been seen", async () => {
  const { lena, olga, otto, group } = await aWish();
  await olga.inGroup(group).tap("Approve");
  await allSettled(group, olga, lena);
  await otto.inGroup(group).tap("↩️ Change the decision");
  await allSettled(group, otto);
  await olga.inGroup(group).tap("↩️ Change the decision");
  await allSettled(group, olga);
  await otto.inGroup(group).tap("Reject");
  await allSettled(group, otto);
  await otto.inGroup(group).say("A mistake.", { replyTo: "Why is" });
  await allSettled(group, otto, lena);
  expect(lena.last()).toBe("Your wish is not granted: A mistake.");
  expect(cardIn(group)).toContain("Approved by Olga");
  expect(cardIn(group)).toContain("Rejected by Otto");
  await olga.inGroup(group).tap("Reject");
  await allSettled(group, olga);
  expect(lastToast()).toMatch(/meanwhile|settled/);
  // A question that came to nothing does not stay to be pressed.
  expect(group.screen().flatMap(buttonsOf)).toEqual(["↩️ Change the decision"]);
});

test("that a person cannot be reached stands on the card, which sends again when asked", async () => {
  const { lena, olga, group } = await aWish();
  await telegram.block(lena.user.id);
  await quiet(lena.user.id);
  await olga.inGroup(group).tap("Approve");
  await allSettled(group, olga, lena);
  expect(cardIn(group)).toContain("Approved by Olga");
  expect(cardIn(group)).toContain("cannot be reached");
  await telegram.unblock(lena.user.id);
  await quiet(lena.user.id);
  await olga.inGroup(group).tap("🔁 Send again");
  await allSettled(group, olga, lena);
  expect(lena.last()).toBe("Your wish is granted.");
  expect(cardIn(group)).toContain("has been told");
});

test("a reply decides by a whole word, in each language, and by nothing less", async () => {
  const { lena, olga, group } = await aWish();
  await olga.inGroup(group).say("do not approve", { replyTo: "Wish ·" });
  expect(textOf(group.screen().at(-1))).toContain("answer the card with one word");
  expect(cardIn(group)).toContain("waiting");
  await olga.inGroup(group).say("  Approve! ", { replyTo: "Wish ·" });
  await allSettled(group, olga, lena);
  expect(cardIn(group)).toContain("Approved by Olga");
  expect(lena.last()).toBe("Your wish is granted.");
});

test("the reply of somebody without the role decides nothing, nor does one to another message", async () => {
  const { lena, olga, group } = await aWish();
  await lena.inGroup(group).say("approve", { replyTo: "Wish ·" });
  expect(textOf(group.screen().at(-1))).toContain("Nobody decides on their own work");
  await olga.inGroup(group).say("Look at this");
  await olga.inGroup(group).say("approve", { replyTo: "Look at this" });
  expect(cardIn(group)).toContain("waiting");
});

test("an anonymous administrator is told to use the button", async () => {
  const { group } = await aWish();
  const card = group.screen()[0];
  const from = { id: 1087968824, is_bot: true, first_name: "Group", username: "GroupAnonymousBot" };
  const content = { message_id: 9_999, date: 1, from, sender_chat: group.chat, text: "approve", reply_to_message: card };
  await deliver(JSON.stringify({ update_id: 77_001, message: { ...content, chat: group.chat } }));
  await settled(group, 1);
  expect(textOf(group.screen().at(-1))).toContain("I cannot see who you are");
  expect(cardIn(group)).toContain("waiting");
});

test("/approve with the number, or as a reply, does what the button does", async () => {
  const { lena, olga, group } = await aWish();
  await olga.say("/approve");
  expect(olga.last()).toContain("/approve 17");
  await olga.say("/approve 999999");
  expect(olga.last()).toBe("There is no #999999.");
  await olga.say(`/reject ${numberOf(cardIn(group))} Not this year.`);
  await allSettled(group, olga, lena);
  expect(lena.last()).toBe("Your wish is not granted: Not this year.");
  expect(cardIn(group)).toContain("Rejected by Olga");
});

test("pain 12: a card whose topic staff have deleted between request and decision comes again in a new one", async () => {
  const { lena, olga, group } = await aWish({ isForum: true });
  const number = numberOf(cardIn(group));
  const deleted = group.threadId("Wishes");
  telegram.deleteTopic(group.chat.id, deleted);
  await olga.say(`/approve ${number}`);
  await allSettled(group, olga, lena);
  expect(cardIn(group)).toContain("Approved by Olga");
  expect(group.threadId("Wishes")).not.toBe(deleted);
  expect(group.screen("Wishes").map(textOf)).toContainEqual(expect.stringContaining(`#${number}`));
  expect(lena.last()).toBe("Your wish is granted.");
});

test("a card whose message staff have deleted comes again with the next change, and takes replies there", async () => {
  const { lena, olga, group } = await aWish();
  telegram.deleteMessage(group.chat.id, group.messageWith("Wish ·").message_id);
  await olga.say(`/reject ${await onlyCardOf(lena)} Too late.`);
  await allSettled(group, olga, lena);
  expect(cardIn(group)).toContain("Rejected by Olga");
  await olga.inGroup(group).say("yes", { replyTo: "Wish ·" });
  expect(textOf(group.screen().at(-1))).toContain("is settled already");
});

test("what is too long for a card follows it whole", async () => {
  const text = `${"Слово & <i>ещё</i> ".repeat(220)}конец`;
  const { group } = await aWish({ text });
  expect(group.screen().length).toBeGreaterThan(1);
  expect(textOf(group.screen()[0])).toContain("…");
  const followed = group.screen().slice(1);
  expect(followed[0]?.reply_to_message?.message_id).toBe(group.screen()[0]?.message_id);
  expect(followed.map(textOf).join(" ").replaceAll(/\s+/g, " ")).toContain(text.trim());
});

test("without a group the card goes to everybody who holds the role, and changes with each of them", async () => {
  const [lena, olga, otto] = [await aLearner(), await anApprover("Olga"), await anApprover("Otto")];
  const { join } = aDeskOfWishes({ hasGroup: false });
  await join(lena, olga, otto);
  await lena.say("/wish peace");
  for (const person of [olga, otto, lena]) await quiet(person.user.id);
  expect(olga.last()).toContain("peace");
  await olga.tap("Approve");
  for (const person of [olga, lena, olga, otto, olga, otto]) await quiet(person.user.id);
  expect(otto.last()).toContain("Approved by Olga");
  expect(olga.last()).toContain("has been told");
});

/** More wishes at once than a group takes messages in a minute. */
async function aRush(count: number, { isForum = false } = {}) {
  const olga = await anApprover("Olga");
  const { group, join } = aDeskOfWishes({ members: [olga], isForum });
  const wishers = await Promise.all(Array.from({ length: count }, () => aLearner()));
  await join(olga, group, ...wishers);
  await Promise.all(wishers.map((person, n) => person.say(`/wish number ${n}`)));
  await allSettled(group, olga);
  const cards = () => group.screen().filter((message) => textOf(message).includes("Wish ·"));
  return { olga, group, wishers, cards };
}

async function passMinute(group: Group): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
  await runDurableObjectAlarm(env.SESSIONS.getByName(`chat:${group.chat.id}`));
  await quiet(`chat:${group.chat.id}`);
}

test("more cards than a group takes in a minute come as one list in their topic, from which they are opened", async () => {
  const { olga, group, wishers, cards } = await aRush(23, { isForum: true });
  expect(wishers.every((person) => person.last() === "You wish.")).toBe(true);
  expect(cards()).toHaveLength(20);
  await passMinute(group);
  expect(textOf(group.screen("Wishes").at(-1))).toContain("3 more have come in faster");
  await olga.inGroup(group).tap("Open the next 3");
  await allSettled(group, olga);
  expect(textOf(group.messageWith("All of these"))).toBe("All of these have been opened.");
  expect(cards()).toHaveLength(23);
});

/** So many more cards that wait on the list of a group, each like the last one that came. */
async function addWaiting({ chat }: Group, count: number): Promise<void> {
  const fields = `kind, subject, person_id, person_name, status, is_open, rev, moved_rev, chat_id, opened_at, changed_at`;
  const numbers = `with recursive n(n) as (select 1 union all select n + 1 from n where n < ?2)`;
  const last = `(select * from cards where chat_id = ?1 order by card_id desc limit 1)`;
  const insert = `insert into cards (card_key, ${fields}) ${numbers} select card_key || ':' || n, ${fields} from n, ${last} returning card_id`;
  const { results } = await env.DB.prepare(insert).bind(chat.id, count).all<{ card_id: number }>();
  await runInDurableObject(env.SESSIONS.getByName(`chat:${chat.id}`), (_, { storage: { sql } }) => {
    for (const { card_id: cardId } of results) {
      sql.exec("insert into state (feature, key, json) values ('waiting-cards', ?, '1')", String(cardId));
    }
  });
}

test("however many cards wait, opening the first of them loses none, nor one that comes at that moment", async () => {
  const { olga, group } = await aRush(22);
  await addWaiting(group, 118);
  await passMinute(group);
  expect(textOf(group.messageWith("more have come in faster"))).toContain("120 more");
  await olga.inGroup(group).tap("Open the next 10");
  await addWaiting(group, 1);
  await allSettled(group, olga);
  expect(textOf(group.messageWith("more have come in faster"))).toMatch(/11[01] more/);
  await passMinute(group);
  await olga.inGroup(group).tap("Open the next 10");
  await allSettled(group, olga);
  expect(textOf(group.messageWith("more have come in faster"))).toContain("101 more");
});

test("a card that is decided while it waits on the list is not shown as open any more", async () => {
  const { olga, group, cards } = await aRush(22);
  const shown = cards().map((message) => numberOf(textOf(message)));
  const all = await env.DB.prepare("select card_id from cards where chat_id = ?").bind(group.chat.id).all<{ card_id: number }>();
  const waiting = all.results.map((row) => row.card_id).filter((cardId) => !shown.includes(cardId));
  expect(waiting).toHaveLength(2);
  await olga.say(`/approve ${waiting[0]}`);
  await allSettled(group, olga);
  await passMinute(group);
  const list = textOf(group.screen().at(-1));
  expect(list).toContain("One more has come in");
  expect(list).toContain(`#${waiting[1]} `);
});

test("a press forged onto a card deletes it neither where it may do nothing nor where it may", async () => {
  const { lena, olga, otto, group } = await aWish();
  const card = group.screen().find((message) => textOf(message).includes("Wish ·"));
  const cardId = numberOf(cardIn(group));
  const press = async (person: Person, data: string) => {
    await telegram.forge(person.user.id, data, card?.message_id, group.chat.id);
    await allSettled(group, lena, person);
    expect(group.screen()[0]?.message_id).toBe(card?.message_id);
  };
  for (const person of [lena, olga]) {
    await press(person, correctButton.data({ cardId, action: "reject", rev: 99 }));
    await press(person, handToButton.data({ cardId, personId: otto.user.id }));
    await press(person, cardButton.data({ cardId }));
  }
});

test("the question what a decision should be stays while somebody presses it who may not, and goes with the answer", async () => {
  const { lena, olga, group } = await aWish();
  const theirs = olga.inGroup(group);
  await theirs.tap("Approve");
  await allSettled(group, lena);
  await theirs.tap("↩️ Change the decision");
  await allSettled(group, olga);
  await lena.inGroup(group).tap("Leave it as it is");
  await allSettled(group, lena);
  expect(textOf(group.screen().at(-1))).toContain("What should it be instead?");
  await theirs.tap("Leave it as it is");
  await allSettled(group, olga);
  expect(group.screen()).toHaveLength(1);
});
