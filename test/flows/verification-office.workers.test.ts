import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { settled, type Group } from "#support/group.ts";
import { aLearner, anOwner, textOf, type Person } from "#support/person.ts";
import { recordOf, theGroups } from "#support/roster.ts";

let vera: Person;
let office: Group;

beforeAll(async () => {
  vera = await anOwner();
  ({ office } = theGroups([vera]));
});

afterEach(() => void vi.useRealTimers());

let nextNumber = 30_700_000;

/** Puts somebody on the roster, in private. */
async function onRoster(name: string): Promise<string> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;
  await vera.say(`/addstudent ${name}; +49${nextNumber++}; ${email}`);
  expect(vera.last()).toContain("Added.");
  return email;
}

function passHour(): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61 * 60_000 });
}

test("2.2, what is added or removed elsewhere is noted in the verifiers' group, and what is done there is said there once", async () => {
  const mentions = (text: string) =>
    office
      .screen()
      .filter((message) => textOf(message).includes(text))
      .map(textOf);
  const email = await onRoster("Maria Goeppert");
  await settled(office, vera.user.id);
  expect(mentions(email)).toEqual([expect.stringContaining("Added.")]);
  await vera.tap("🗑 Remove");
  await vera.say("Moved away");
  await vera.tap("🗑 Yes, remove");
  await settled(office, vera.user.id);
  expect(vera.last()).toContain("Remember to take their access to the course as well.");
  expect(mentions(email)).toEqual([expect.stringContaining("Added."), expect.stringContaining("Removed.")]);
  await vera.inGroup(office).say(`/addstudent Emmy Noether; +49${nextNumber++}; emmy.noether@example.com`);
  await settled(office, vera.user.id);
  expect(mentions("emmy.noether@example.com").filter((text) => text.includes("Added."))).toHaveLength(1);
});

test("2.2, a question that is not answered within an hour is none any more: for a student, for whoever adds one and for whoever removes one", async () => {
  const email = await onRoster("Chien-Shiung Wu");
  const wu = await aLearner();
  await wu.say("/menu");
  await wu.tap("🪪 I am a student");
  await vera.tap("🗑 Remove");
  await vera.say("Too late");
  passHour();
  await wu.say(email);
  expect(wu.screen().map(textOf).join()).not.toContain("You are verified");
  await vera.tap("🗑 Yes, remove");
  expect(await recordOf(email)).toMatchObject({ status: "pending", person_id: null });
  await vera.say("/addstudent");
  passHour();
  await vera.say("Rosalind Franklin");
  expect(vera.last()).not.toContain("phone");
});
