import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { be, beNewLearner, breakSomething, type Someone } from "./someone.ts";
import { SLOW_MS } from "../simulator/slow.ts";
import { setStage } from "./stage.ts";

const stage = setStage();

test("who blocks the bot is out of its reach until they let it in again", async () => {
  const mira = await be(await stage.openPage(), "Mira");
  const reach = (text: string) => stage.academy.post("/telegram/botsimulator/sendMessage", { chat_id: 100_003, text });
  await mira.choose("Block the bot");
  await mira.phone.getByRole("button", { name: "RESTART BOT" }).waitFor();
  expect(await mira.phone.getByRole("textbox", { name: "Message" }).isVisible()).toBe(false);
  await expect(reach("Are you there?")).rejects.toThrow("bot was blocked by the user");
  await mira.choose("Unblock the bot");
  await reach("You are back.");
  await mira.reads("You are back.");
  await mira.write("/ping");
  await mira.reads("pong");
  expect(await mira.messages.getByText("Are you there?").count()).toBe(0);
});

test("what is kept of a learner is handed out as a file, and forgotten after a second yes", async () => {
  const page = await stage.openPage();
  const ines = await beNewLearner(page, "Ines");
  await ines.register();
  await ines.reads("What would you like to do?");
  await ines.write("/mydata");
  const download = page.waitForEvent("download");
  await (await ines.reads("This is everything that is kept of you")).getByRole("link", { name: "mydata.json" }).click();
  expect(JSON.parse(await readFile(await (await download).path(), "utf8"))).toMatchObject({ profile: { level: "A2" } });

  await ines.write("/forget");
  await ines.tap("Yes, forget me");
  await ines.tap("Delete it for good");
  await ines.reads("Everything about you has been deleted.");
  await ines.write("/start");
  await ines.reads("Welcome");
});

test("an owner is asked for a new tip, and adds it", async () => {
  const nikos = await be(await stage.openPage(), "Nikos");
  await nikos.write("/add_tip");
  await nikos.reads("What should the tip say?");
  await nikos.write("Read a menu aloud, in German, before you order.");
  expect(await (await nikos.reads("Added.")).innerText()).toMatch(/There are \d+ tips/);
});

test("a refusal of Telegram is found in the raw traffic, with what it led from, and what was refused comes when it is over", async () => {
  const page = await stage.openPage();
  const ada = await beNewLearner(page, "Ada");
  await ada.register();
  await ada.reads("What would you like to do?");
  await page.getByRole("button", { name: "Raw traffic", exact: true }).click();
  const pane = page.getByRole("complementary", { name: "Raw traffic" });
  const entries = pane.locator("details");
  await pane.getByRole("button", { name: "Clear" }).click();
  for (const [trouble, status, command, answer] of [
    ["429", 429, "/help", "Stoa: help"],
    ["5xx", 502, "/privacy", "What is kept of you"],
  ] as const) {
    await pane.getByLabel("Show").selectOption("Refused");
    await make(page, "Telegram", trouble);
    await ada.write(command);
    const refused = entries.filter({ hasText: new RegExp(`send\\w*Message ${status}`) }).last();
    await refused.locator("summary").click();
    expect(await refused.locator("pre").innerText()).toContain(`"status": ${status}`);
    expect(await ada.messages.getByText(answer).count()).toBe(0);
    await make(page, "Telegram", "well");
    await ada.reads(answer);

    await refused.getByRole("button", { name: /^after update \d+/ }).click();
    const cause = entries.filter({ has: page.locator("summary:focus") });
    expect(await cause.locator("pre").innerText()).toContain(`"text": "${command}"`);
  }
  await pane.getByLabel("Filter by words").fill("nothing has these words");
  await expect.poll(() => entries.count()).toBe(0);
});

test("what is slow keeps people waiting, and garbage of the model is no answer", async () => {
  const page = await stage.openPage();
  const jan = await beNewLearner(page, "Jan");
  await jan.register();
  await jan.tap("Learn");
  await jan.tap("Free conversation");
  await jan.reads("Write to me");

  await make(page, "Model", "garbage");
  await jan.write("Ich lese ein Buch.");
  await jan.reads("The tutor cannot be reached right now.");
  await make(page, "Model", "slow");
  expect(await timeUntilRead(jan, () => jan.tap("Try again"), "Ich habe keinen Fehler gefunden")).toBeGreaterThan(SLOW_MS.model);
  await make(page, "Model", "well");

  for (const [part, slowMs, command, answer] of [
    ["Telegram", SLOW_MS.telegram, "/help", "Stoa: help"],
    ["Database", SLOW_MS.database, "/progress", "Your progress"],
  ] as const) {
    await make(page, part, "slow");
    expect(await timeUntilRead(jan, () => jan.write(command), answer)).toBeGreaterThan(slowMs);
    await make(page, part, "well");
  }
});

/** Presses a switch of the box in which things are broken. */
async function make(page: Page, part: "Telegram" | "Model" | "Database", how: string): Promise<void> {
  await breakSomething(page, (box) => box.getByRole("group", { name: part }).getByLabel(how, { exact: true }).check());
}

async function timeUntilRead(reader: Someone, act: () => Promise<void>, words: string): Promise<number> {
  const before = performance.now();
  await act();
  await reader.reads(words);
  return performance.now() - before;
}
