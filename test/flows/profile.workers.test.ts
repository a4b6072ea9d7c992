import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { runWith } from "#support/features.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, anOwner, aStranger, quiet } from "#support/person.ts";

test("a stranger who writes anything is asked to register, in the language of their Telegram", async () => {
  const anna = aStranger({ language_code: "de-AT" });
  await anna.say("Hallo?");
  expect(anna.last()).toContain("Willkommen");
  await anna.say("noch etwas");
  expect(anna.buttons()).toEqual(["English", "Deutsch", "Русский"]);
});

test("registration goes on in the language that was just chosen", async () => {
  const ivan = aStranger();
  await ivan.say("/start");
  await ivan.tap("Русский");
  expect(ivan.last()).toContain("Насколько хорошо");
  await ivan.tap("B1");
  await ivan.tap("Deutsch");
  expect(ivan.last()).toContain("Ваш уровень: B1");
  const row = await env.DB.prepare("select * from people where person_id = ?").bind(ivan.user.id).first();
  expect(row).toMatchObject({
    interface_language: "ru",
    level: "B1",
    explanation_language: "de",
    timezone: "Europe/Berlin",
    is_reachable: 1,
    version: 1,
  });
});

test("writing instead of pressing asks the same question again", async () => {
  const lena = aStranger();
  await lena.say("/start");
  await lena.tap("English");
  await lena.say("I think I am B1");
  expect(lena.buttons()).toEqual(["A1", "A2", "B1", "B2", "C1", "C2"]);
  expect(lena.screen().filter((message) => message.from?.is_bot === true)).toHaveLength(2);
});

test("help and ping answer somebody who has not registered, and registration goes on after them", async () => {
  const lena = aStranger();
  await lena.say("/start");
  await lena.say("/help");
  expect(lena.last()).toContain("/menu");
  await lena.say("/ping");
  expect(lena.last()).toBe("pong");
  await lena.say("well then");
  expect(lena.buttons()).toEqual(["English", "Deutsch", "Русский"]);
});

test("whoever comes back is greeted and keeps their level", async () => {
  const lena = await aLearner({ level: "C1" });
  await lena.say("/start");
  expect(lena.last()).toContain("Welcome back");
  expect(lena.last()).toContain("C1");
});

test("a person whose object is lost is found again in the database", async () => {
  const lena = aStranger();
  await env.DB.prepare("insert into people values (?, 'en', 'B2', 'ru', 'Asia/Tokyo', 1, 0, 7, '', null)").bind(lena.user.id).run();
  await lena.say("/start");
  expect(lena.last()).toContain("B2");
});

test("every setting can be changed, and the change is there and in the database", async () => {
  const lena = await aLearner();
  await lena.say("/settings");
  await lena.tap("Level");
  expect(lena.buttons()).toContain("✓ A2");
  await lena.tap("B1");
  await lena.tap("Explanations");
  await lena.tap("Русский");
  await lena.tap("Time zone");
  await lena.tap(lena.buttons().find((label) => label.startsWith("Tokyo")) ?? "Tokyo");
  await lena.tap("Language");
  await lena.tap("Deutsch");
  expect(lena.last()).toContain("Gespeichert");
  expect(lena.last()).toContain("Tokyo");
  const row = await env.DB.prepare("select * from people where person_id = ?").bind(lena.user.id).first();
  expect(row).toMatchObject({ interface_language: "de", level: "B1", explanation_language: "ru", timezone: "Asia/Tokyo", version: 5 });
});

test("the menu screen changes in place when it is pressed and comes anew when it is asked for", async () => {
  const lena = await aLearner();
  await lena.say("/menu");
  const before = lena.screen().length;
  await lena.tap("⚙️ Settings");
  await lena.tap("‹ Main menu");
  await lena.tap("❓ Help");
  expect(lena.screen()).toHaveLength(before);
  await lena.say("/menu");
  expect(lena.screen()).toHaveLength(before + 2);
});

test("help lists the commands that the asker may use", async () => {
  const lena = await aLearner();
  await lena.say("/help");
  expect(lena.last()).toContain("/settings");
  expect(lena.last()).not.toContain("/add_tip");
  const olga = await anOwner();
  await olga.say("/help");
  expect(olga.last()).toContain("/add_tip");
});

test("what nobody understands leads back to the menu", async () => {
  const lena = await aLearner();
  await lena.say("hm");
  expect(lena.last()).toContain("not sure");
  expect(lena.buttons()).toContain("🎓 Learn");
  await lena.say("/nonsense");
  expect(lena.last()).toContain("do not know this command");
  await lena.post({
    sticker: { file_id: "s", file_unique_id: "s", type: "regular", width: 1, height: 1, is_animated: false, is_video: false },
  });
  expect(lena.last()).toContain("cannot do anything with this");
});

test("case 24: a forged, a foreign and an outdated button each get a sentence and the menu, and change nothing", async () => {
  const lena = await aLearner();
  const held = () => env.DB.prepare("select * from people where person_id = ?").bind(lena.user.id).first();
  const before = await held();
  for (const data of [
    "profile:level:Z9",
    "nothing:here",
    "x",
    "flow:choose:register:level:B1",
    "profile:zone:Mars/Olympus",
    ":".repeat(20),
    "💥",
    // Longer than Telegram lets a button be.
    `profile:level:${"B".repeat(200)}`,
    "privacy:forget:9999999999999999",
  ]) {
    await telegram.forge(lena.user.id, data);
    await quiet(lena.user.id);
    expect(lena.last(), data).toContain("out of date");
    expect(lena.buttons()).toContain("🎓 Learn");
  }
  expect(await held()).toEqual(before);
});

test("every press is answered, so that no button keeps spinning", async () => {
  const lena = await aLearner();
  const answered = () => telegram.calls.filter((call) => call.method === "answerCallbackQuery").length;
  const before = answered();
  await lena.tap("⚙️ Settings");
  await telegram.forge(lena.user.id, "gone:gone");
  await quiet(lena.user.id);
  expect(answered() - before).toBe(2);
});

test("case 24: a command that owners alone may use does not exist for anybody else", async () => {
  const lena = await aLearner();
  await lena.say("/add_tip Read a little every single day.");
  expect(lena.last()).toContain("do not know this command");
});

test("a command for another bot is not ours", async () => {
  const lena = await aLearner();
  await lena.say("/ping@other_bot");
  expect(lena.last()).not.toBe("pong");
});

test("cancel says whether there was something to stop", async () => {
  const olga = await anOwner();
  await olga.say("/cancel");
  expect(olga.last()).toContain("nothing to stop");
  await olga.say("/add_tip");
  await olga.say("/cancel");
  expect(olga.last()).toContain("nothing of it was kept");
  await olga.say("This is not a tip any more.");
  expect(olga.last()).toContain("not sure");
});

test("blocking the bot makes a person unreachable, and coming back revives them", async () => {
  const lena = await aLearner();
  const isReachable = () => env.DB.prepare("select is_reachable from people where person_id = ?").bind(lena.user.id).first("is_reachable");
  await telegram.block(lena.user.id);
  await quiet(lena.user.id);
  expect(await isReachable()).toBe(0);
  await telegram.unblock(lena.user.id);
  await quiet(lena.user.id);
  expect(await isReachable()).toBe(1);
});

test("a change made elsewhere in the meantime is kept, and this one is put on top of it", async () => {
  const lena = await aLearner();
  await env.DB.prepare("update people set explanation_language = 'ru', version = 9, changed_key = 'elsewhere' where person_id = ?")
    .bind(lena.user.id)
    .run();
  await lena.say("/settings");
  await lena.tap("Level");
  await lena.tap("C1");
  const row = await env.DB.prepare("select level, explanation_language, version from people where person_id = ?")
    .bind(lena.user.id)
    .first();
  expect(row).toEqual({ level: "C1", explanation_language: "ru", version: 10 });
  expect(lena.last()).toContain("Русский");
});

test("a profile that is pushed is taken when it is newer, and ignored when it is older", async () => {
  const lena = await aLearner();
  const pushed = {
    personId: lena.user.id,
    interfaceLanguage: "de",
    level: "B2",
    explanationLanguage: "de",
    timezone: "UTC",
    isReachable: true,
    registeredAt: new Date(0),
  };
  const push = async (version: number, level: string) => {
    const body = JSON.stringify({ kind: "person.changed", version: 1, data: { profile: { ...pushed, level, version } } });
    await env.SESSIONS.getByName(`person:${lena.user.id}`).accept({ key: `e:push:${version}:${level}`, kind: "event", body });
    await quiet(lena.user.id);
  };
  await push(5, "B2");
  await push(3, "A1");
  await lena.say("/start");
  expect(lena.last()).toContain("Dein Niveau: B2");
});

const sticker = {
  sticker: { file_id: "s", file_unique_id: "s", type: "regular" as const, width: 1, height: 1, is_animated: false, is_video: false },
};

test("a sticker during registration asks the same question again, and shows no menu to a stranger", async () => {
  const lena = aStranger();
  await lena.say("/start");
  await lena.post(sticker);
  expect(lena.last()).toContain("answer with a message or a button");
  expect(lena.buttons()).toEqual(["English", "Deutsch", "Русский"]);
});

test("a sticker where a text is asked for is refused with the question again", async () => {
  const olga = await anOwner();
  await olga.say("/add_tip");
  await olga.post(sticker);
  expect(olga.last()).toContain("answer with a message");
  expect(olga.last()).toContain("What should the tip say?");
});

test("whoever goes elsewhere by a button is not taken at their next word for what was asked before", async () => {
  const olga = await anOwner();
  await olga.say("/menu");
  await olga.say("/add_tip");
  await olga.tap("❓ Help");
  await olga.say("This must never become a tip for everybody.");
  expect(await env.DB.prepare("select count(*) as tips from tips where text like 'This must never%'").first("tips")).toBe(0);
});

test("a registration button of a week ago leads a stranger back to registration", async () => {
  const lena = aStranger();
  await lena.say("/start");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 8 * 24 * 3_600_000 });
  await lena.tap("English");
  vi.useRealTimers();
  expect(lena.buttons()).toEqual(["English", "Deutsch", "Русский"]);
});

test("whoever writes is reachable again, whatever was noted before", async () => {
  const lena = await aLearner();
  await env.SESSIONS.getByName(`person:${lena.user.id}`).accept({
    key: "e:late-403",
    kind: "event",
    body: JSON.stringify({ kind: "person.unreachable", version: 1, data: {} }),
  });
  await quiet(lena.user.id);
  const isReachable = () => env.DB.prepare("select is_reachable from people where person_id = ?").bind(lena.user.id).first("is_reachable");
  expect(await isReachable()).toBe(0);
  await lena.say("/ping");
  expect(await isReachable()).toBe(1);
});

test("where nothing is taught, registration asks for the language alone, and the settings know no level", async () => {
  const lena = aStranger();
  await runWith(`person:${lena.user.id}`, []);
  await lena.say("/start");
  await lena.tap("Deutsch");
  expect(lena.last()).toContain("Alles bereit");
  expect(lena.last()).not.toContain("Niveau");
  await lena.say("hm");
  expect(lena.last()).not.toContain("Tutor");
  await lena.say("/settings");
  expect(lena.buttons()).toEqual(["Sprache", "Zeitzone", "‹ Hauptmenü"]);
  const row = await env.DB.prepare("select level, explanation_language from people where person_id = ?").bind(lena.user.id).first();
  expect(row).toEqual({ level: "A1", explanation_language: "de" });
});

test("2.9, staff end by its id what somebody has open, who is told; from anybody else the id means nothing", async () => {
  const [olga, lena] = [await anOwner(), await aLearner()];
  await lena.tap("🎓 Learn");
  await lena.tap("💬 Free conversation");
  await lena.say(`/cancel ${olga.user.id}`);
  expect(olga.last()).not.toContain("ended");
  await lena.tap("🎓 Learn");
  await lena.tap("💬 Free conversation");
  await olga.say(`/cancel ${lena.user.id}`);
  expect(olga.last()).toContain("is ended");
  await quiet(lena.user.id);
  expect(lena.last()).toContain("Somebody from the academy");
  await lena.say("Ich lerne noch.");
  expect(lena.last()).toContain("not sure");
  const audit = await env.DB.prepare("select actor from audit_log where action = 'profile.cancel'").all();
  expect(audit.results).toEqual([{ actor: `person:${olga.user.id}` }]);
  await olga.say("/cancel 123456789");
  expect(olga.last()).toContain("nothing to stop");
});
