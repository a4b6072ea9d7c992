import { aClaim, aDeskOfClaims, rowOf } from "#support/claims.ts";
import { recordOf } from "#support/roster.ts";
import { beforeAll, expect, test } from "vitest";
import { changeButton, correctButton } from "#platform/desk/buttons.ts";
import { telegram } from "#support/outside.ts";
import { quiet, textOf, type Person } from "#support/person.ts";

let desk: Awaited<ReturnType<typeof aDeskOfClaims>>;
let vera: Person;
let otto: Person;

beforeAll(async () => {
  desk = await aDeskOfClaims();
  ({ vera, otto } = desk);
});

test("a wrong decision is corrected either way, as long as the record has not moved on", async () => {
  const { claimer, email, cardId } = await aClaim("Card Corrected", desk);
  await vera.say(`/approve ${cardId}`);
  await desk.settle(claimer);
  await correct("reject", cardId);
  await desk.settle(claimer);
  expect(await recordOf(email)).toMatchObject({ status: "pending", person_id: null, verified_at: null });
  await claimer.say("/menu");
  expect(claimer.buttons()).toContain("🪪 I am a student");
  await correct("approve", cardId);
  await desk.settle(claimer);
  expect(await recordOf(email)).toMatchObject({ status: "verified", person_id: claimer.user.id });
  await vera.say(`/student ${email}`);
  await vera.tap("🗑 Remove");
  await vera.say("Left");
  await vera.tap("🗑 Yes, remove");
  await correct("reject", cardId);
  expect(await rowOf(cardId)).toMatchObject({ status: "confirmed" });
  expect(await recordOf(email)).toMatchObject({ status: "removed" });
});

test("somebody who is linked to another record meanwhile is not given a second one", async () => {
  const { claimer, email, cardId } = await aClaim("Card Second", desk);
  await vera.say("/addstudent Card First; +4930922222; first@example.com");
  await vera.tap("🔗 Other account");
  await vera.say(String(claimer.user.id));
  await desk.settle(claimer);
  await vera.say(`/approve ${cardId}`);
  expect(vera.last()).toContain("cannot be done");
  expect(await recordOf(email)).toMatchObject({ status: "claimed", person_id: null });
  await vera.say(`/reject ${cardId}`);
  await desk.settle(claimer);
  expect(await recordOf("first@example.com")).toMatchObject({ status: "verified", person_id: claimer.user.id });
});

test("a person who has blocked the bot is verified, and the card says that they could not be told", async () => {
  const { claimer, email, cardId } = await aClaim("Card Blocked", desk);
  await telegram.block(claimer.user.id);
  await quiet(claimer.user.id);
  await vera.say(`/approve ${cardId}`);
  await desk.settle(claimer);
  expect(await recordOf(email)).toMatchObject({ status: "verified" });
  expect(desk.cardOf(cardId)).toContain("cannot be reached");
});

test("an attempt to add somebody twice is told to the verifiers, with the record that there is", async () => {
  const email = "card.twice@example.com";
  await vera.say(`/addstudent Card Twice; +4930933333; ${email}`);
  await otto.say(`/addstudent Card Twice; +4930944444; ${email}`);
  await desk.settle(otto);
  expect(textOf(desk.office.messageWith("has tried to add"))).toContain("+4930933333");
});

/** Changes the decision as its two buttons do. */
async function correct(action: "approve" | "reject", cardId: number): Promise<void> {
  const rev = Number((await rowOf(cardId))?.["moved_rev"]);
  await telegram.forge(vera.user.id, changeButton.data({ cardId, rev }));
  await telegram.forge(vera.user.id, correctButton.data({ cardId, action, rev }));
  await quiet(vera.user.id);
}
