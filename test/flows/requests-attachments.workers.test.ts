import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import type { FileInput } from "#fakes/telegram/contract.ts";
import { telegram } from "#support/outside.ts";
import { newestOwn, textOf } from "#support/person.ts";
import { aClient, numberIn } from "#support/requests.ts";
import type { Group } from "#support/group.ts";

// Each test has its own staff.
beforeEach(() => env.DB.prepare("delete from staff").run());

const bytes = (n: number) => new Uint8Array([n]);
const photo = (caption?: string, n = 1): FileInput => ({ kind: "photo", body: bytes(n), ...(caption === undefined ? {} : { caption }) });
const voice: FileInput = { kind: "voice", body: bytes(7), duration: 3 };
/** More than a bot may download. */
const bigDocument: FileInput = { kind: "document", body: bytes(8), name: "contract.pdf", size: 30 * 1024 * 1024 };

const sticker = {
  file_id: "sticker",
  file_unique_id: "sticker",
  type: "regular" as const,
  width: 512,
  height: 512,
  is_animated: false,
  is_video: false,
};

const belowCard = (group: Group) => group.screen().filter((message) => message.from?.is_bot === true && !textOf(message).includes("👤"));

test("what a client sends while their request is open comes below its card: photo, voice, 30 MB and album, and follows their edits", async () => {
  const { lena, olga, group, ask, rest, card } = await aClient();
  await ask("/request hello");
  await lena.sendFile(photo("My passprt"));
  await lena.sendFile(voice);
  await lena.sendFile(bigDocument);
  await lena.sendAlbum([photo("Front and back", 2), photo(undefined, 3)]);
  await rest(lena, olga);
  expect(lena.last()).toContain("it has been passed on to staff");
  const below = belowCard(group);
  expect(below.map(({ caption, voice: heard, document, text }) => caption ?? heard?.duration ?? document?.file_size ?? text)).toEqual([
    "My passprt",
    3,
    30 * 1024 * 1024,
    expect.stringContaining("📎 2 from"),
    "Front and back",
    undefined,
  ]);
  expect(below[0]?.reply_to_message?.message_id).toBe(group.messageWith("👤").message_id);
  expect(card()).toContain("Front and back 📎 2");
  const passport = lena.screen().find(({ caption }) => caption === "My passprt");
  if (passport !== undefined) await lena.edit(passport, { caption: "My passport" });
  await rest(lena, olga);
  expect(belowCard(group)[0]?.caption).toBe("My passport");
});

test("attachments of every kind come below the card, and go back from there", async () => {
  const { lena, olga, group, ask, rest } = await aClient();
  await ask("/request hello");
  const kinds = ["video", "audio", "animation", "video_note"] as const;
  for (const kind of kinds) await lena.sendFile({ kind, body: bytes(4) });
  const location = { latitude: 37.9, longitude: 23.7 };
  await lena.post({ location });
  await lena.post({ contact: { phone_number: "+12025550100", first_name: "Ada" } });
  await lena.post({ sticker });
  await rest(lena, olga);
  const every = [...kinds, "location", "contact", "sticker"];
  const kindOf = (message: object) => every.find((kind) => kind in message);
  expect(belowCard(group).map(kindOf)).toEqual(every);
  const before = lena.screen().length;
  for (const kind of kinds) await olga.inGroup(group).sendFile({ kind, body: bytes(5) }, { replyTo: "👤" });
  await rest(lena, olga);
  expect(
    lena
      .screen()
      .slice(before)
      .flatMap((message) => kindOf(message) ?? []),
  ).toEqual(kinds);
});

test("a file with the first words comes with the card, and one without any is asked for words", async () => {
  const { lena, olga, group, rest, card } = await aClient();
  await lena.say("/request");
  await lena.sendFile(photo());
  expect(lena.last()).toContain("why do you ask for access?");
  await lena.sendAlbum([photo("Let me in, here I am", 2), photo(undefined, 3)]);
  await rest(lena, olga);
  expect(card()).toContain("Let me in, here I am");
  expect(belowCard(group).filter(({ photo: sizes }) => sizes !== undefined)).toHaveLength(2);
});

test("staff's question is answered by a voice message, an album or the button and a photo, and the card waits for staff again", async () => {
  const { lena, olga, group, ask, rest, card } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  const askBack = async (question: string) => {
    await olga.inGroup(group).tap("❔ Ask back");
    await rest(olga);
    await olga.inGroup(group).say(question, { replyTo: "The person will read the question" });
    await rest(lena, olga);
  };
  await askBack("Who are you?");
  await lena.sendFile(voice);
  await rest(lena, olga);
  expect(card()).toMatch(/💬 Answered by .* 📎/);
  expect(card()).toContain("🟡 #");
  await askBack("And your house?");
  await lena.tap("✍️ Answer");
  await lena.sendAlbum([photo("This one", 2), photo(undefined, 3)]);
  await rest(lena, olga);
  expect(card()).toContain("This one 📎 2");
  expect(card()).toContain("🟡 #");
  await lena.say("thanks");
  expect(card()).not.toContain("thanks");
  const actions = await env.DB.prepare("select action from card_steps where card_id = ? order by rev")
    .bind(number)
    .all<{ action: string }>();
  expect(actions.results.map(({ action }) => action)).toEqual(["open", "ask", "answer", "ask", "answer"]);
});

test("a client who edits what they wrote changes it for staff: the request on the card, and what was added below it", async () => {
  const { lena, olga, group, ask, rest, card } = await aClient();
  await ask("/request let me inn");
  const request = newestOwn(lena);
  await lena.edit(request, { text: "/request let me in" });
  await rest(lena, olga);
  expect(card()).toContain("let me in\n");
  expect(card()).toContain("✏️ Changed by Lena,");
  await lena.say("/status");
  await lena.tap("✍️ Add something");
  await ask("I am the caretakr");
  await lena.edit(newestOwn(lena), { text: "I am the caretaker" });
  await rest(lena, olga);
  expect(textOf(belowCard(group).at(-1))).toBe("I am the caretaker");
  await olga.inGroup(group).tap("✅ Approve");
  await rest(lena, olga);
  await lena.edit(request, { text: "/request something else entirely" });
  await rest(lena, olga);
  expect(card()).not.toContain("something else entirely");
});

test("a client who edits the caption with which an album made their request changes it on the card and below it", async () => {
  const { lena, olga, group, rest, card } = await aClient();
  await lena.say("/request");
  await lena.sendAlbum([photo(undefined, 2), photo("Let me inn", 3)]);
  await rest(lena, olga);
  await lena.edit(newestOwn(lena), { caption: "Let me in" });
  await rest(lena, olga);
  expect(card()).toContain("Let me in\n");
  expect(belowCard(group).flatMap(({ caption }) => caption ?? [])).toEqual(["Let me in"]);
});

test("what staff send below a card reaches the client with its edits, and the card tells so; what they write stays between them", async () => {
  const { lena, olga, group, ask, rest, card } = await aClient();
  await ask("/request hello");
  const inGroup = olga.inGroup(group);
  const before = lena.screen().length;
  await inGroup.say("I know her", { replyTo: "👤" });
  expect(textOf(group.screen().at(-1))).toContain("A photo, a voice message or a file goes to the person.");
  expect(lena.screen()).toHaveLength(before);
  await inGroup.sendFile(photo("The hous rules"), { replyTo: "👤" });
  await inGroup.sendFile(voice, { replyTo: "👤" });
  await inGroup.sendAlbum([photo("The garden", 2), photo(undefined, 3)], { replyTo: "👤" });
  await rest(lena, olga);
  const received = lena.screen().slice(before);
  expect(received.map(({ text, caption, voice: heard }) => text ?? caption ?? heard?.duration)).toEqual([
    expect.stringContaining("Staff have sent you something about your request #"),
    "The hous rules",
    expect.stringContaining("Staff have sent you something"),
    3,
    expect.stringContaining("Staff have sent you something"),
    "The garden",
    undefined,
  ]);
  expect(card()).toContain("The garden 📎 2");
  expect(card()).toContain("has been told");
  await inGroup.edit(group.messageWith("The hous rules"), { caption: "The house rules" });
  await rest(lena, olga);
  expect(lena.screen().find(({ caption }) => caption?.startsWith("The hous"))?.caption).toBe("The house rules");
});

test("pain 13: what staff send that does not arrive says so on the card, and is sent again whole", async () => {
  const { lena, olga, group, ask, rest, card } = await aClient();
  await ask("/request hello");
  await telegram.block(lena.user.id);
  await rest(lena);
  await olga.inGroup(group).sendFile(photo("The house rules"), { replyTo: "👤" });
  await rest(lena, olga);
  expect(card()).toContain("cannot be reached");
  await telegram.unblock(lena.user.id);
  await rest(lena);
  await olga.inGroup(group).tap("🔁 Send again");
  await rest(lena, olga);
  expect(lena.screen().at(-1)?.caption).toBe("The house rules");
  expect(card()).toContain("has been told");
});
