import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { aDeskOfWishes } from "#support/desk.ts";
import { aLearner, quiet, textOf, type Person } from "#support/person.ts";
import { allSettled, anApprover, aWish, cardIn, numberOf } from "#support/wishes.ts";

// Each test has its own staff and its own work.
beforeEach(async () => void (await env.DB.batch([env.DB.prepare("delete from staff"), env.DB.prepare("delete from cards")])));

/** Three wishes in the order of their age, one of them Olga's own; she and Otto decide. */
async function aQueue() {
  const [lena, mia, olga, otto] = [await aLearner(), await aLearner(), await anApprover("Olga"), await anApprover("Otto")];
  const desk = aDeskOfWishes({ members: [olga, otto] });
  await desk.join(lena, mia, olga, otto, desk.group);
  for (const [person, wish] of [
    [lena, "peace"],
    [olga, "a rise"],
    [mia, "a garden"],
  ] as const) {
    await person.say(`/wish ${wish}`);
    await allSettled(desk.group, person);
  }
  return { lena, mia, olga, otto, ...desk };
}

/** What is on the screen of their private chat: the newest card, and what is said below it. */
function cardsOn(person: Person): string[] {
  return person.screen().flatMap((message) => (textOf(message).includes("Wish ·") ? [textOf(message)] : []));
}

test("/queue shows what nobody holds, oldest first, one after another, and never one's own", async () => {
  const { olga, group } = await aQueue();
  await olga.say("/queue");
  await allSettled(group, olga);
  expect(cardsOn(olga)).toEqual([expect.stringContaining("peace")]);
  expect(olga.last()).toBe("📋 Open for you: 2. After this one: 1.");
  await olga.tap("Next ›");
  await allSettled(group, olga);
  expect(cardsOn(olga)).toEqual([expect.stringContaining("peace"), expect.stringContaining("a garden")]);
  expect(olga.last()).toBe("📋 Open for you: 2. After this one: 0.");
  expect(olga.buttons()).toEqual([]);
  expect(olga.screen().filter((message) => textOf(message).startsWith("📋"))).toHaveLength(1);
});

test("what somebody holds comes first in their queue, and in nobody else's", async () => {
  const { olga, otto, group } = await aQueue();
  await otto.inGroup(group).tap("✋ I take it");
  await allSettled(group, otto);
  expect(textOf(group.messageWith("a garden"))).toContain("Otto has it until");
  await otto.say("/queue");
  await allSettled(group, otto);
  expect(otto.last()).toBe("📋 Open for you: 3. After this one: 2.");
  expect(cardsOn(otto)).toEqual([expect.stringContaining("a garden")]);
  await otto.tap("Next ›");
  await allSettled(group, otto);
  expect(cardsOn(otto).at(-1)).toContain("peace");
  await olga.say("/queue");
  await allSettled(group, olga);
  expect(olga.last()).toBe("📋 Open for you: 1. After this one: 0.");
});

test("a card of the queue decides in private, and changes there when it is changed in the group", async () => {
  const { lena, olga, otto, group } = await aQueue();
  await olga.say("/queue");
  await otto.say("/queue");
  await allSettled(group, olga, otto);
  await otto.tap("Approve");
  await allSettled(group, otto, lena, olga);
  expect(lena.last()).toBe("Your wish is granted.");
  expect(cardsOn(olga)).toEqual([expect.stringContaining("Approved by Otto")]);
  expect(textOf(group.messageWith("peace"))).toContain("Approved by Otto");
  await olga.tap("Next ›");
  await allSettled(group, olga);
  expect(cardsOn(olga).at(-1)).toContain("a garden");
});

test("a queue that has come to its end says so, and an empty one kindly", async () => {
  const { olga, otto, group } = await aQueue();
  await olga.say("/queue");
  await otto.say(`/approve ${numberOf(textOf(group.messageWith("peace")))}`);
  await otto.say(`/approve ${numberOf(textOf(group.messageWith("a garden")))}`);
  await allSettled(group, otto, olga);
  await olga.tap("Next ›");
  expect(olga.last()).toBe("That was the last one, and nothing is waiting for you any more. 🌤");
  await olga.say("/queue");
  expect(olga.last()).toBe("Nothing is waiting for you. Enjoy the quiet. 🌤");
});

test("whoever holds no role has no queue and sees no card", async () => {
  const { lena, group } = await aQueue();
  await lena.say("/queue");
  expect(lena.last()).toBe("This is for the academy's staff.");
  await lena.say(`/card ${numberOf(textOf(group.messageWith("a garden")))}`);
  expect(lena.last()).toBe("This is for the academy's staff.");
});

test("/card shows a card here, and the older message says that it has moved", async () => {
  const { olga, group } = await aWish();
  const number = numberOf(cardIn(group));
  await olga.say("/card");
  expect(olga.last()).toContain("/card 17");
  await olga.say("/card 999999");
  expect(olga.last()).toBe("There is no #999999.");
  await olga.say(`/card #${number}`);
  await olga.say(`/card ${number}`);
  await allSettled(group, olga);
  expect(cardsOn(olga)).toHaveLength(1);
  expect(olga.screen().map(textOf)).toContain(`#${number} is further down now.`);
  await olga.inGroup(group).say(`/card ${number}`);
  await allSettled(group, olga);
  expect(group.screen().map(textOf)).toEqual([`#${number} is further down now.`, `/card ${number}`, expect.stringContaining("Wish ·")]);
  await olga.inGroup(group).say("yes", { replyTo: "Wish ·" });
  await allSettled(group, olga);
  expect(cardIn(group)).toContain("Approved by Olga");
  expect(cardsOn(olga)).toEqual([expect.stringContaining("Approved by Olga")]);
});

test("nobody is shown their own work to decide, nor a card in another group", async () => {
  const { olga, group } = await aQueue();
  await olga.say(`/card ${numberOf(textOf(group.messageWith("a rise")))}`);
  expect(olga.last()).toContain("Nobody decides on their own work");
  const { group: elsewhere, join } = aDeskOfWishes({ members: [olga] });
  await join(olga, elsewhere);
  await olga.inGroup(elsewhere).say(`/card ${numberOf(textOf(group.messageWith("peace")))}`);
  await quiet(olga.user.id);
  expect(textOf(elsewhere.screen().at(-1))).toContain("is not decided here");
});
