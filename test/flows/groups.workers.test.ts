import { expect, test } from "vitest";
import { aGroup } from "#support/group.ts";
import { aLearner } from "#support/person.ts";

test("a command in a topic is answered in that topic, to the message that gave it", async () => {
  const lena = await aLearner();
  const group = aGroup({ topics: ["Essays"], members: [lena] });
  await lena.inGroup(group).say("/ping", { topic: "Essays" });
  const [, asked, answered] = group.screen("Essays");
  expect(asked?.text).toBe("/ping");
  expect(answered).toMatchObject({ from: { is_bot: true }, message_thread_id: group.threadId("Essays") });
});

test("what people say to each other in a group is none of the bot's business", async () => {
  const lena = await aLearner();
  const group = aGroup({ members: [lena] });
  await lena.inGroup(group).say("Who has the keys?");
  expect(group.screen().map(({ text }) => text)).toEqual(["Who has the keys?"]);
});
