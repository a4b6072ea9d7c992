import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { aGroup, settled } from "#support/group.ts";
import { aStranger, buttonsOf, textOf, type Person } from "#support/person.ts";
import { numberIn } from "#support/requests.ts";

const OFFICE = -1_001_000_000_601;

// Read once, before anything of the Worker runs.
Object.assign(env, {
  FEATURES: "approvals",
  LANDING_PAGE_URL: "https://inside.example",
  REQUESTS_CHAT_ID: String(OFFICE),
  CONTACT: "@academy",
  FLOOD_UPDATES: "100000",
});

const olga = aStranger({ id: 900, first_name: "Olga" });
const office = aGroup({ id: OFFICE, title: "Requests", members: [olga] });

async function rest(...people: Person[]): Promise<void> {
  for (let pass = 0; pass < 3; pass += 1) for (const { user } of people) await settled(office, user.id);
}

/** Somebody who has begun with this bot: that takes a language, and nothing else. */
async function aNewcomer(): Promise<Person> {
  const lena = aStranger();
  await lena.say("/start");
  await lena.tap("English");
  return lena;
}

test("/start asks for a language alone, says what to do, and offers to request access", async () => {
  const lena = await aNewcomer();
  expect(lena.last()).toContain("Here you can ask for access. Press the button below");
  expect(lena.buttons()).toEqual(["🔑 Request access", "⚙️ Settings", "❓ Help"]);
  await lena.tap("❓ Help");
  expect(lena.last()).toContain("/request");
  expect(lena.last()).toContain("/status");
  expect(lena.last()).not.toContain("/learn");
});

test("from the button to the welcome: the screens tell at each step how the request stands", async () => {
  const lena = await aNewcomer();
  await lena.tap("🔑 Request access");
  expect(lena.last()).toContain("why do you ask for access?");
  await lena.say("I am the caretaker.");
  await rest(lena, olga);
  const number = numberIn(lena.last());
  await lena.say("/start");
  expect(lena.last()).toContain(`⏳ Your request #${number} is waiting for an answer.`);
  expect(lena.buttons()).toEqual(["📋 My request", "⚙️ Settings", "❓ Help"]);
  await olga.say(`/ask_back ${number} Since when?`);
  await rest(lena, olga);
  await lena.say("/menu");
  expect(lena.last()).toContain(`❔ Staff have asked something about your request #${number}.`);
  await lena.say("Since May.");
  await rest(lena, olga);
  await lena.say("/menu");
  expect(lena.last()).toContain("is waiting for an answer");
  await olga.inGroup(office).tap("✅ Approve");
  await rest(lena, olga);
  expect(lena.last()).toContain("Welcome! You have access now.");
  expect(lena.buttons()).toEqual(["🚪 Go on from here"]);
  await lena.say("/request");
  expect(lena.buttons()).toEqual(["🚪 Go on from here", "📋 My request", "‹ Main menu"]);
  await lena.tap("📋 My request");
  expect(lena.buttons()).toEqual(["🚪 Go on from here", "‹ Main menu"]);
  await lena.say("/start");
  expect(lena.last()).toContain("✅ You have access.");
  expect(lena.buttons()).toEqual(["⚙️ Settings", "❓ Help"]);
});

test("without any registration the whole way is open, and the text that nobody else wants is the answer", async () => {
  const lena = aStranger({ language_code: "ru" });
  await lena.say("/request Пустите меня, пожалуйста");
  await rest(lena, olga);
  const number = numberIn(lena.last());
  expect(lena.last()).toContain(`Ваш запрос #${number} получен`);
  await olga.say(`/ask_back ${number} Кто вы?`);
  await rest(lena, olga);
  expect(lena.last()).toContain("Просто напишите ответ сюда");
  await lena.say("Сторож");
  await rest(lena, olga);
  expect(lena.last()).toContain("сотрудники получили это");
  await lena.say("/status");
  expect(lena.last()).toContain(`Ваш запрос #${number} ждёт ответа.`);
});

test("5.1, rejected without a reason: who is rejected reads why, and whom they may ask", async () => {
  const lena = await aNewcomer();
  await lena.say("/request hello");
  await rest(lena, olga);
  await olga.say(`/reject ${numberIn(lena.last())} We know no Lena.`);
  await rest(lena, olga);
  expect(lena.last()).toContain("The reason: We know no Lena.");
  expect(lena.last()).toContain("If you need help, ask @academy.");
});

test("the screens of somebody with a request ask D1 nothing", async () => {
  const lena = await aNewcomer();
  await lena.say("/request hello");
  await rest(lena, olga);
  const prepare = vi.spyOn(env.DB, "prepare");
  for (const text of ["/start", "/menu", "/help", "hm"]) await lena.say(text);
  expect(prepare).not.toHaveBeenCalled();
  prepare.mockRestore();
});

test("a card offers to staff all that they can do with it", async () => {
  const lena = await aNewcomer();
  await lena.say("/request hello");
  await rest(lena, olga);
  const card = office.screen().findLast((message) => textOf(message).includes("👤"));
  expect(buttonsOf(card)).toEqual(["✅ Approve", "🔗 Link to…", "❔ Ask back", "❌ Reject", "✋ I take it"]);
});
