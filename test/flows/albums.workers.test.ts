import { expect, test } from "vitest";
import type { FileInput } from "#fakes/telegram/contract.ts";
import type { Feature } from "#platform/feature.ts";
import { paragraph } from "#platform/text/tree.ts";
import { noWords, runWith } from "#support/features.ts";
import { aGroup, settled } from "#support/group.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, anOwner, aStranger, quiet, textOf, type Person } from "#support/person.ts";
import { albumsSettled } from "#support/quiet.ts";

const photos = (count: number): FileInput[] => Array.from({ length: count }, (_, n) => ({ kind: "photo", body: new Uint8Array([n]) }));
const answersTo = (person: Person) => person.screen().filter(({ from }) => from?.is_bot);

/** Waits until nothing is left to do, alarms for what settles later included. */
async function rest(personId: number): Promise<void> {
  await quiet(personId);
  await albumsSettled(personId);
  await quiet(personId);
}

/** What the bot answers to an album of two photos. */
async function answersToAnAlbum(person: Person): Promise<string[]> {
  const before = answersTo(person).length;
  await telegram.sendAlbum(person.user.id, photos(2));
  await rest(person.user.id);
  return answersTo(person).slice(before).map(textOf);
}

test("an album that nobody takes is answered once, below it, like one photo", async () => {
  const lena = await aLearner();
  await lena.sendFile({ kind: "photo", body: new Uint8Array([9]) });
  const toOne = lena.last();
  expect(toOne).toContain("I cannot do anything with this yet");
  expect(await answersToAnAlbum(lena)).toEqual([toOne]);
  expect(lena.screen().at(-1)?.from?.is_bot).toBe(true);
});

test("a stranger's album opens the registration once, in their language", async () => {
  const lena = aStranger({ language_code: "de" });
  const answers = await answersToAnAlbum(lena);
  expect(answers).toHaveLength(1);
  expect(answers[0]).toContain("Willkommen");
  expect(lena.buttons()).toEqual(["English", "Deutsch", "Русский"]);
});

test("the album of a forgotten person is answered by the one sentence", async () => {
  const lena = await aLearner();
  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  await lena.tap("🗑 Delete it for good");
  expect(await answersToAnAlbum(lena)).toEqual(["I have forgotten you, as you wished. To begin anew, send /start."]);
});

test("an album while a question is open is told once that a message is expected, and the question stays open", async () => {
  const olga = await anOwner();
  await olga.say("/add_tip");
  const question = olga.last();
  const [answer, ...more] = await answersToAnAlbum(olga);
  expect(answer).toContain("Please answer with a message or a button");
  expect(answer).toContain(question);
  expect(more).toEqual([]);
  await olga.say("Read aloud what you have written.");
  expect(olga.last()).not.toContain(question);
});

test("an album in an open conversation gets the tutor's sentence once", async () => {
  const lena = await aLearner();
  await lena.say("/learn");
  await lena.tap("💬 Free conversation");
  const answers = await answersToAnAlbum(lena);
  expect(answers).toHaveLength(1);
  expect(answers[0]).toContain("Here I understand text and voice messages");
});

test("a part that comes after its album was answered gets no second answer", async () => {
  const lena = await aLearner();
  await answersToAnAlbum(lena);
  const { media_group_id: groupId = "" } = lena.screen().findLast((message) => message.media_group_id !== undefined) ?? {};
  const before = answersTo(lena).length;
  await lena.post({ photo: [], media_group_id: groupId });
  await rest(lena.user.id);
  expect(answersTo(lena)).toHaveLength(before);
});

test("an album in a group is one message of that group, and reaches no private handler", async () => {
  const lena = await aLearner();
  const group = aGroup({ members: [lena] });
  const privately: number[] = [];
  const gallery: Feature = {
    name: "gallery",
    locales: noWords,
    albums: [{ priority: 1, handle: (parts) => privately.push(parts.length) > 0 }],
    fallbacks: [
      { kind: "media", priority: 1, handle: () => privately.push(1) > 0 },
      {
        kind: "group",
        priority: 1,
        handle: (ctx) => {
          ctx.say({ text: [paragraph("seen in the group")] });
          return true;
        },
      },
    ],
  };
  await runWith(`person:${lena.user.id}`, [gallery]);
  const before = lena.screen().length;
  await telegram.sendAlbum(lena.user.id, photos(3), { chatId: group.chat.id });
  await rest(lena.user.id);
  await settled(group, lena.user.id);
  expect(group.screen().filter((message) => textOf(message) === "seen in the group")).toHaveLength(1);
  expect(privately).toEqual([]);
  expect(lena.screen()).toHaveLength(before);
});
