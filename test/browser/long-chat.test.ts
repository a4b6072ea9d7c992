import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openAcademy, type Academy } from "./academy.ts";
import { be, openBrowser, openPage } from "./someone.ts";

const MESSAGES = 2000;
const MIRA = 100_003;

let academy: Academy;
let browser: Browser;

beforeAll(async () => {
  [academy, browser] = await Promise.all([openAcademy(), openBrowser()]);
  for (let n = 1; n <= MESSAGES; n++) await send(`Message ${n} of a long chat`);
});

afterAll(async () => {
  await Promise.all([browser?.close(), academy?.stop()]);
});

test("a chat of two thousand messages shows its end, and more above on request", async () => {
  const page = await openPage(browser, academy.address);
  const mira = await be(page, "Mira");
  await mira.reads(`Message ${MESSAGES} of`);
  const atFirst = await articles(page);
  expect(atFirst).toBeLessThanOrEqual(100);

  await mira.messages.evaluate((frame) => (frame.scrollTop = 0));
  await mira.messages.getByText(`Message ${MESSAGES - 100} of`, { exact: false }).waitFor({ state: "attached" });
  expect(await articles(page)).toBeGreaterThan(atFirst);
  expect(await articles(page)).toBeLessThan(MESSAGES / 2);
});

test("messages that go on arriving do not make the page grow, and the newest stays in view", async () => {
  const page = await openPage(browser, academy.address);
  const mira = await be(page, "Mira");
  await mira.reads(`Message ${MESSAGES} of`);
  for (let n = 1; n <= 300; n++) await send(`Live ${n}.`);
  const newest = await mira.reads("Live 300.");
  await page.waitForTimeout(200);
  expect(await articles(page)).toBeLessThanOrEqual(250);
  expect(await newest.isVisible()).toBe(true);
  expect(await mira.messages.evaluate((frame) => frame.scrollHeight - frame.scrollTop - frame.clientHeight)).toBeLessThan(80);
});

test("one more message touches a handful of nodes, however long the chat is", async () => {
  const page = await openPage(browser, academy.address);
  const mira = await be(page, "Mira");
  await mira.messages.getByRole("article").last().waitFor();
  await mira.messages.evaluate((frame) => {
    const touched = { count: 0 };
    Object.assign(globalThis, { touched });
    new MutationObserver((changes) => {
      for (const change of changes) touched.count += change.addedNodes.length + change.removedNodes.length;
    }).observe(frame, { childList: true, subtree: true });
  });
  await send("One more.");
  await mira.reads("One more.");
  expect(await page.evaluate(() => (globalThis as unknown as { touched: { count: number } }).touched.count)).toBeLessThanOrEqual(5);
});

/** As the bot would, straight to the fake Telegram. */
function send(text: string): Promise<unknown> {
  return academy.post("/telegram/botsimulator/sendMessage", { chat_id: MIRA, text });
}

const articles = (page: Page): Promise<number> => page.getByRole("region", { name: "Phone of Mira" }).getByRole("article").count();
