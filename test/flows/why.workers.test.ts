import { env, exports } from "cloudflare:workers";
import { listDurableObjectIds, runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { chooseFeatures } from "#features/index.ts";
import { getDeps } from "#platform/deps.ts";
import { createBot } from "#src/bot.ts";
import { model, telegram } from "#support/outside.ts";
import { aLearner, anOwner, buttonsOf, quiet, textOf, type Person } from "#support/person.ts";
import { aVictim } from "#support/victim.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  telegram.heal();
  model.heal();
});

const olga = await anOwner();
type StoredRow = { key: string; status: string; outcome: string; body: string };
const stubOf = (personId: number) => env.SESSIONS.getByName(`person:${personId}`);
const rowsOf = (personId: number) =>
  runInDurableObject(stubOf(personId), (_, state) => state.storage.sql.exec<StoredRow>("SELECT * FROM inbox ORDER BY seq").toArray());
const levelOf = (person: Person) => env.DB.prepare("select level from people where person_id = ?").bind(person.user.id).first("level");
const auditsOf = async (person: Person) =>
  (await env.DB.prepare("select actor, action, origin from audit_log where subject = ?").bind(`person:${person.user.id}`).all()).results;

/** Olga asks, without the flood limit of ten seconds ever meaning her. */
async function ask(question: string): Promise<string> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11_000 });
  await olga.say(question);
  vi.useRealTimers();
  return olga.last();
}

type Exported = { why: { handled: unknown[]; unhandled: Array<{ body: string }>; events: unknown[] } };

async function download(fileId = ""): Promise<Exported> {
  const root = "https://api.telegram.org";
  const answer = await telegram.fetch(new Request(`${root}/bot${env.BOT_TOKEN}/getFile?file_id=${fileId}`));
  const { result } = await answer.json<{ result: { file_path: string } }>();
  return (await telegram.fetch(new Request(`${root}/file/bot${env.BOT_TOKEN}/${result.file_path}`))).json();
}

test("staff read what happened to a person: updates, model calls with their cost, deliveries; and nothing that was written", async () => {
  const lena = await aLearner({ user: { username: "Lena_talks" } });
  await lena.say("/learn");
  await lena.tap("💬 Free conversation");
  model.script(["Bello ist ein schöner Name!"]);
  await lena.say("Mein Hund heißt Bello.");
  const told = await ask("/why @lena_TALKS");
  expect(told).toContain("Why: @Lena_talks");
  expect(told).toContain("One call of a model");
  expect(told).toMatch(
    /chat: compatible:stoa-fake-1 answered in [\d,]+ ms, \d+ tokens in, \d+ out, 0\.\d+ US dollars\. Prompt: tutor \d+\./,
  );
  expect(told).toContain("job.tutor.reply.done");
  expect(told).toContain("sendMessage delivered.");
  expect(told.indexOf("command.learn")).toBeLessThan(told.indexOf("job.tutor.reply.done"));
  expect(told).not.toContain("Bello");
});

test("a person is found by id, by a reply to what they wrote, and under the name they have now", async () => {
  const lena = await aLearner({ user: { username: "first_name_of_lena" } });
  const id = lena.user.id;
  expect(await ask(`/why ${id}`)).toContain(`Id ${id}, registered`);
  lena.user.username = "second_name_of_lena";
  await lena.say("/ping");
  expect(await ask("/why @second_name_of_lena")).toContain(`Id ${id}`);
  expect(await ask("/why @first_name_of_lena")).toContain("Nobody who registered has this name");

  const forwarded = (origin: object) =>
    olga.post({ text: "/why", reply_to_message: { forward_origin: origin, from: olga.user, chat: olga.screen()[0]?.chat } as never });
  await forwarded({ type: "user", date: 1, sender_user: lena.user });
  expect(olga.last()).toContain(`Id ${id}`);
  await forwarded({ type: "hidden_user", date: 1, sender_user_name: "Somebody" });
  expect(olga.last()).toContain("hides their account");
});

test("what cannot be answered is said in a sentence each", async () => {
  expect(await ask("/why")).toContain("Ask like this");
  expect(await ask("/why Lena, please")).toContain("Ask like this");
  expect(await ask("/why @nobody_here")).toContain("Nobody who registered has this name");
  expect(await ask("/why 424242424")).toContain("neither a person nor an update");
  expect(await ask("/why update 424242424")).toMatch(/I asked \d+ places/);
  for (const id of [71, 72]) {
    await env.DB.prepare("insert into people values (?, 'en', 'A1', 'en', 'UTC', 1, 0, 1, '', 'Moved')").bind(id).run();
  }
  expect(await ask("/why @moved")).toContain("71, 72");
  expect(await ask("/why 71")).toContain("Nothing happened in the last two days");

  const lena = await aLearner();
  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  await lena.tap("🗑 Delete it for good");
  expect(await ask(`/why ${lena.user.id}`)).toContain("had everything forgotten");
});

test("whoever is not staff does not learn that there is such a command", async () => {
  const lena = await aLearner();
  await lena.say(`/why ${olga.user.id}`);
  expect(lena.last()).toContain("I do not know this command");
  await telegram.forge(lena.user.id, `why:page:person.${olga.user.id}:0:0`);
  await quiet(lena.user.id);
  expect(lena.last()).toContain("out of date");
});

test("each role is shown its part: a teacher that a model answered, a verifier nothing of models, neither a cost nor a replay", async () => {
  const lena = await aVictim();
  await lena.say("/learn");
  await lena.tap("💬 Free conversation");
  await lena.say("Mein Hund heißt Bello.");
  const [tina, vera] = [await aLearner(), await aLearner()];
  await ask(`/staff add teacher ${tina.user.id}`);
  await ask(`/staff add verifier ${vera.user.id}`);
  for (const each of [tina, vera]) await each.say(`/why ${lena.user.id}`);
  expect(tina.last()).toMatch(/chat: a model answered in [\d,]+ ms/);
  expect(vera.last()).not.toContain("a model");
  for (const each of [tina, vera]) {
    expect(each.last()).toContain("a mistake of ours.");
    expect(each.last()).toContain("sendMessage delivered.");
    for (const hidden of ["US dollars", "TypeError", "command.learn", "Bello"]) expect(each.last()).not.toContain(hidden);
    expect(each.buttons().filter((label) => label.includes("Replay"))).toEqual([]);
  }
  await ask(`/why ${lena.user.id}`);
  const button = olga.screen().at(-1)?.reply_markup?.inline_keyboard[0]?.[0];
  if (button === undefined || !("callback_data" in button)) throw new Error("the owner is offered no replay");
  await telegram.forge(tina.user.id, button.callback_data);
  await quiet(tina.user.id);
  expect(tina.last()).toContain("out of date");
  expect(await levelOf(lena)).toBe("A2");
}, 30_000);

test("of somebody of the staff only admins are told, and whoever it is themselves", async () => {
  const [tina, vera] = [await aLearner(), await aLearner()];
  await ask(`/staff add teacher ${tina.user.id}`);
  await ask(`/staff add verifier ${vera.user.id}`);
  await tina.say(`/why ${vera.user.id}`);
  expect(tina.last()).toContain("Only admins ask about somebody of the staff");
  await tina.say(`/why ${tina.user.id}`);
  expect(tina.last()).toContain(`Id ${tina.user.id}`);
  expect(await ask(`/why ${vera.user.id}`)).toContain(`Id ${vera.user.id}`);
});

test("of one update the timeline shows what came of it and nothing else", async () => {
  const lena = await aLearner();
  await lena.say("/learn");
  await lena.tap("💬 Free conversation");
  await lena.say("Ich lerne gern Deutsch.");
  const key = (await rowsOf(lena.user.id)).findLast((row) => row.outcome === "fallback.text")?.key;
  const told = await ask(`/why update ${key?.slice(2)}`);
  expect(told).toContain("fallback.text");
  expect(told).toContain("job.tutor.reply.done");
  expect(told).not.toContain("command.learn");
  expect(await ask(`/why ${lena.user.id} 5`)).toContain("Nothing is known of this update");
});

test("looking changes nobody, and wakes nobody who was never here", async () => {
  const lena = await aLearner();
  const before = JSON.stringify(await rowsOf(lena.user.id));
  const objects = (await listDurableObjectIds(env.SESSIONS)).length;
  await ask(`/why ${lena.user.id}`);
  await ask("/why 31337");
  expect(JSON.stringify(await rowsOf(lena.user.id))).toBe(before);
  expect(await listDurableObjectIds(env.SESSIONS)).toHaveLength(objects);
  await stubOf(31337).recall();
  const tables = await runInDurableObject(stubOf(31337), (_, state) => state.storage.sql.exec("SELECT name FROM sqlite_master").toArray());
  expect(tables).toEqual([]);
});

test("what others decided of somebody, and what has not reached them yet, stand in their timeline", async () => {
  const lena = await aLearner();
  const to = `person:${lena.user.id}`;
  await env.DB.batch([
    env.DB.prepare("insert into events values ('ev-waits', ?, 'tips.due', 1, '{}', 'test', 0, ?, null)").bind(to, Date.now()),
    env.DB.prepare("insert into events values ('ev-came', ?, 'card.notice', 1, '{}', 'test', 0, ?, 1)").bind(to, Date.now()),
  ]);
  await olga.say(`/staff add ${lena.user.id} teacher`);
  const told = await ask(`/why ${lena.user.id}`);
  expect(told).toMatch(/Not delivered yet:.{0,60}tips\.due/);
  expect(told).not.toContain("card.notice");
  expect(told).toContain("staff.add");
  await olga.say(`/staff remove ${lena.user.id} teacher`);
});

test("a long timeline is paged from its newest end", async () => {
  const lena = await aLearner();
  for (let n = 0; n < 9; n++) await lena.say("/ping");
  expect(await ask(`/why ${lena.user.id}`)).toContain("Page 2 of 2");
  expect(olga.buttons()).toEqual(["‹ Older", "⟳ Newest"]);
  await olga.tap("‹ Older");
  expect(olga.last()).toContain("command.start");
  await olga.tap("Newer ›");
  expect(olga.last()).not.toContain("command.start");
});

test("what died by a mistake of ours is told in words, and replayed once however often it is pressed", async () => {
  const lena = await aVictim();
  expect(await levelOf(lena)).toBe("A2");
  const told = await ask(`/why ${lena.user.id}`);
  expect(told).toContain("Try 3 failed: a mistake of ours (TypeError).");
  expect(told).toContain("could not be handled");
  const button = olga.buttons().find((label) => label.startsWith("↻ Replay")) ?? "no such button";
  const screen = olga.screen().at(-1)?.message_id;
  await Promise.all([telegram.tap(olga.user.id, button, screen), telegram.tap(olga.user.id, button, screen)]);
  await quiet(olga.user.id);
  await quiet(lena.user.id);
  expect(await levelOf(lena)).toBe("B1");
  expect(lena.screen().map(textOf).join()).toContain("B1");
  expect(olga.last()).toContain("replayed already");
  const replays = (await rowsOf(lena.user.id)).filter((row) => row.key.startsWith("r:"));
  expect(replays.map(({ status, body }) => ({ status, body }))).toEqual([{ status: "done", body: "" }]);
  expect(await auditsOf(lena)).toEqual([{ actor: `person:${olga.user.id}`, action: "dead-letter.replay", origin: "chat" }]);
  expect(await ask(`/why ${lena.user.id}`)).toContain("Handed in again.");
  expect(olga.buttons()).toEqual(["⟳ Newest"]);
}, 30_000);

test("an update that never reached its object is replayed under its own key, and one that did is not done twice", async () => {
  const lena = await aLearner();
  const update = telegram.makeUpdate({
    message: { message_id: 77, date: 1, chat: { id: lena.user.id, type: "private", first_name: "Lena" }, from: lena.user, text: "/ping" },
  });
  const key = `t:${update.update_id}`;
  const body = { type: "delivery", to: `person:${lena.user.id}`, delivery: { key, kind: "command", body: JSON.stringify(update) } };
  const bury = (id: string) => env.DB.prepare("insert into dead_letters values (?, ?, ?)").bind(id, JSON.stringify(body), Date.now()).run();
  await bury("letter-1");
  expect(await ask(`/why update ${update.update_id}`)).toContain("Dead letter, command");
  const stale = olga.screen().at(-1)?.message_id;
  const button = olga.buttons()[0] ?? "";
  await olga.tap(button);
  await quiet(lena.user.id);
  expect(olga.last()).toContain("Handed in again");
  await olga.tap("⟳ Newest");
  expect(olga.buttons()).toEqual(["⟳ Newest"]);
  const again = `why:replay:person.${lena.user.id}:0:zzz`;
  await telegram.forge(olga.user.id, again, stale);
  await quiet(olga.user.id);
  expect(olga.last()).toContain("replayed already");

  await bury("letter-2");
  await ask(`/why ${lena.user.id}`);
  await olga.tap(olga.buttons()[0] ?? "");
  await quiet(lena.user.id);
  expect(lena.screen().filter((message) => message.text === "pong")).toHaveLength(1);
  expect(await env.DB.prepare("select count(*) as letters from dead_letters").first("letters")).toBe(0);
});

test("mydata hands out what is kept for staff and what died, and forget leaves nothing of it", async () => {
  const lena = await aVictim();
  const to = `person:${lena.user.id}`;
  await env.DB.prepare("insert into events values ('ev-1', ?, 'person.cancelled', 1, '{\"text\":\"a tip for her\"}', 'test', 0, ?, 1)")
    .bind(to, Date.now())
    .run();
  await lena.say("/mydata");
  const { why } = await download(lena.screen().at(-1)?.document?.file_id);
  expect(why.unhandled[0]?.body).toContain("profile:level:B1");
  expect(why.events).toHaveLength(1);
  expect(JSON.stringify(why.handled)).toContain("command.settings");

  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  await lena.tap("🗑 Delete it for good");
  const held = JSON.stringify((await rowsOf(lena.user.id)).slice(0, -1));
  expect(held).not.toContain("profile:level");
  expect(held).not.toContain("command.settings");
  expect(held).not.toContain("sendMessage");
  expect(await env.DB.prepare('select count(*) as events from events where "to" = ?').bind(to).first("events")).toBe(0);
}, 30_000);

/** A group in which Olga and Pia write, its bot told that it is the one for staff, or not. */
async function aGroup(isOfStaff: boolean) {
  const pia = await aLearner();
  const group = telegram.addGroup({ title: "Staff", members: [olga, pia].map(({ user }) => ({ personId: user.id })) });
  const own = getDeps(env);
  const deps = { ...own, config: { ...own.config, chats: { ...own.config.chats, alerts: isOfStaff ? group.id : -100500 } } };
  for (const { user } of [olga, pia]) {
    await runInDurableObject(stubOf(user.id), (instance) => {
      Object.assign(instance, { parts: undefined, createBot: () => createBot(chooseFeatures(deps.config).enabled, deps) });
    });
  }
  const after = async (person: Person, done: Promise<unknown>) => {
    await done;
    await quiet(person.user.id);
    await quiet(`chat:${group.id}`);
    return textOf(telegram.screen(group.id).at(-1));
  };
  return {
    pia,
    say: (person: Person, text: string) => after(person, telegram.say(person.user.id, text, { chatId: group.id })),
    tap: (person: Person, button: string) =>
      after(person, telegram.tap(person.user.id, button, telegram.screen(group.id).at(-1)?.message_id, group.id)),
    size: () => telegram.screen(group.id).length,
  };
}

test("in the group of staff it is answered in the group, paged in place, and refused to whoever has no rights", async () => {
  const lena = await aLearner();
  for (let n = 0; n < 9; n++) await lena.say("/ping");
  const group = await aGroup(true);
  expect(await group.say(olga, `/why@stoa_bot ${lena.user.id}`)).toContain(`Id ${lena.user.id}`);
  const size = group.size();
  expect(await group.tap(olga, "‹ Older")).toContain("command.start");
  expect(group.size()).toBe(size);
  telegram.fail({ kind: "refusal", method: "sendRichMessage", description: "Bad Request: can't parse rich message", times: 1 });
  expect(await group.say(olga, `/why ${lena.user.id}`)).toContain(`Id ${lena.user.id}`);
  expect(await group.say(group.pia, `/why ${lena.user.id}`)).not.toContain(`Id ${lena.user.id}`);
});

test("in a group of others nothing is told of anybody", async () => {
  const lena = await aLearner();
  const group = await aGroup(false);
  expect(await group.say(olga, `/why ${lena.user.id}`)).toContain("in private and in the group of staff only");
});

// The last, since its clock goes ahead of all others.
test("staff read which messages to many have reached a person and which have not, in the chat and by the route", async () => {
  let now = Date.parse("2030-03-01T10:00:00Z");
  const later = () => vi.useFakeTimers({ toFake: ["Date"], now: (now += 60_000) });
  later();
  const lena = await aLearner();
  await olga.say("/add_tip Name five things on your desk in German.");
  const tip = /#(\d+)/.exec(olga.last())?.[1];
  const ended = env.DB.prepare("select count(*) as n from deliveries where person_id = ? and status not in ('pending', 'sending')");
  const sendTheTime = async (times: number) => {
    later();
    await olga.say(`/send_tip ${tip}`);
    await olga.tap(buttonsOf(olga.screen().at(-1))[0] ?? "");
    await vi.waitFor(async () => expect(await ended.bind(lena.user.id).first("n")).toBe(times), { timeout: 10_000 });
    await olga.say(`/why ${lena.user.id}`);
    return olga.last();
  };
  expect(await sendTheTime(1)).toMatch(/To many:.{1,60}tips.{1,60}delivered\./);
  telegram.fail({ kind: "refusal", errorCode: 403, description: "Forbidden: user is deactivated", times: 1, chatId: lena.user.id });
  expect(await sendTheTime(2)).toMatch(/To many:.{1,60}tips.{1,60}delivered\..*To many:.{1,60}tips.{1,60}has blocked the bot/);
  const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
  const answer = await exports.default.fetch(new Request(`https://stoa.test/admin/why?person=${lena.user.id}`, { headers }));
  const { timeline } = await answer.json<{ timeline: Array<{ type: string; status?: string }> }>();
  expect(timeline.flatMap(({ type, status }) => (type === "delivery" ? [status] : []))).toEqual(["sent", "unreachable"]);
});
