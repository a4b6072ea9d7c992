import { env } from "cloudflare:workers";
import { runDurableObjectAlarm } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import * as z from "zod";
import { onEvent, onPress, type Feature } from "#platform/feature.ts";
import { defineFlow } from "#platform/flow-kind.ts";
import { OutsideError } from "#platform/outside-error.ts";
import { defineButton } from "#platform/telegram/button.ts";
import { paragraph } from "#platform/text/tree.ts";
import { noWords, runWith } from "#support/features.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, anOwner, aStranger, buttonsOf, quiet, textOf, type Person } from "#support/person.ts";

afterEach(() => void vi.useRealTimers());

const nameFlow = defineFlow<{ name?: string | undefined }>({
  name: "naming",
  version: 1,
  first: "name",
  data: z.object({ name: z.string().optional() }),
  expiresAfterMs: 3_600_000,
  steps: {
    name: {
      accepts: "text",
      ask: () => ({ text: [paragraph("Which name?")] }),
      decide: (input) => ({ type: "finish", data: { name: input } }),
    },
  },
  save: ({ name = "" }, turn) => turn.say({ text: [paragraph(`It is ${name}.`)] }),
});
let triesOfSlow = 0;
const doneButton = defineButton("staff:done", {});

/** What a feature does in a group: a command, a card that changes in place, a question, and an account of what was sent. */
const staff: Feature = {
  name: "staff",
  locales: noWords,
  commands: [
    {
      name: "card",
      where: "anywhere",
      handle: ({ turn }) =>
        turn.say(
          { text: [paragraph("a card")], buttons: [[{ label: "Done", data: doneButton.data({}) }]] },
          { tell: { kind: "card.sent", version: 1, data: { card: 17 } } },
        ),
    },
    { name: "name", where: "group", handle: ({ turn }) => turn.openFlow(nameFlow, {}) },
    { name: "name_me", handle: ({ turn }) => turn.openFlow(nameFlow, {}) },
    {
      name: "slow",
      where: "group",
      handle: () => {
        triesOfSlow += 1;
        throw new OutsideError({ service: "database", reason: "overloaded", retryable: true });
      },
    },
    { name: "secret", where: "anywhere", needs: { role: "owner" }, handle: ({ turn }) => turn.say({ text: [paragraph("for owners")] }) },
  ],
  buttons: [onPress(doneButton, ({ turn }) => turn.show("card", { text: [paragraph("done")] }))],
  flows: [nameFlow],
  events: [
    onEvent({
      kind: "card.sent",
      version: 1,
      schema: z.object({ card: z.int(), outcome: z.object({ type: z.string(), messageId: z.int().optional() }) }),
      handle: ({ card, outcome }, turn) => turn.say({ text: [paragraph(`card ${card}: ${outcome.type} ${outcome.messageId}`)] }),
    }),
  ],
};

async function aStaffGroup(people: Person[]) {
  const group = telegram.addGroup({
    title: "Staff",
    topics: ["Desk"],
    members: people.map(({ user }) => ({ personId: user.id })),
  });
  for (const { user } of people) await runWith(`person:${user.id}`, [staff]);
  const threadId = telegram
    .groups()
    .find(({ chat }) => chat.id === group.id)
    ?.topics.find(({ name }) => name === "Desk")?.message_thread_id;
  const settle = async () => {
    for (let turns = 0; turns < 3; turns++) {
      await quiet(`chat:${group.id}`);
      for (const { user } of people) await quiet(user.id);
    }
  };
  return {
    id: group.id,
    say: async (person: Person, text: string, where: { threadId?: number; replyTo?: number } = {}) => {
      const message = await telegram.say(person.user.id, text, { chatId: group.id, ...where });
      await settle();
      return message;
    },
    tap: async (person: Person, label: string, messageId: number) => {
      await telegram.tap(person.user.id, label, messageId, group.id);
      await settle();
    },
    screen: () => telegram.screen(group.id),
    last: () => telegram.screen(group.id).at(-1),
    threadId,
  };
}

test("a command in a topic of a group is answered there, as a reply, and whoever waits is told the message", async () => {
  const lena = await aLearner();
  const group = await aStaffGroup([lena]);
  const asked = await group.say(lena, "/card", group.threadId === undefined ? {} : { threadId: group.threadId });
  expect(textOf(group.last())).toBe("a card");
  expect(group.last()).toMatchObject({ message_thread_id: group.threadId, reply_to_message: { message_id: asked.message_id } });
  expect(lena.last()).toBe(`card 17: sent ${group.last()?.message_id}`);
});

test("a press in a group changes the message on which it was made", async () => {
  const lena = await aLearner();
  const group = await aStaffGroup([lena]);
  await group.say(lena, "/card");
  const cardId = group.last()?.message_id ?? 0;
  await group.tap(lena, "Done", cardId);
  expect(group.screen().find((message) => message.message_id === cardId)?.text).toBe("done");
});

test("a question in a group is answered by a reply to it and by nothing else, and only by who was asked", async () => {
  const [lena, nikos] = [await aLearner(), await aLearner()];
  const group = await aStaffGroup([lena, nikos]);
  await group.say(lena, "/name");
  const question = group.last();
  expect(textOf(question)).toBe("Which name?");
  const before = group.screen().length;
  await group.say(lena, "by the way");
  await group.say(nikos, "Nikos", { replyTo: question?.message_id ?? 0 });
  expect(group.screen()).toHaveLength(before + 2);
  await group.say(lena, "Lena", { replyTo: question?.message_id ?? 0 });
  expect(textOf(group.last())).toBe("It is Lena.");
});

test("/cancel in a group ends the question there and nothing that is private", async () => {
  const lena = await aLearner();
  const group = await aStaffGroup([lena]);
  await group.say(lena, "/cancel");
  expect(textOf(group.last())).toBe("There was nothing to stop.");
  await lena.say("/name_me");
  await group.say(lena, "/name");
  const question = group.last();
  await group.say(lena, "/cancel");
  expect(textOf(group.last())).toBe("Stopped; nothing of it was kept.");
  expect(buttonsOf(group.last())).toEqual([]);
  const before = group.screen().length;
  await group.say(lena, "Lena", { replyTo: question?.message_id ?? 0 });
  expect(group.screen()).toHaveLength(before + 1);
  await lena.say("Magdalena");
  expect(lena.last()).toBe("It is Magdalena.");
});

test("who waits for an answer in a group is told there that it takes longer, and not in private", async () => {
  const lena = await aLearner();
  const group = await aStaffGroup([lena]);
  const asked = await telegram.say(lena.user.id, "/slow", { chatId: group.id, threadId: group.threadId ?? 0 });
  const name = `person:${lena.user.id}`;
  const startedAt = Date.now();
  for (const seconds of [2, 10]) {
    await vi.waitFor(() => expect(triesOfSlow).toBe(seconds === 2 ? 1 : 2));
    vi.useFakeTimers({ toFake: ["Date"], now: startedAt + seconds * 1_000 });
    await runDurableObjectAlarm(env.SESSIONS.getByName(name));
  }
  await vi.waitFor(() => expect(textOf(group.last())).toContain("longer"));
  expect(group.last()).toMatchObject({ message_thread_id: group.threadId, reply_to_message: { message_id: asked.message_id } });
  expect(lena.screen().map(textOf).join()).not.toContain("longer");
});

test("what belongs into the private chat is sent there with a way to it, and private screens stay private", async () => {
  const lena = await aLearner();
  const group = await aStaffGroup([lena]);
  const before = lena.screen().length;
  await group.say(lena, "/settings");
  expect(textOf(group.last())).toBe("Let us do this in private.");
  expect(buttonsOf(group.last())).toEqual(["Open the chat"]);
  expect(lena.screen()).toHaveLength(before);
});

test("in a group strangers are sent to the private chat, others told that it is for staff, and unknown commands left alone", async () => {
  const [lena, nobody] = [await aLearner(), aStranger()];
  const owner = await anOwner();
  const group = await aStaffGroup([lena, nobody, owner]);
  await group.say(nobody, "/card");
  expect(textOf(group.last())).toBe("Let us do this in private.");
  await group.say(lena, "/secret");
  expect(textOf(group.last())).toBe("This is for the academy's staff.");
  await group.say(owner, "/secret");
  expect(textOf(group.last())).toBe("for owners");
  const before = group.screen().length;
  await group.say(lena, "/roll");
  await group.say(lena, "good morning");
  expect(group.screen()).toHaveLength(before + 2);
});

test("whoever writes as the group holds no role, and is told to use the button", async () => {
  const owner = await anOwner();
  const group = await aStaffGroup([owner]);
  const chat = group.last()?.chat;
  const chatId = chat?.id ?? 0;
  await runWith(`chat:${chatId}`, [staff]);
  await telegram.post(owner.user.id, { text: "/secret" }, { chatId, isAnonymous: true });
  await quiet(`chat:${chatId}`);
  expect(textOf(group.last())).toContain("I cannot see who you are");
});

const poster: Feature = {
  name: "poster",
  locales: noWords,
  events: [
    onEvent({
      kind: "poster.post",
      version: 1,
      schema: z.object({ text: z.string() }),
      handle: ({ text }, turn) => turn.say({ text: [paragraph(text)] }, { topic: { key: "essays", name: "Essays" } }),
    }),
  ],
};

test("a topic of the group is made when it is needed, and made again after staff have deleted it", async () => {
  const { id: chatId } = telegram.addGroup({ title: "Staff", isForum: true });
  await runWith(`chat:${chatId}`, [poster]);
  const post = async (text: string) => {
    const body = JSON.stringify({ kind: "poster.post", version: 1, data: { text } });
    await env.SESSIONS.getByName(`chat:${chatId}`).accept({ key: `e:${text}`, kind: "event", body });
    await quiet(`chat:${chatId}`);
    const { topics = [] } = telegram.groups().find(({ chat }) => chat.id === chatId) ?? {};
    return topics.filter(({ name }) => name === "Essays").map((topic) => topic.message_thread_id);
  };
  const [first = 0] = await post("one");
  expect(await post("two")).toEqual([first]);
  expect(telegram.screen(chatId, first).map(textOf)).toContain("two");
  telegram.deleteTopic(chatId, first);
  const [second = 0] = await post("three");
  expect(second).not.toBe(first);
  expect(telegram.screen(chatId, second).map(textOf)).toContain("three");
});
