import { aClaim, aDeskOfClaims, countSaid, newestCard, rowOf } from "#support/claims.ts";
import { askRoster, recordOf } from "#support/roster.ts";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { claimButton } from "#platform/desk/buttons.ts";
import { verifyButton } from "#features/verification/buttons.ts";
import { telegram } from "#support/outside.ts";
import { pressForged, type Person } from "#support/person.ts";

let desk: Awaited<ReturnType<typeof aDeskOfClaims>>;
let vera: Person;
let otto: Person;

beforeAll(async () => {
  desk = await aDeskOfClaims();
  ({ vera, otto } = desk);
});

afterEach(() => void vi.restoreAllMocks());

/** Lets something happen behind what the next batch of statements reads. */
function betweenReadAndWrite(happens: () => Promise<unknown>): void {
  const batch = env.DB.batch.bind(env.DB);
  vi.spyOn(env.DB, "batch").mockImplementationOnce(async (statements) => {
    const read = await batch(statements);
    await happens();
    return read as never;
  });
}

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

test("a record that is claimed while it is being purged is purged with its claim: the person is told, and the card closed", async () => {
  const { claimer, email, phone, cardId: first } = await aClaim("Purge Reclaimed", desk);
  await vera.say(`/student ${email}`);
  await vera.tap("🚫 It is not theirs");
  await desk.settle(claimer);
  betweenReadAndWrite(async () => {
    await pressForged(claimer, verifyButton.data({}));
    await claimer.say(phone);
    await desk.settle(claimer);
  });
  expect(await askRoster("/purge", { email })).toEqual({ status: 200, answer: { purged: 1 } });
  await desk.settle(claimer);
  const cardId = await newestCard();
  expect(cardId).toBeGreaterThan(first);
  expect(await rowOf(cardId)).toMatchObject({ status: "settled", is_open: 0 });
  expect(claimer.last()).toContain("could not confirm");
  expect(await recordOf(email)).toBeNull();
});

test("a claim that is confirmed while its record is being purged stays confirmed, and nobody is told otherwise", async () => {
  const { claimer, email, cardId } = await aClaim("Purge Confirmed", desk);
  betweenReadAndWrite(async () => {
    await otto.say(`/approve ${cardId}`);
    await desk.settle(claimer, otto);
  });
  expect(await askRoster("/purge", { email })).toEqual({ status: 200, answer: { purged: 0 } });
  await desk.settle(claimer);
  expect(await rowOf(cardId)).toMatchObject({ status: "confirmed" });
  expect(countSaid(claimer, "You are verified")).toBe(1);
  expect(countSaid(claimer, "could not confirm")).toBe(0);
  expect(await recordOf(email)).toMatchObject({ status: "verified" });
});
