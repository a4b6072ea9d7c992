import { expect, test } from "vitest";
import { onPress, type Feature } from "#platform/feature.ts";
import { defineButton } from "#platform/telegram/button.ts";
import { paragraph } from "#platform/text/tree.ts";
import { noWords, runWith } from "#support/features.ts";
import { aGroup } from "#support/group.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, quiet, textOf } from "#support/person.ts";

const needs = { entitlement: true } as const;
const library: Feature = {
  name: "library",
  locales: noWords,
  commands: [{ name: "read", needs, where: "anywhere", handle: (ctx) => ctx.say({ text: [paragraph("A book")] }) }],
  buttons: [onPress(defineButton("library:read", {}), (ctx) => ctx.say({ text: [paragraph("A book")] }), needs)],
  fallbacks: [
    {
      kind: "text",
      priority: 10,
      needs,
      isMeant: ({ message }) => message?.text === "read on",
      handle: (ctx) => {
        ctx.say({ text: [paragraph("The next page")] });
        return true;
      },
    },
  ],
};
const closed: Feature = { name: "till", locales: noWords, gate: () => ({ text: [paragraph("The library costs something.")] }) };
const open: Feature = { name: "till", locales: noWords, gate: () => undefined };

test("what needs an entitlement shows the way to one instead: to a command, a press and a text that is meant for it", async () => {
  const lena = await aLearner();
  await runWith(`person:${lena.user.id}`, [library, closed]);
  await lena.say("/read");
  expect(lena.last()).toBe("The library costs something.");
  await lena.say("hm");
  expect(lena.last()).toContain("not sure what you would like");
  await lena.say("read on");
  expect(lena.last()).toBe("The library costs something.");
  await lena.say("/menu");
  await telegram.forge(lena.user.id, "library:read");
  await quiet(lena.user.id);
  expect(lena.last()).toBe("The library costs something.");
});

test("in a group it is refused in a sentence, without prices", async () => {
  const lena = await aLearner();
  const group = aGroup({ members: [lena] });
  await runWith(`person:${lena.user.id}`, [library, closed]);
  await lena.inGroup(group).say("/read");
  expect(textOf(group.screen().at(-1))).toContain("needs access that has not ended");
});

test("who is entitled is let through, and so is everybody where no feature knows of entitlements", async () => {
  for (const features of [[library, open], [library]]) {
    const lena = await aLearner();
    await runWith(`person:${lena.user.id}`, features);
    await lena.say("/read");
    expect(lena.last()).toBe("A book");
    await lena.say("read on");
    expect(lena.last()).toBe("The next page");
  }
});
