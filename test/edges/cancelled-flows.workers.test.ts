import { expect, test } from "vitest";
import * as z from "zod";
import { onPress, type Feature } from "#platform/feature.ts";
import { defineFlow } from "#platform/flow-kind.ts";
import { defineButton } from "#platform/telegram/button.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { StateCell } from "#platform/turn.ts";
import { noWords, runWith } from "#support/features.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";

const cell: StateCell<number> = { feature: "booking", key: "seat", schema: z.int() };

/** Holds a seat while it asks for a name. */
const bookFlow = defineFlow<{ seat: number; name?: string | undefined }>({
  name: "booking",
  version: 1,
  first: "name",
  data: z.object({ seat: z.int(), name: z.string().optional() }),
  expiresAfterMs: 3_600_000,
  steps: {
    name: {
      accepts: "text",
      ask: () => ({ text: [paragraph("Whose seat?")] }),
      decide: (name, data) => ({ type: "finish", data: { ...data, name } }),
    },
  },
  save: ({ seat, name = "" }, turn) => turn.say({ text: [paragraph(`Seat ${seat} is ${name}'s.`)] }),
  onCancel: ({ seat }, turn) => {
    turn.state.clear(cell);
    turn.say({ text: [paragraph(`Seat ${seat} is free again.`)] });
  },
});
/** Holds nothing. */
const askFlow = defineFlow<object>({
  name: "asking",
  version: 1,
  first: "question",
  data: z.object({}),
  expiresAfterMs: 3_600_000,
  steps: {
    question: {
      accepts: "text",
      ask: () => ({ text: [paragraph("What is it?")] }),
      decide: (_, data) => ({ type: "finish", data }),
    },
  },
  save: (_, turn) => turn.say({ text: [paragraph("Noted.")] }),
});
const otherButton = defineButton("booking:other", {});

const booking: Feature = {
  name: "booking",
  locales: noWords,
  commands: [
    {
      name: "book",
      handle: ({ turn }) => {
        turn.state.write(cell, 5);
        return turn.openFlow(bookFlow, { seat: 5 });
      },
    },
    { name: "ask", keepsFlow: true, handle: ({ turn }) => turn.openFlow(askFlow, {}) },
    { name: "held", keepsFlow: true, handle: ({ turn }) => turn.say({ text: [paragraph(`held: ${turn.state.read(cell) ?? "none"}`)] }) },
  ],
  buttons: [onPress(otherButton, ({ turn }) => turn.say({ text: [paragraph("elsewhere")] }))],
  flows: [bookFlow, askFlow],
};

async function aGuest(): Promise<Person> {
  const guest = await aLearner();
  await runWith(`person:${guest.user.id}`, [booking]);
  await guest.say("/book");
  await guest.say("/held");
  expect(guest.last()).toBe("held: 5");
  return guest;
}
const freed = ({ screen }: Person) => screen().filter(({ text }) => text === "Seat 5 is free again.").length;

test.for([
  ["/cancel", (guest: Person) => guest.say("/cancel")],
  ["another command", (guest: Person) => guest.say("/menu")],
  ["a button elsewhere", ({ user }: Person) => telegram.forge(user.id, otherButton.data({})).then(() => quiet(user.id))],
] as const)("a flow that is ended by %s gives back what it held, once", async ([, end]) => {
  const guest = await aGuest();
  await end(guest);
  await guest.say("/menu");
  await guest.say("/held");
  expect(guest.last()).toBe("held: none");
  expect(freed(guest)).toBe(1);
});

test("a flow that another takes the place of gives back what it held, and the other goes on", async () => {
  const guest = await aGuest();
  await guest.say("/ask");
  expect(guest.last()).toBe("What is it?");
  expect(freed(guest)).toBe(1);
  await guest.say("nothing");
  expect(guest.last()).toBe("Noted.");
  await guest.say("/held");
  expect(guest.last()).toBe("held: none");
  expect(freed(guest)).toBe(1);
});

test("a flow that is finished is not cancelled, nor is one by a command that it goes on after", async () => {
  const guest = await aGuest();
  await guest.say("Lena");
  expect(guest.last()).toBe("Seat 5 is Lena's.");
  await guest.say("/cancel");
  expect(freed(guest)).toBe(0);
});
