import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { telegram } from "#support/outside.ts";
import { aStranger, textOf } from "#support/person.ts";
import { aClient, anApprover, anOffice, numberIn, recordOf } from "#support/requests.ts";

// Each test has its own staff.
beforeEach(() => env.DB.prepare("delete from staff").run());

test("a stranger asks in one message: they read the number at once, and staff a card with all of it", async () => {
  const { lena, ask, card } = await aClient({ user: { first_name: "Lena", last_name: "Roth" } });
  await ask("/request I teach here.\nMay I come in?");
  const number = numberIn(lena.last());
  expect(lena.last()).toContain(`Thank you. Your request #${number} has been received.`);
  expect(card()).toContain(`🟡 #${number} Access · waiting`);
  expect(card()).toContain(`👤 Lena Roth (${lena.user.id})`);
  expect(card()).toMatch(/🕒 \d{4}-\d\d-\d\d \d\d:\d\d/);
  expect(card()).toContain("I teach here.\nMay I come in?");
});

test("5.1, the card calls somebody by @name, else by name, else by id, and links to their profile", async () => {
  const { lena, group, ask, card } = await aClient({ user: { first_name: "Lena", username: "lena_r" } });
  await ask("/request hello");
  expect(card()).toContain("👤 @lena_r (");
  const { text = "", entities = [] } = group.messageWith("👤");
  const links = entities.filter(({ type }) => type === "text_link" || type === "text_mention");
  expect(links).toEqual([expect.objectContaining({ offset: text.indexOf("@lena_r"), length: 7 })]);
  expect(JSON.stringify(links)).toContain(String(lena.user.id));
  const nameless = await aClient({ user: { first_name: "\u200b" } });
  await nameless.ask("/request hello");
  expect(nameless.card()).toContain(String(nameless.lena.user.id));
});

test("5.2, ids have 9 or 10 digits: somebody with a longer one asks and is let in", async () => {
  const { lena, olga, group, ask, rest } = await aClient({ user: { id: 4_503_599_627_370_000 } });
  await ask("/request hello");
  await olga.inGroup(group).tap("✅ Approve");
  await rest(lena, olga);
  expect(lena.last()).toContain("has been approved");
  expect(await recordOf(lena)).toMatchObject({ is_active: 1 });
});

test("without a text it is asked for, and what cannot be one is asked for again", async () => {
  const { lena, ask, card } = await aClient();
  await ask("/request");
  expect(lena.last()).toContain("why do you ask for access?");
  await ask("   ");
  await lena.post({
    sticker: { file_id: "s", file_unique_id: "s", type: "regular", width: 1, height: 1, is_animated: false, is_video: false },
  });
  expect(lena.last()).toContain("why do you ask for access?");
  await ask("I am the new caretaker.");
  expect(lena.last()).toContain("has been received");
  expect(card()).toContain("I am the new caretaker.");
});

test("somebody without a language of ours is answered in English, others in theirs, also by the decision", async () => {
  const { lena, olga, group, ask, rest } = await aClient({ user: { first_name: "Jonas", language_code: "de" } });
  await ask("/request Darf ich herein?");
  expect(lena.last()).toContain("ist angekommen");
  await olga.inGroup(group).tap("✅ Approve");
  await rest(lena, olga);
  expect(lena.last()).toContain("wurde genehmigt");
  const other = await aClient({ user: { first_name: "Aiko", language_code: "ja" } });
  await other.ask("/request hello");
  expect(other.lena.last()).toContain("has been received");
});

test("2.12, /ask in group crashes: in a group a request is not taken, but brought to the private chat", async () => {
  const lena = aStranger();
  const { group } = await anOffice({ members: [lena] });
  await lena.inGroup(group).say("/request let me in");
  expect(textOf(group.screen().at(-1))).toBe("Let us do this in private.");
  expect(await env.DB.prepare("select count(*) as n from cards where person_id = ?").bind(lena.user.id).first("n")).toBe(0);
});

test("approved: the person is welcomed, has a record, and reads so when they ask again", async () => {
  const { lena, olga, group, ask, rest, card } = await aClient();
  await ask("/request hello");
  await olga.inGroup(group).tap("✅ Approve");
  await rest(lena, olga);
  expect(lena.last()).toContain("has been approved");
  expect(lena.last()).toContain("Welcome! You have access now.");
  expect(await recordOf(lena)).toMatchObject({ name: "Lena", is_active: 1 });
  expect(card()).toContain("✅ Approved by Olga");
  expect(card()).toContain("has been told");
  expect(card()).toMatch(/Carried out, [^:]+:\d\d: № \d+ · Lena/);
  await ask("/request once more");
  expect(lena.last()).toContain("You have access.");
  await lena.say("/status");
  expect(lena.last()).toContain("has been approved");
  expect(lena.buttons()).toEqual([]);
});

test("rejected: staff are asked why, and the person reads the reason", async () => {
  const { lena, olga, group, ask, rest, card } = await aClient();
  await ask("/request hello");
  await olga.inGroup(group).tap("❌ Reject");
  await rest(olga);
  expect(textOf(group.screen().at(-1))).toContain("The person will read the reason");
  expect(card()).toContain("waiting");
  await olga.inGroup(group).say("We do not know you.", { replyTo: "The person will read the reason" });
  await rest(lena, olga);
  expect(lena.last()).toContain("could not be approved");
  expect(lena.last()).toContain("The reason: We do not know you.");
  expect(card()).toContain("❌ Rejected by Olga");
  expect(card()).toContain("We do not know you.");
  expect(await recordOf(lena)).toBeNull();
});

test("who asks again while one is open is shown how it stands, and nothing is sent twice", async () => {
  const { lena, group, ask } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  await ask("/request hello again");
  expect(lena.last()).toContain("You have a request already");
  expect(lena.last()).toContain(`Your request #${number} is waiting for an answer.`);
  expect(lena.buttons()).toEqual(["✍️ Add something", "Withdraw it"]);
  await ask("/request");
  expect(lena.last()).toContain("You have a request already");
  expect(group.screen()).toHaveLength(1);
});

test("what is added goes to the same card, whole and below it", async () => {
  const { lena, group, ask, rest, olga, card } = await aClient();
  await ask("/request hello");
  await lena.tap("📋 My request");
  await lena.tap("✍️ Add something");
  expect(lena.last()).toContain("What would you like to add");
  const long = "Something that I forgot. ".repeat(20).trim();
  await ask(long);
  await rest(lena, olga);
  expect(lena.last()).toContain("it has been passed on to staff");
  expect(card()).toContain("💬 Added by Lena");
  const note = group.screen().at(-1);
  expect(textOf(note)).toContain(long);
  expect(note?.reply_to_message?.message_id).toBe(group.screen()[0]?.message_id);
  expect(group.screen()).toHaveLength(2);
});

test("withdrawn: the card tells so, nobody can decide it any more, and another may come at once", async () => {
  const { lena, olga, group, ask, rest, card } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  await lena.say("/status");
  await lena.tap("Withdraw it");
  await rest(lena, olga);
  expect(lena.last()).toContain("is withdrawn");
  expect(card()).toContain("⚪ Withdrawn by Lena");
  await olga.say(`/approve ${number}`);
  expect(olga.last()).toContain(`#${number} is settled already`);
  await lena.tap("🔁 Ask again");
  await ask("hello anew");
  expect(lena.last()).toContain("has been received");
  expect(group.screen()).toHaveLength(2);
});

test("without a group the card comes to everybody who holds the role, and to nobody else", async () => {
  const [lena, olga, otto] = [aStranger(), await anApprover("Olga"), await anApprover("Otto")];
  for (const person of [olga, otto]) await telegram.say(person.user.id, "/ping");
  const { join, rest } = await anOffice({ members: [olga, otto], hasGroup: false });
  await join(lena);
  await lena.say("/request let me in");
  await rest(lena, olga, otto);
  expect(olga.last()).toContain("let me in");
  await otto.tap("✅ Approve");
  await rest(lena, olga, otto);
  expect(lena.last()).toContain("has been approved");
  expect(olga.last()).toContain("Approved by Otto");
  expect(lena.screen().some((message) => textOf(message).includes("👤"))).toBe(false);
});
