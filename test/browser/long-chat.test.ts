import { beforeAll, expect, test } from "vitest";
import { be, type Someone } from "./someone.ts";
import { setStage } from "./stage.ts";

const MESSAGES = 2000;
const [MIRA, ELENA] = [100_003, 100_004];
/** A group in which the bot does not see what people say to each other. */
const GROUP = -1_002_700_000_002;

const stage = setStage();
let turns = 0;

beforeAll(async () => {
  for (let n = 1; n <= MESSAGES; n++) await send(`Message ${n} of a long chat`);
});

test("a chat of two thousand messages shows its end, and more above on request", async () => {
  const mira = await openLongChat();
  expect(await mira.messages.getByRole("article").last().innerText()).toContain(`Message ${MESSAGES} of`);
  const atFirst = await articles(mira);
  expect(atFirst).toBeLessThanOrEqual(100);

  await mira.messages.evaluate((frame) => (frame.scrollTop = 0));
  await mira.messages.getByText(`Message ${MESSAGES - 75} of`, { exact: false }).waitFor({ state: "attached" });
  expect(await articles(mira)).toBeGreaterThan(atFirst);
  expect(await articles(mira)).toBeLessThan(MESSAGES / 2);
});

test("messages that go on arriving do not make the page grow, and the newest stays in view", async () => {
  const mira = await openLongChat();
  for (let n = 1; n <= 300; n++) await send(`Live ${n}.`);
  const newest = mira.messages.getByRole("article").filter({ hasText: "Live 300." });
  await newest.waitFor();
  expect(await articles(mira)).toBeLessThanOrEqual(250);
  expect(await newest.isVisible()).toBe(true);
  expect(await mira.messages.evaluate((frame) => frame.scrollHeight - frame.scrollTop - frame.clientHeight)).toBeLessThan(80);
});

test("Home goes to the very first message, and End back to the newest", async () => {
  const mira = await openLongChat();
  await mira.messages.focus();
  await mira.page.keyboard.press("Home");
  const first = mira.messages.getByRole("article").filter({ hasText: "Willkommen in der Gruppe!" });
  await expect.poll(() => first.isVisible()).toBe(true);
  expect(await mira.messages.evaluate((frame) => frame.scrollTop)).toBe(0);
  expect(await articles(mira)).toBeGreaterThan(MESSAGES);
  await mira.page.keyboard.press("End");
  await expect.poll(() => mira.messages.evaluate((frame) => frame.scrollHeight - frame.scrollTop - frame.clientHeight)).toBeLessThan(80);
  expect(await articles(mira)).toBeLessThanOrEqual(100);
});

test("one more message touches a handful of nodes, however long the chat is", async () => {
  const mira = await openLongChat();
  await mira.messages.evaluate((frame) => {
    const touched = { count: 0 };
    Object.assign(globalThis, { touched });
    new MutationObserver((changes) => {
      for (const change of changes) touched.count += change.addedNodes.length + change.removedNodes.length;
    }).observe(frame, { childList: true, subtree: true });
  });
  await send("One more.");
  await mira.messages.getByText("One more.").waitFor();
  expect(await mira.page.evaluate(() => (globalThis as unknown as { touched: { count: number } }).touched.count)).toBeLessThanOrEqual(5);
});

/** The two take turns. */
function send(text: string): Promise<unknown> {
  return stage.academy.post("/sim/say", { personId: turns++ % 2 === 0 ? MIRA : ELENA, chatId: GROUP, text });
}

async function openLongChat(): Promise<Someone> {
  const mira = await be(await stage.openPage(), "Mira");
  await mira.open("German in the evening");
  await mira.messages.getByRole("article").last().waitFor();
  return mira;
}

const articles = (someone: Someone): Promise<number> => someone.messages.getByRole("article").count();
