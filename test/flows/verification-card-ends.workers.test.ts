import { aClaim, aDeskOfClaims, countSaid, rowOf } from "#support/claims.ts";
import { askRoster } from "#support/roster.ts";
import { beforeAll, expect, test } from "vitest";
import { claimButton } from "#platform/desk/buttons.ts";
import { telegram } from "#support/outside.ts";
import { type Person } from "#support/person.ts";

let desk: Awaited<ReturnType<typeof aDeskOfClaims>>;
let vera: Person;
let otto: Person;

beforeAll(async () => {
  desk = await aDeskOfClaims();
  ({ vera, otto } = desk);
});

test.for([
  ["removed", "🗑 Remove", "Removed by mistake"],
  ["verified", "✅ It is theirs", undefined],
  ["refused", "🚫 It is not theirs", undefined],
] as const)("a record that is %s beside the card settles it, and the person hears of it once", async ([what, button, reason]) => {
  const { claimer, email, cardId } = await aClaim(`Card Beside ${what}`, desk);
  await telegram.forge(otto.user.id, claimButton.data({ cardId }));
  await desk.settle(otto);
  await vera.say(`/student ${email}`);
  await vera.tap(button);
  if (reason !== undefined) {
    await vera.say(reason);
    await vera.tap("🗑 Yes, remove");
  }
  await desk.settle(claimer);
  expect(await rowOf(cardId)).toMatchObject({ status: "settled", is_open: 0, open_key: null });
  expect(desk.cardOf(cardId)).toContain("Settled on the roster by");
  expect(countSaid(claimer, "You are verified") + countSaid(claimer, "could not confirm")).toBe(1);
  await otto.say(`/approve ${cardId}`);
  expect(otto.last()).toContain("is settled already");
});

test("a record that is purged closes its card, which knows the student no more", async () => {
  const { claimer, email, cardId } = await aClaim("Card Purged", desk);
  expect(await askRoster("/purge", { email })).toMatchObject({ answer: { purged: 1 } });
  await desk.settle(claimer);
  expect(await rowOf(cardId)).toMatchObject({ status: "settled", is_open: 0 });
  expect(desk.cardOf(cardId)).toContain("does not exist any more");
  expect(desk.cardOf(cardId)).not.toContain(email);
});
