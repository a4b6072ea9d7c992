import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { be, beNewLearner, breakSomething, keepScreenshots, type Someone } from "./someone.ts";
import { setStage } from "./stage.ts";

const stage = setStage();

test.each(["429", "5xx"])("what a Telegram of %s refuses is seen in the traffic, and comes once as soon as it may", async (trouble) => {
  const page = await stage.openPage();
  const kim = await beNewLearner(page, `Kim ${trouble}`);
  await kim.register();
  await kim.reads("What would you like to do?");
  await setSwitch(page, "Telegram", trouble);
  await kim.write("/help");
  await openTraffic(page);
  await page.getByLabel("Show", { exact: true }).selectOption("refused");
  await page
    .locator("#traffic details")
    .filter({ hasText: `Kim ${trouble}` })
    .first()
    .waitFor();
  expect(await helpOf(kim).count()).toBe(0);
  await keepScreenshots(page, `failures-telegram-${trouble}`);
  await setSwitch(page, "Telegram", "well");
  await helpOf(kim).waitFor();
  await kim.write("/ping");
  await kim.reads("pong");
  expect(await helpOf(kim).count()).toBe(1);
});

test("what a slow Telegram takes its time for comes once", async () => {
  const page = await stage.openPage();
  const kim = await beNewLearner(page, "Kim");
  await kim.register();
  await kim.reads("What would you like to do?");
  await setSwitch(page, "Telegram", "slow");
  await kim.write("/help");
  await helpOf(kim).waitFor();
  await setSwitch(page, "Telegram", "well");
  await kim.write("/ping");
  await kim.reads("pong");
  expect(await helpOf(kim).count()).toBe(1);
});

test.each(["dead", "garbage"])(
  "a learner whose model is %s reads so, and is answered at the next try without writing again",
  async (trouble) => {
    const page = await stage.openPage();
    const ali = await beNewLearner(page, `Ali ${trouble}`);
    await ali.register();
    await ali.tap("Learn");
    await ali.tap("Free conversation");
    await ali.reads("Write to me");
    await setSwitch(page, "Model", trouble);
    await ali.write("Gestern ich habe ins Kino gegangen.");
    const apology = await ali.reads("The tutor cannot be reached right now");
    await keepScreenshots(page, `failures-model-${trouble}`);
    await setSwitch(page, "Model", "well");
    await apology.getByRole("button", { name: "Try again" }).click();
    expect(await (await ali.reads("Gestern bin ich")).locator("s").innerText()).toContain("ich habe");
  },
);

test("what reads a slow database comes all the same", async () => {
  const page = await stage.openPage();
  const mira = await be(page, "Mira");
  await setSwitch(page, "Database", "slow");
  await mira.write("/progress");
  expect(await (await mira.reads("Your progress")).innerText()).toContain("days studied");
  await setSwitch(page, "Database", "well");
});

test("the traffic says which update each call came from, and finds what is looked for, also after a reload", async () => {
  const page = await stage.openPage();
  const mira = await be(page, "Mira");
  await openTraffic(page);
  await page.getByRole("button", { name: "Clear" }).click();
  await mira.write("/ping");
  await mira.reads("pong");
  const lines = page.locator("#traffic details");
  const call = lines.filter({ hasText: "sendMessage" }).first();
  await call.locator("summary").click();
  expect(await call.locator("pre").innerText()).toContain('"text": "pong"');
  await page.getByLabel("Filter by words").fill("sendmessage");
  await expect.poll(() => lines.count()).toBe(1);
  await call.locator("summary").click();
  await call.getByRole("button", { name: /^after update \d+$/ }).click();
  // What had hidden the update is taken away.
  expect(await page.getByLabel("Filter by words").inputValue()).toBe("");
  const update = page.locator("#traffic details[open]").filter({ hasText: '"/ping"' });
  await update.waitFor();
  expect(await update.locator("summary").evaluate((summary) => summary === document.activeElement)).toBe(true);
  await page.getByLabel("Show", { exact: true }).selectOption("update");
  await page.getByLabel("Filter by words").fill("Mira");
  const read = () => lines.locator(".traffic-title").allInnerTexts();
  await expect.poll(read).toEqual(["message"]);
  await page.reload();
  await expect.poll(read).toEqual(["message"]);
});

function helpOf({ messages }: Someone): Locator {
  return messages.getByRole("article", { name: /^Stoa/ }).filter({ hasText: "Stoa: help" });
}

async function setSwitch(page: Page, part: string, state: string): Promise<void> {
  await breakSomething(page, (box) => box.getByRole("group", { name: part }).getByLabel(state, { exact: true }).check());
}

async function openTraffic(page: Page): Promise<void> {
  const toggle = page.getByRole("button", { name: "Raw traffic", exact: true });
  if ((await toggle.getAttribute("aria-expanded")) !== "true") await toggle.click();
}
