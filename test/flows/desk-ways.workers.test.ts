import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { checkFeatures } from "#features/index.ts";
import { access } from "#features/requests/access.ts";
import { desk } from "#features/desk/feature.ts";
import { requests } from "#features/requests/feature.ts";
import { telegram } from "#support/outside.ts";
import { newestOwn, quiet, textOf } from "#support/person.ts";
import { askDesk } from "#support/desk.ts";
import { aClient, numberIn, recordOf } from "#support/requests.ts";
import { allSettled, anApprover, aWish, cardIn, numberOf } from "#support/wishes.ts";

// Each test has its own staff.
beforeEach(() => env.DB.prepare("delete from staff").run());
afterEach(() => void vi.restoreAllMocks());

test("2.12, /answer is not registered: taking a card, handing it over, giving it back, changing the decision and sending again: each also by its command", async () => {
  const { lena, olga, otto, group } = await aWish();
  const number = numberOf(cardIn(group));
  await olga.say(`/claim ${number}`);
  await allSettled(group, olga);
  expect(cardIn(group)).toContain("Olga has it until");
  await otto.say(`/claim ${number}`);
  expect(otto.last()).toContain(`Olga has #${number} until`);
  await olga.inGroup(group).say("/hand_over Otto", { replyTo: "Wish ·" });
  await allSettled(group, olga, otto);
  expect(cardIn(group)).toContain("Otto has it until");
  expect(otto.last()).toContain("Otto has it until");
  await otto.say(`/hand_over ${number}`);
  expect(otto.buttons()).toContain("Olga");
  expect(otto.buttons()).not.toContain("Otto");
  await otto.say(`/release ${number}`);
  await allSettled(group, otto);
  expect(cardIn(group)).not.toContain("has it until");
  await lena.say(`/claim ${number}`);
  expect(lena.last()).toContain("Nobody decides on their own work");
  await otto.say(`/reject ${number}`);
  await otto.tap("Leave it as it is");
  await otto.say("What a day!");
  await allSettled(group, otto, lena);
  expect(cardIn(group)).toContain("waiting");

  await telegram.block(lena.user.id);
  await quiet(lena.user.id);
  await olga.say(`/approve ${number}`);
  await allSettled(group, olga, lena);
  expect(cardIn(group)).toContain("cannot be reached");
  await telegram.unblock(lena.user.id);
  await quiet(lena.user.id);
  await olga.say(`/send_again ${number}`);
  await allSettled(group, olga, lena);
  expect(lena.last()).toBe("Your wish is granted.");
  await otto.say(`/change ${number}`);
  await otto.tap("Reject");
  await otto.say("A mistake.");
  await allSettled(group, otto, lena);
  expect(lena.last()).toBe("Your wish is not granted: A mistake.");
});

test("5.1, an inactive admin: whoever has lost the role since the card came decides by no button, reply or command", async () => {
  const { lena, olga, ask, group, rest, card } = await aClient();
  await ask("/request hello");
  await env.DB.prepare("delete from staff where person_id = ?").bind(olga.user.id).run();
  await olga.inGroup(group).tap("✅ Approve");
  expect(telegram.calls.findLast(({ method }) => method === "answerCallbackQuery")?.payload.text).toBe("This is for the academy's staff.");
  await olga.inGroup(group).say("approve", { replyTo: "👤" });
  expect(textOf(group.screen().at(-1))).toBe("This is for the academy's staff.");
  await olga.say(`/approve ${numberIn(lena.last())}`);
  expect(olga.last()).toBe("This is for the academy's staff.");
  await rest(lena, olga);
  expect(card()).toContain("waiting");
  expect(await recordOf(lena)).toBeNull();
});

test("2.12, /grade reads its own text instead of the replied card: a command as a reply decides that card, whatever it says", async () => {
  const { lena, olga, ask, group, rest, card } = await aClient();
  const other = await aClient({ members: [olga] });
  await other.ask("/request another");
  const numberOfOther = numberIn(other.lena.last());
  await ask("/request hello");
  await olga.inGroup(group).say(`/reject See #${numberOfOther}, approve`, { replyTo: "👤" });
  await rest(lena, olga);
  expect(card()).toContain("❌ Rejected by Olga");
  expect(lena.last()).toContain(`See #${numberOfOther}, approve`);
  expect(other.card()).toContain("waiting");
});

test("the route takes, hands over and gives back a card, and sends again what was lost, each recorded", async () => {
  const otto = await anApprover("Otto");
  const { lena, olga, ask, rest, card } = await aClient({ members: [otto] });
  await ask("/request hello");
  const number = numberIn(lena.last());
  expect((await askDesk(`/${number}/claim`, {})).status).toBe(400);
  expect((await askDesk(`/${number}/claim`, { person: lena.user.id })).status).toBe(400);
  expect(await askDesk(`/${number}/claim`, { person: olga.user.id })).toMatchObject({ status: 200, answer: { holder: { name: "Olga" } } });
  await rest(lena, olga);
  expect(card()).toContain("Olga has it until");
  expect(await askDesk(`/${number}/hand-over`, { person: otto.user.id })).toMatchObject({
    status: 200,
    answer: { holder: { name: "Otto" } },
  });
  expect(await askDesk(`/${number}/release`, {})).toMatchObject({ status: 200, answer: { holder: null } });
  expect((await askDesk("?kind=access")).answer).toMatchObject({
    cards: expect.arrayContaining([expect.objectContaining({ id: number })]),
  });

  expect((await askDesk(`/${number}/send-again`, {})).status).toBe(409);
  await telegram.block(lena.user.id);
  await rest(lena);
  expect((await askDesk(`/${number}/approve`, {})).status).toBe(200);
  await rest(lena, olga);
  expect(card()).toContain("cannot be reached");
  await telegram.unblock(lena.user.id);
  await rest(lena);
  expect((await askDesk(`/${number}/send-again`, {})).status).toBe(200);
  await rest(lena, olga);
  expect(lena.last()).toContain("has been approved");
  expect((await askDesk(`/${number}/anything`, {})).status).toBe(404);
  expect((await askDesk("/999999")).status).toBe(404);
  const audit = await env.DB.prepare("select action from audit_log where subject = ? and origin = 'admin route' order by rowid")
    .bind(`card:${number}`)
    .all<{ action: string }>();
  expect(audit.results.map(({ action }) => action)).toEqual([
    "access.claim",
    "access.hand-over",
    "access.release",
    "access.approve",
    "desk.send-again",
  ]);
});

const overruled = "The administration has acted on";

test("the administration decides a card that somebody has taken, who reads so, and nobody else does", async () => {
  const otto = await anApprover("Otto");
  const { lena, olga, ask, rest, card } = await aClient({ members: [otto] });
  await ask("/request hello");
  const number = numberIn(lena.last());
  await olga.say(`/claim ${number}`);
  await rest(olga);
  await otto.say(`/approve ${number}`);
  expect(otto.last()).toContain(`Olga has #${number} until`);
  expect(await askDesk(`/${number}/claim`, { person: olga.user.id })).toMatchObject({ status: 200 });
  await rest(olga);
  expect(olga.last()).not.toContain(overruled);
  expect(await askDesk(`/${number}/reject`, { text: "No room." })).toMatchObject({
    status: 200,
    answer: { status: "rejected", holder: null },
  });
  await rest(lena, olga, otto);
  expect(card()).toContain("the administration");
  expect(lena.last()).toContain("No room.");
  expect(olga.last()).toContain(`${overruled} #${number}`);
  expect(otto.last()).not.toContain(overruled);
  await olga.say(`/card ${number}`);
  await rest(olga);
  expect(olga.last()).toContain("No room.");
});

test("whoever takes a card between the administration's look and its decision is told too, and whoever only had it is not", async () => {
  const otto = await anApprover("Otto");
  const { lena, olga, ask, rest } = await aClient({ members: [otto] });
  await ask("/request hello");
  const number = numberIn(lena.last());
  await olga.say(`/claim ${number}`);
  await rest(olga);
  const batch = env.DB.batch.bind(env.DB);
  vi.spyOn(env.DB, "batch").mockImplementationOnce(async (statements) => {
    const seen = await batch(statements);
    await env.DB.prepare("update cards set holder_id = ?, holder_name = 'Otto' where card_id = ?").bind(otto.user.id, number).run();
    return seen as never;
  });
  expect(await askDesk(`/${number}/release`, {})).toMatchObject({ status: 200, answer: { holder: null } });
  await rest(lena, olga, otto);
  expect(otto.last()).toContain(`${overruled} #${number}`);
  expect(olga.last()).not.toContain(overruled);
});

test("a question that was answered is not asked anew by an edit, whatever was asked since; the newest one is, each time it is edited", async () => {
  const { lena, olga, ask, rest, card } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  await olga.say(`/ask_back ${number} Who sent you?`);
  const first = newestOwn(olga);
  await rest(lena, olga);
  await ask("My sister.");
  await olga.say(`/ask_back ${number} Since wen?`);
  const second = newestOwn(olga);
  await rest(lena, olga);
  await olga.edit(first, { text: `/ask_back ${number} Who has sent you?` });
  await rest(lena, olga);
  expect(olga.last()).toContain(`#${number} has moved on since`);
  expect(lena.last()).toContain("Since wen?");
  expect(card()).not.toContain("Who has sent you?");
  for (const question of ["Since when?", "Since which day?"]) {
    await olga.edit(second, { text: `/ask_back ${number} ${question}` });
    await rest(lena, olga);
    expect(lena.last()).toContain(question);
  }
  const { results } = await env.DB.prepare("select action from card_steps where card_id = ? order by rev").bind(number).all();
  expect(results.map(({ action }) => action)).toEqual(["open", "ask", "answer", "ask", "ask", "ask"]);
});

test("a question that was asked before a deployment is asked anew by its edit, though nobody noted then which step it was", async () => {
  const { lena, olga, ask, rest } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  await olga.say(`/ask_back ${number} Who sent yuo?`);
  await rest(lena, olga);
  await runInDurableObject(env.SESSIONS.getByName(`person:${olga.user.id}`), (_, { storage: { sql } }) => {
    const changed = sql.exec(
      "update state set json = json_remove(json, '$[0].stepKey') where feature = 'desk' and json ->> '$[0].stepKey' <> ''",
    );
    expect(changed.rowsWritten).toBeGreaterThan(0);
  });
  await olga.edit(newestOwn(olga), { text: `/ask_back ${number} Who sent you?` });
  await rest(lena, olga);
  expect(lena.last()).toContain("Who sent you?");
});

test("no command of a feature is that of a step of cards: it would not load", () => {
  expect(() => checkFeatures([desk, { ...requests, requestKinds: [access] }])).not.toThrow();
  const other = { name: "other", locales: requests.locales, commands: [{ name: "ask_back", handle: () => undefined }] };
  expect(() => checkFeatures([desk, { ...requests, requestKinds: [access] }, other])).toThrow("two features have the command ask_back");
  const questions = { ...other, commands: [{ name: "ask", handle: () => undefined }] };
  expect(() => checkFeatures([desk, requests, questions])).not.toThrow();
});
