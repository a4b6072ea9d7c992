import { expect, test } from "vitest";
import * as z from "zod";
import { onEvent, type Feature } from "#platform/feature.ts";
import { paragraph } from "#platform/text/tree.ts";
import { tellOutcome } from "#platform/turn.ts";
import { noWords, runWith } from "#support/features.ts";
import { aGroup, settled } from "#support/group.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, quiet } from "#support/person.ts";

const thrown = z.object({ by: z.string(), outcome: tellOutcome });

/** Something that Telegram can and the house has no word for: it is sent as grammY sends it, and what became of it is told. */
const dice: Feature = {
  name: "dice",
  locales: noWords,
  commands: [
    {
      name: "dice",
      where: "anywhere",
      handle: (ctx) => ctx.telling({ kind: "dice.thrown", version: 1, data: { by: "Lena" } }, () => ctx.reply("It rolls.")),
    },
    { name: "nothing", handle: (ctx) => ctx.telling({ kind: "dice.thrown", version: 1, data: {} }, async () => undefined) },
  ],
  events: [
    onEvent({
      kind: "dice.thrown",
      version: 1,
      schema: thrown,
      handle: ({ by, outcome }, turn) =>
        turn.say({ text: [paragraph(`${by}: ${outcome.type === "sent" ? outcome.messageId : outcome.reason}`)] }),
    }),
  ],
};

async function aPlayer() {
  const lena = await aLearner();
  await runWith(`person:${lena.user.id}`, [dice]);
  return lena;
}

test("who sends a call of grammY's own is told which message it became", async () => {
  const lena = await aPlayer();
  await lena.say("/dice");
  const rolls = lena.screen().find(({ text }) => text === "It rolls.");
  expect(lena.last()).toBe(`Lena: ${rolls?.message_id}`);
});

test("they are told in private of what was sent in a group, by that group's object", async () => {
  const lena = await aPlayer();
  const group = aGroup({ members: [lena] });
  await lena.inGroup(group).say("/dice");
  await settled(group, lena.user.id);
  const rolls = group.screen().find(({ text }) => text === "It rolls.");
  expect(lena.last()).toBe(`Lena: ${rolls?.message_id}`);
});

test("a call that was never made is a mistake of the handler's", async () => {
  const lena = await aPlayer();
  await telegram.say(lena.user.id, "/nothing");
  await quiet(lena.user.id);
  expect(lena.last()).toContain("Something went wrong on our side");
});
