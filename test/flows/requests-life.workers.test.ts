import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createKinds } from "#platform/kinds.ts";
import { expireRequests } from "#features/requests/expiry.ts";
import { requests } from "#features/requests/feature.ts";
import { doButton } from "#platform/desk/buttons.ts";
import { requestCard } from "#features/requests/card.ts";
import { access } from "#features/requests/access.ts";
import { openCard } from "#platform/desk/open.ts";
import { getDeps } from "#platform/deps.ts";
import { telegram } from "#support/outside.ts";
import { newestOwn, textOf, type Person } from "#support/person.ts";
import { aClient, numberIn } from "#support/requests.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

// Each test has its own staff.
beforeEach(() => env.DB.prepare("delete from staff").run());
afterEach(() => void vi.useRealTimers());

function pass(ms: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
}

/** A tick of the clock that looks for silent requests. */
async function tick(): Promise<void> {
  await expireRequests(new Date(), getDeps(env), createKinds([requests]));
}

async function stepsOf(number: number): Promise<string[]> {
  const rows = await env.DB.prepare("select action from card_steps where card_id = ? order by rev").bind(number).all<{ action: string }>();
  return rows.results.map(({ action }) => action);
}

const told = ({ screen }: Person, text: string) => screen().filter((message) => textOf(message).includes(text)).length;

test("staff ask back by command, the next text is the answer, and it lands on the same card, which waits for staff again", async () => {
  const { lena, olga, group, ask, rest, card } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  await olga.say(`/ask_back ${number} Who sent you?`);
  await rest(lena, olga);
  expect(lena.last()).toContain(`A question about your request #${number}:`);
  expect(lena.last()).toContain("Who sent you?");
  expect(card()).toContain("❔ #");
  expect(card()).toContain("waiting for the person");
  expect(await env.DB.prepare("select remind_at from cards where card_id = ?").bind(number).first("remind_at")).toBeNull();
  await ask("My aunt Ida.");
  expect(lena.last()).toContain("it has been passed on to staff");
  expect(card()).toContain("🟡 #");
  expect(card()).toContain("💬 Answered by Lena");
  expect(card()).toContain("My aunt Ida.");
  expect(textOf(group.screen().at(-1))).toContain("My aunt Ida.");
  expect(group.screen().filter((message) => textOf(message).includes("👤"))).toHaveLength(1);
  expect(await env.DB.prepare("select remind_at from cards where card_id = ?").bind(number).first("remind_at")).not.toBeNull();
});

test("the answer may be given by the button, or as a reply to the question in the middle of something else", async () => {
  const { lena, olga, group, ask, rest, card } = await aClient();
  await ask("/request hello");
  await olga.inGroup(group).tap("❔ Ask back");
  await rest(olga);
  const forced = telegram.groups().flatMap(({ chat }) => telegram.forcedReplies(chat.id));
  expect(forced.map(({ personId }) => personId)).toEqual([olga.user.id]);
  await olga.inGroup(group).say("Who sent you?", { replyTo: "The person will read the question" });
  await rest(lena, olga);
  const question = lena.screen().at(-1);
  await lena.tap("✍️ Answer");
  expect(lena.last()).toContain("Who sent you?");
  await ask("My aunt Ida.");
  expect(card()).toContain("My aunt Ida.");
  await olga.say(`/ask_back ${numberIn(card())} Which Ida?`);
  await rest(lena, olga);
  await telegram.say(lena.user.id, "Ida Roth.", { replyTo: lena.screen().at(-1)?.message_id ?? 0 });
  await rest(lena, olga);
  expect(card()).toContain("Ida Roth.");
  await telegram.say(lena.user.id, "nobody has asked this", { replyTo: question?.message_id ?? 0 });
  await rest(lena, olga);
  expect(card()).not.toContain("nobody has asked this");
});

test("staff who edit their question ask it anew until it is answered, and the reason of a decision stays as it was told", async () => {
  const { lena, olga, group, ask, rest, card } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  const inGroup = olga.inGroup(group);
  await inGroup.tap("❔ Ask back");
  await rest(olga);
  await inGroup.say("Who sent yuo?", { replyTo: "The person will read the question" });
  await rest(lena, olga);
  const question = group.messageWith("Who sent yuo?");
  await inGroup.edit(question, { text: "Who sent you?" });
  await rest(lena, olga);
  expect(lena.last()).toContain("Who sent you?");
  expect(card()).toContain("Who sent you?");
  await inGroup.edit(question, { text: "Who sent you?" });
  await rest(lena, olga);
  expect(told(lena, "Who sent you?")).toBe(1);
  await ask("My sister.");
  await inGroup.edit(question, { text: "Who else?" });
  await rest(lena, olga);
  expect(textOf(group.screen().at(-1))).toContain(`#${number} has moved on since`);
  await olga.say(`/reject ${number} No rom.`);
  await rest(lena, olga);
  await olga.edit(newestOwn(olga), { text: `/reject ${number} No room.` });
  await rest(lena, olga);
  expect(olga.last()).toContain(`#${number} is settled already`);
  expect(lena.last()).toContain("No rom.");
});

test("only whoever was asked answers, withdraws or renews: a forged button of another does nothing", async () => {
  const { lena, olga, ask, rest, card } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  const other = await aClient();
  for (const action of ["withdraw", "renew", "speak"]) await telegram.forge(other.lena.user.id, `request:${action}:${number}`);
  await telegram.forge(other.lena.user.id, doButton.data({ cardId: number, action: "withdraw" }));
  await other.rest(other.lena);
  await rest(lena, olga);
  expect(await stepsOf(number)).toEqual(["open"]);
  expect(card()).toContain("waiting");
});

test("pain 2: an answer that comes when the request was settled is not lost silently, and what follows is no answer any more", async () => {
  const { lena, olga, ask, rest, card } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  await olga.say(`/ask_back ${number} Who sent you?`);
  await rest(lena, olga);
  await lena.tap("✍️ Answer");
  await env.DB.prepare("update cards set status = 'rejected', is_open = 0, open_key = null where card_id = ?").bind(number).run();
  await ask("My aunt Ida.");
  expect(lena.last()).toContain("nothing was added to it");
  expect(lena.last()).toContain("has been rejected");
  expect(card()).not.toContain("My aunt Ida.");
  await ask("hm");
  expect(lena.last()).not.toContain("nothing was added");
});

test("rejected, one may ask again after a day, and is told when until then", async () => {
  const { lena, olga, ask, rest } = await aClient();
  await ask("/request hello");
  await olga.say(`/reject ${numberIn(lena.last())} Not yet.`);
  await rest(lena, olga);
  expect(lena.last()).toContain("you can ask again in 24 hours");
  await ask("/request please");
  expect(lena.last()).toContain("You can ask again in 24 hours.");
  pass(22.5 * HOUR);
  await ask("/request");
  expect(lena.last()).toContain("You can ask again in 2 hours.");
  pass(1.6 * HOUR);
  await ask("/request now?");
  expect(lena.last()).toContain("has been received");
});

test("a rejection that was corrected is none: the person has access, and the correction is told by itself", async () => {
  const { lena, olga, group, ask, rest, card } = await aClient();
  await ask("/request hello");
  await olga.say(`/reject ${numberIn(lena.last())} A mistake.`);
  await rest(lena, olga);
  await olga.inGroup(group).tap("↩️ Change the decision");
  await rest(olga);
  await olga.inGroup(group).tap("✅ Approve");
  await rest(lena, olga);
  expect(lena.last()).toContain("has been approved");
  expect(card()).toContain("❌ Rejected by Olga");
  expect(card()).toContain("✅ Approved by Olga");
  await ask("/request");
  expect(lena.last()).toContain("You have access.");
});

test("an approval that is taken back takes the access with it", async () => {
  const { lena, olga, group, ask, rest } = await aClient();
  await ask("/request hello");
  await olga.inGroup(group).tap("✅ Approve");
  await rest(lena, olga);
  await olga.inGroup(group).tap("↩️ Change the decision");
  await rest(olga);
  await olga.inGroup(group).tap("❌ Reject");
  await rest(olga);
  await olga.inGroup(group).say("It was somebody else.", { replyTo: "The person will read the reason" });
  await rest(lena, olga);
  expect(lena.last()).toContain("It was somebody else.");
  expect(await env.DB.prepare("select is_active from members where person_id = ?").bind(lena.user.id).first("is_active")).toBe(0);
});

test("after 27 days of silence the person is reminded once, after 30 the request expires once, and another may come", async () => {
  const { lena, olga, ask, rest, card } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  pass(26 * DAY);
  await tick();
  expect(await stepsOf(number)).toEqual(["open"]);
  pass(1.1 * DAY);
  await Promise.all([tick(), tick()]);
  await tick();
  await rest(lena, olga);
  expect(told(lena, "It expires in 3 days")).toBe(1);
  pass(3 * DAY);
  await Promise.all([tick(), tick()]);
  await tick();
  await rest(lena, olga);
  expect(await stepsOf(number)).toEqual(["open", "remind", "expire"]);
  expect(told(lena, "has expired")).toBe(1);
  expect(card()).toContain("⌛ Closed after a month of silence");
  await lena.tap("🔁 Ask again");
  await ask("hello anew");
  expect(lena.last()).toContain("has been received");
});

test("a request that is still needed stays open for another month, and so does one that was just spoken of", async () => {
  const { lena, olga, ask, rest } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  pass(28 * DAY);
  await tick();
  await rest(lena, olga);
  await lena.tap("🔄 I still need it");
  expect(lena.last()).toContain("stays open");
  pass(20 * DAY);
  await tick();
  await olga.say(`/ask_back ${number} Still there?`);
  await rest(lena, olga);
  pass(26 * DAY);
  await tick();
  expect(await stepsOf(number)).toEqual(["open", "remind", "renew", "ask"]);
  pass(5 * DAY);
  await tick();
  await rest(lena, olga);
  expect((await stepsOf(number)).at(-1)).toBe("expire");
});

test("of two requests of one person at once the database lets one in", async () => {
  const deps = getDeps(env);
  const card = (n: number) => ({
    kind: requestCard({ ...access, chat: () => -1_009 }),
    key: `two-at-once:${n}`,
    at: new Date(),
    hops: 0,
    actor: { type: "person" as const, personId: 4_242, name: "Lena" },
    subject: "person:4242",
    personId: 4_242,
    personName: "Lena",
    status: "pending",
    openKey: "request:access:4242",
    text: `number ${n}`,
  });
  const opened = await Promise.all([openCard(deps, card(1)), openCard(deps, card(2))]);
  expect(opened.map(({ type }) => type).toSorted()).toEqual(["existing", "opened"]);
  const [one, other] = opened;
  expect(one?.file.card.cardId).toBe(other?.file.card.cardId);
  expect(await env.DB.prepare("select count(*) as n from cards where person_id = 4242").first("n")).toBe(1);
  const twin =
    "insert into cards select null, 'forced', kind, subject, person_id, person_name, status, is_open, open_key, rev, moved_rev, chat_id, topic_key, topic_name, holder_id, holder_name, claim_until, opened_at, changed_at, remind_at from cards where person_id = 4242";
  await expect(env.DB.prepare(twin).run()).rejects.toThrow("UNIQUE");
});

test("what has to be done beyond the database is done after the approval, and its failure stands on the card until it is tried again", async () => {
  const outcomes = [
    { ok: false, text: "the gate does not answer" },
    { ok: true, text: "gate 7" },
  ];
  const keys: string[] = [];
  const carryOut = async ({ key }: { key: string }) => {
    keys.push(key);
    return outcomes[keys.length - 1] ?? { ok: true, text: "again" };
  };
  const { lena, olga, group, ask, rest, card } = await aClient({ kind: { carryOut } });
  await ask("/request hello");
  await olga.inGroup(group).tap("✅ Approve");
  await rest(lena, olga);
  expect(lena.last()).toContain("has been approved");
  expect(card()).toContain("⚠️ Could not be carried out");
  expect(card()).toContain("the gate does not answer");
  await olga.inGroup(group).tap("🔁 Try again");
  await rest(lena, olga);
  expect(card()).toMatch(/⚙️ Carried out, .*: gate 7/);
  expect(keys).toHaveLength(2);
  expect(told(lena, "has been approved")).toBe(1);
  expect(
    group
      .screen()[0]
      ?.reply_markup?.inline_keyboard.flat()
      .map(({ text }) => text),
  ).not.toContain("🔁 Try again");
});

test("what breaks while an approval is carried out stands on the card as well, and of two who try again one does", async () => {
  let tries = 0;
  const carryOut = async () => {
    tries += 1;
    if (tries === 1) throw new Error("the gate fell over");
    return { ok: true, text: "gate 7" };
  };
  const { lena, olga, group, ask, rest, card } = await aClient({ kind: { carryOut } });
  await ask("/request hello");
  await olga.inGroup(group).tap("✅ Approve");
  await rest(lena, olga);
  expect(card()).toMatch(/⚠️ Could not be carried out, .*: it broke off/);
  expect(card()).not.toContain("the gate fell over");
  const again = doButton.data({ cardId: numberIn(card()), action: "carry-out" });
  await Promise.all([1, 2].map(() => telegram.forge(olga.user.id, again, group.screen()[0]?.message_id, group.chat.id)));
  await rest(lena, olga);
  expect(card()).toMatch(/⚙️ Carried out, .*: gate 7/);
  expect(tries).toBe(2);
  expect((await stepsOf(numberIn(card()))).filter((action) => action === "carry-out")).toHaveLength(1);
});

test("where several things can be asked for, the person chooses, with what they have written kept", async () => {
  const domain = { ...access, name: "domain", label: "access-title", held: () => sql<null>`null` };
  const { lena, olga, ask, rest, card } = await aClient({ kinds: [domain] });
  await ask("/request stoa.example, please");
  expect(lena.last()).toBe("What would you like to ask for?");
  expect(lena.buttons()).toEqual(["🔑 Request access", "Access"]);
  await lena.tap("Access");
  await rest(lena, olga);
  expect(lena.last()).toContain("has been received");
  expect(card()).toContain("stoa.example, please");
  await ask("/request");
  await lena.tap("🔑 Request access");
  await ask("and to be let in");
  expect(lena.last()).toContain("has been received");
  const rows = await env.DB.prepare("select kind from cards where person_id = ? order by card_id")
    .bind(lena.user.id)
    .all<{ kind: string }>();
  expect(rows.results.map(({ kind }) => kind)).toEqual(["domain", "access"]);
});
