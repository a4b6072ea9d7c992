import { env } from "cloudflare:workers";
import { runDurableObjectAlarm } from "cloudflare:test";
import type { Message } from "@grammyjs/types";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FileInput } from "#fakes/telegram/contract.ts";
import { privacy } from "#features/privacy/feature.ts";
import { aDeskOfWishes } from "#support/desk.ts";
import { runWith } from "#support/features.ts";
import { CRASH_POINTS, letDie } from "#support/crashes.ts";
import type { Group } from "#support/group.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, newestOwn, quiet, textOf, type Person } from "#support/person.ts";
import { allSettled, anApprover, aWish, cardIn, numberOf } from "#support/wishes.ts";

beforeEach(async () => void (await env.DB.prepare("delete from staff").run()));
afterEach(() => void vi.useRealTimers());

const bytes = (...body: number[]) => new Uint8Array(body);
const photo = (caption?: string, n = 1): FileInput => ({ kind: "photo", body: bytes(n), ...(caption === undefined ? {} : { caption }) });
const voice: FileInput = { kind: "voice", body: bytes(7), duration: 3 };
/** More than a bot may download. */
const bigDocument: FileInput = { kind: "document", body: bytes(8), name: "film.mov", size: 30 * 1024 * 1024 };

/** What came into the group below its card. */
function belowCard(group: Group): Message[] {
  return group.screen().filter((message) => message.from?.is_bot === true && !textOf(message).includes("Wish ·"));
}

function fromBot(person: Person): Message[] {
  return person.screen().filter(({ from }) => from?.is_bot === true);
}

/** How often the bot has asked Telegram for a file itself. */
function downloads(): number {
  return telegram.calls.filter(({ method }) => method === "getFile").length;
}

test("a photo with its caption comes as a reply to the card, which tells of it", async () => {
  const { lena, group } = await aWish();
  await lena.sendFile(photo("My garden"));
  await allSettled(group, lena);
  expect(lena.last()).toBe("Added to your wish.");
  const [copy, ...more] = belowCard(group);
  expect(more).toEqual([]);
  expect(copy?.photo).toBeDefined();
  expect(copy?.caption).toBe("My garden");
  expect(copy?.reply_to_message?.message_id).toBe(group.messageWith("Wish ·").message_id);
  expect(cardIn(group)).toMatch(/Added by Lena .*: My garden 📎/);
});

test("a voice message and a document that is too large to download are carried too", async () => {
  const { lena, group } = await aWish();
  const before = downloads();
  await lena.sendFile(voice);
  await lena.sendFile(bigDocument);
  await allSettled(group, lena);
  expect(belowCard(group).map(({ voice: heard, document }) => heard?.duration ?? document?.file_size)).toEqual([3, 30 * 1024 * 1024]);
  expect(downloads()).toBe(before);
});

test("what comes with the first words is below the card from the beginning", async () => {
  const [lena, olga] = [await aLearner(), await anApprover("Olga")];
  const { group, join } = aDeskOfWishes({ members: [olga] });
  await join(lena, olga, group);
  await lena.sendAlbum([photo("I wish for these", 1), photo(undefined, 2)]);
  await allSettled(group, lena);
  expect(cardIn(group)).toContain("I wish for these");
  expect(belowCard(group).map(({ text, caption }) => text ?? caption)).toEqual([
    expect.stringContaining("📎 2 from"),
    "I wish for these",
    undefined,
  ]);
});

test("an album stays an album, below a line that says whose it is", async () => {
  const { lena, group } = await aWish();
  await lena.sendAlbum([photo("Three of them", 1), photo(undefined, 2), photo(undefined, 3)]);
  await allSettled(group, lena);
  const [line, ...album] = belowCard(group);
  expect(textOf(line)).toBe(`📎 3 from Lena for #${numberOf(cardIn(group))}:`);
  expect(line?.reply_to_message?.message_id).toBe(group.messageWith("Wish ·").message_id);
  expect(album.map(({ caption }) => caption)).toEqual(["Three of them", undefined, undefined]);
  expect(new Set(album.map((part) => part.media_group_id)).size).toBe(1);
  expect(album[0]?.media_group_id).toBeDefined();
  expect(cardIn(group)).toContain("Three of them 📎 3");
  expect(lena.screen().filter((message) => textOf(message) === "Added to your wish.")).toHaveLength(1);
});

test("what the person changes afterwards changes in the group", async () => {
  const { lena, group } = await aWish();
  await lena.sendFile(photo("My gardn"));
  await allSettled(group, lena);
  await lena.edit(newestOwn(lena), { caption: "My garden" });
  await allSettled(group, lena);
  expect(belowCard(group).map(({ caption }) => caption)).toEqual(["My garden"]);
  telegram.addFile({ fileId: "another", path: "photos/another.jpg", body: bytes(4), contentType: "image/jpeg", kind: "photo" });
  const other = [{ file_id: "another", file_unique_id: "another", width: 1, height: 1 }];
  await lena.edit(newestOwn(lena), { photo: other });
  await allSettled(group, lena);
  expect(belowCard(group).map(({ photo: sizes, caption }) => [sizes?.at(-1)?.file_id, caption])).toEqual([["another", "My garden"]]);
  await lena.sendFile({ ...voice, caption: "heer" });
  await allSettled(group, lena);
  await lena.edit(newestOwn(lena), { caption: "hear" });
  await allSettled(group, lena);
  expect(belowCard(group).at(-1)).toMatchObject({ caption: "hear", voice: { duration: 3 } });
});

test.for(CRASH_POINTS)("what is carried comes to the group, and no more than it must, when its object dies %s", async (point) => {
  const { lena, group } = await aWish();
  const deaths = await letDie(`chat:${group.chat.id}`, point);
  await lena.sendFile(photo("My garden"));
  await allSettled(group, lena);
  await lena.sendAlbum([photo("Three of them", 1), photo(undefined, 2)]);
  await allSettled(group, lena);
  expect(deaths.count).toBeGreaterThan(3);
  expect(deaths.unwoken).toBe(0);
  const captions = belowCard(group).flatMap(({ caption }) => caption ?? []);
  // An answer of Telegram that nobody has noted leaves no other way than to copy again.
  const times = point === "after Telegram's answer" ? 2 : 1;
  expect(captions).toEqual(["My garden", "Three of them"].flatMap((caption) => Array.from({ length: times }, () => caption)));
});

test("an edit that overtakes its copy is made up for when the copy is there", async () => {
  const { lena, group } = await aWish();
  await lena.sendFile(photo("My gardn"));
  await allSettled(group, lena);
  const place = `chat:${group.chat.id}`;
  const noteCopy = (messageId: number | null) =>
    env.DB.prepare("update card_copies set message_id = ? where place = ?").bind(messageId, place).run();
  await noteCopy(null);
  await lena.edit(newestOwn(lena), { caption: "My garden" });
  await allSettled(group, lena);
  expect(belowCard(group)[0]?.caption).toBe("My gardn");
  await noteCopy(belowCard(group)[0]?.message_id ?? null);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 4_000 });
  await runDurableObjectAlarm(env.SESSIONS.getByName(place));
  await quiet(place);
  expect(belowCard(group)[0]?.caption).toBe("My garden");
});

test("an edit of what was never carried, or of a copy that staff have deleted, does nothing", async () => {
  const { lena, group } = await aWish();
  await lena.edit(newestOwn(lena), { text: "/wish something else" });
  await lena.sendFile(photo("My garden"));
  await allSettled(group, lena);
  telegram.deleteMessage(group.chat.id, belowCard(group)[0]?.message_id ?? 0);
  await lena.edit(newestOwn(lena), { caption: "Our garden" });
  await allSettled(group, lena);
  expect(belowCard(group)).toEqual([]);
  expect(cardIn(group)).toContain("a better and longer life");
});

test("what staff reply to the card reaches the person, and the card tells that it did", async () => {
  const { lena, olga, group } = await aWish({ takesReplies: true });
  await olga.inGroup(group).say("Which of the two?", { replyTo: "Wish ·" });
  await allSettled(group, olga, lena);
  expect(fromBot(lena).slice(-2).map(textOf)).toEqual(["About your wish:", "Which of the two?"]);
  expect(cardIn(group)).toMatch(/Answered by Olga .*: Which of the two\?/);
  expect(cardIn(group)).toContain("has been told");
  expect(cardIn(group)).toContain("waiting");
  await olga.inGroup(group).say("approve", { replyTo: "Wish ·" });
  await allSettled(group, olga, lena);
  expect(lena.last()).toBe("Your wish is granted.");
  await olga.inGroup(group).say("By the way", { replyTo: "Wish ·" });
  await allSettled(group, olga, lena);
  expect(textOf(group.screen().at(-1))).toContain("answer the card with one word");
  expect(lena.last()).toBe("Your wish is granted.");
});

test("staff's photo, voice, large document and album reach the person, and follow their edits", async () => {
  const { lena, olga, group } = await aWish({ takesReplies: true });
  const before = downloads();
  const inGroup = olga.inGroup(group);
  await inGroup.sendFile(photo("Like ths?"), { replyTo: "Wish ·" });
  await inGroup.sendFile(voice, { replyTo: "Wish ·" });
  await inGroup.sendFile(bigDocument, { replyTo: "Wish ·" });
  await inGroup.sendAlbum([photo("Or these?", 1), photo(undefined, 2), photo(undefined, 3)], { replyTo: "Wish ·" });
  await allSettled(group, olga, lena);
  const kindOf = ({ photo: sizes, voice: heard, document }: Message) =>
    (sizes && "photo") ?? (heard && "voice") ?? (document && "document") ?? "text";
  const received = ["text", "photo", "text", "voice", "text", "document", "text", "photo", "photo", "photo"];
  expect(fromBot(lena).slice(-10).map(kindOf)).toEqual(received);
  expect(
    new Set(
      fromBot(lena)
        .slice(-3)
        .map((part) => part.media_group_id),
    ).size,
  ).toBe(1);
  expect(downloads()).toBe(before);
  await inGroup.edit(group.messageWith("Like ths?"), { caption: "Like this?" });
  await allSettled(group, olga, lena);
  expect(fromBot(lena).flatMap(({ caption }) => caption ?? [])).toEqual(["Like this?", "Or these?"]);
  expect(cardIn(group)).toContain("Or these? 📎 3");
  expect(cardIn(group)).toContain("has been told");
});

test("staff's words follow their edits for as long as they are staff", async () => {
  const { lena, olga, group } = await aWish({ takesReplies: true });
  const inGroup = olga.inGroup(group);
  await inGroup.say("Which of the two?", { replyTo: "Wish ·" });
  await allSettled(group, olga, lena);
  const said = group.messageWith("Which of the two?");
  await inGroup.edit(said, { text: "Which of the three?" });
  await allSettled(group, olga, lena);
  expect(lena.last()).toBe("Which of the three?");
  await env.DB.prepare("delete from staff where person_id = ?").bind(olga.user.id).run();
  await inGroup.edit(said, { text: "Pay me, and you get both." });
  await allSettled(group, olga, lena);
  expect(lena.last()).toBe("Which of the three?");
});

test("a reply that cannot be delivered says so on the open card, and is sent again whole", async () => {
  const { lena, olga, group } = await aWish({ takesReplies: true });
  await telegram.block(lena.user.id);
  await quiet(lena.user.id);
  await olga.inGroup(group).sendFile(photo("Like this?"), { replyTo: "Wish ·" });
  await allSettled(group, olga, lena);
  expect(cardIn(group)).toContain("waiting");
  expect(cardIn(group)).toContain("cannot be reached");
  await telegram.unblock(lena.user.id);
  await quiet(lena.user.id);
  await olga.inGroup(group).tap("🔁 Send again");
  await allSettled(group, olga, lena);
  expect(
    fromBot(lena)
      .slice(-2)
      .map(({ text, caption }) => text ?? caption),
  ).toEqual(["About your wish:", "Like this?"]);
  expect(cardIn(group)).toContain("has been told");
});

test("a reply that is gone before it could be copied counts as not delivered", async () => {
  const { lena, olga, group } = await aWish({ takesReplies: true });
  telegram.fail({
    kind: "refusal",
    method: "copyMessage",
    chatId: lena.user.id,
    times: 1,
    description: "Bad Request: message to copy not found",
  });
  await olga.inGroup(group).say("Never mind", { replyTo: "Wish ·" });
  await allSettled(group, olga, lena);
  expect(cardIn(group)).toContain("was not delivered");
  telegram.fail({
    kind: "refusal",
    method: "copyMessage",
    chatId: group.chat.id,
    times: 1,
    description: "Bad Request: message to copy not found",
  });
  await lena.sendFile(voice);
  await allSettled(group, olga, lena);
  expect(textOf(group.screen().at(-1))).toContain("Something that Lena sent");
});

test("nobody but those who hold the role speaks for the desk", async () => {
  const { lena, olga, group } = await aWish({ takesReplies: true });
  const heard = fromBot(lena).length;
  await lena.inGroup(group).say("Well?", { replyTo: "Wish ·" });
  await env.DB.prepare("delete from staff where person_id = ?").bind(olga.user.id).run();
  await olga.inGroup(group).sendFile(photo("Mine"), { replyTo: "Wish ·" });
  await olga.inGroup(group).sendAlbum([photo("Mine", 1), photo(undefined, 2)], { replyTo: "Wish ·" });
  await allSettled(group, lena, olga);
  expect(fromBot(lena)).toHaveLength(heard);
  expect(belowCard(group)).toEqual([]);
});

test("a reply to a copy counts as one to its card", async () => {
  const { lena, olga, group } = await aWish({ takesReplies: true });
  await lena.sendFile(photo("My garden"));
  await allSettled(group, lena);
  await olga.inGroup(group).say("How large is it?", { replyTo: "My garden" });
  await allSettled(group, olga, lena);
  expect(lena.last()).toBe("How large is it?");
  await olga.inGroup(group).say("approve", { replyTo: "My garden" });
  await allSettled(group, olga, lena);
  expect(cardIn(group)).toContain("Approved by Olga");
});

test("a card whose message was deleted comes again with what belongs to it", async () => {
  const { lena, olga, group } = await aWish();
  await lena.sendFile(photo("My garden"));
  await lena.sendAlbum([photo("Three of them", 1), photo(undefined, 2), photo(undefined, 3)]);
  await allSettled(group, lena);
  telegram.deleteMessage(group.chat.id, group.messageWith("Wish ·").message_id);
  const before = belowCard(group).length;
  await lena.sendFile(voice);
  await allSettled(group, lena, olga);
  const posted = group.messageWith("Wish ·").message_id;
  const again = belowCard(group).slice(before);
  expect(again.map(({ caption, voice: heard, text }) => caption ?? heard?.duration ?? text)).toEqual([
    "My garden",
    expect.stringContaining("📎 3 from Lena"),
    "Three of them",
    undefined,
    undefined,
    3,
  ]);
  expect(again[0]?.reply_to_message?.message_id).toBe(posted);
});

test("a card whose topic was deleted comes again in a new one, with what belongs to it", async () => {
  const { lena, olga, group } = await aWish({ isForum: true });
  await lena.sendFile(photo("My garden"));
  await allSettled(group, lena);
  const deleted = group.threadId("Wishes");
  telegram.deleteTopic(group.chat.id, deleted);
  await olga.say(`/reject ${await env.DB.prepare("select max(card_id) from cards").first<number>("max(card_id)")} No room.`);
  await allSettled(group, lena, olga);
  expect(group.threadId("Wishes")).not.toBe(deleted);
  expect(group.screen("Wishes").flatMap(({ caption }) => caption ?? [])).toEqual(["My garden"]);
});

test("what somebody sent who was forgotten is not copied again", async () => {
  const { lena, olga, group, features } = await aWish();
  await runWith(`person:${lena.user.id}`, [privacy, ...features]);
  await lena.sendFile(photo("My garden"));
  await allSettled(group, lena);
  const cardId = numberOf(cardIn(group));
  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  await lena.tap("🗑 Delete it for good");
  telegram.deleteMessage(group.chat.id, group.messageWith("Wish ·").message_id);
  const before = belowCard(group).length;
  await olga.inGroup(group).say(`/card ${cardId}`);
  await allSettled(group, olga, lena);
  expect(cardIn(group)).toContain("the person was forgotten");
  expect(belowCard(group)).toHaveLength(before);
});

test("without a group everything is carried into the private chats of staff, and back from there", async () => {
  const [lena, olga, otto] = [await aLearner(), await anApprover("Olga"), await anApprover("Otto")];
  const { join } = aDeskOfWishes({ hasGroup: false, takesReplies: true });
  await join(lena, olga, otto);
  const allQuiet = async () => {
    for (const person of [lena, olga, otto, lena, olga, otto]) await quiet(person.user.id);
  };
  await lena.say("/wish peace");
  await allQuiet();
  await lena.sendFile(photo("A dove"));
  await allQuiet();
  expect([olga.screen().at(-1)?.caption, otto.screen().at(-1)?.caption]).toEqual(["A dove", "A dove"]);
  await lena.edit(newestOwn(lena), { caption: "Two doves" });
  await allQuiet();
  expect([olga.screen().at(-1)?.caption, otto.screen().at(-1)?.caption]).toEqual(["Two doves", "Two doves"]);
  await telegram.sendFile(olga.user.id, photo("A hawk"), { replyTo: olga.screen().at(-1)?.message_id ?? 0 });
  await allQuiet();
  expect(olga.last()).toBe("On its way to Lena; the card tells whether it arrived.");
  expect(lena.screen().at(-1)?.caption).toBe("A hawk");
});
