import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openAcademy, type Academy } from "./academy.ts";
import { openBrowser, visit } from "./learner.ts";

let academy: Academy;
let browser: Browser;

beforeAll(async () => {
  [academy, browser] = await Promise.all([openAcademy(), openBrowser()]);
});

afterAll(async () => {
  await Promise.all([browser?.close(), academy?.stop()]);
});

test("a new learner registers, has a sentence corrected and reads a tip the next morning", async () => {
  const lena = await visit(browser, academy.address);
  await lena.page.getByRole("button", { name: "START" }).waitFor();
  await lena.keepScreenshots("1-empty-chat");

  await lena.page.getByRole("button", { name: "START" }).click();
  await lena.tap("English");
  await lena.tap("A2");
  await lena.reads("explain");
  await lena.tap("English");
  await lena.reads("What would you like to do?");
  await lena.keepScreenshots("2-main-menu");

  await lena.tap("Learn");
  await lena.tap("Free conversation");
  await lena.reads("Write to me");
  await lena.write("Gestern ich habe ins Kino gegangen.");
  const answer = await lena.reads("Gestern bin ich");
  expect(await answer.locator("s").allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining("ich habe")]));
  expect(await answer.innerText()).toContain("ich bin ins Kino gegangen");
  await lena.keepScreenshots("3-correction");

  await lena.page.getByRole("button", { name: "Next morning" }).click();
  await lena.reads(/tip/i);
  expect(await lena.page.getByRole("group", { name: "Simulated clock" }).innerText()).toMatch(/08:0\d/);
  await lena.keepScreenshots("4-tip-of-the-day");
});

test("what is on screen survives a reload of the page", async () => {
  const mira = await visit(browser, academy.address);
  await mira.becomeNewLearner("Mira");
  await mira.page.getByRole("button", { name: "START" }).click();
  const welcome = await (await mira.reads("Welcome")).innerText();
  await mira.page.reload();
  expect(await (await mira.reads("Welcome")).innerText()).toBe(welcome);
});

test("the commands of the bot are offered after a slash, and chosen by keys", async () => {
  const jonas = await visit(browser, academy.address);
  await jonas.becomeNewLearner("Jonas");
  await jonas.page.getByRole("button", { name: "START" }).click();
  await jonas.reads("Welcome");
  const field = jonas.page.getByRole("textbox", { name: "Message" });
  await field.pressSequentially("/he");
  await jonas.page.getByRole("option", { name: "/help" }).waitFor();
  await jonas.page.keyboard.press("Enter");
  await jonas.messages.getByRole("article", { name: /^You/ }).filter({ hasText: "/help" }).waitFor();
  expect(await field.inputValue()).toBe("");
});

test("another site cannot talk to the simulator", async () => {
  const foreign = await fetch(`${academy.address}/sim/say`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: "https://elsewhere.example" },
    body: JSON.stringify({ personId: 100_001, text: "/start" }),
  });
  expect(foreign.status).toBe(403);
});
