import { expect, test } from "vitest";
import { be, beNewLearner, breakSomething, keepScreenshots } from "./someone.ts";
import { setStage } from "./stage.ts";

const stage = setStage();

test("two of the staff see the same remark in the same topic, and one answers it", async () => {
  const page = await stage.openPage();
  const [nikos, elena] = [await be(page, "Nikos"), await be(page, "Elena")];
  for (const someone of [nikos, elena]) await someone.open("Stoa staff", "Questions");
  await nikos.write("Who answers Mira?");
  const remark = await elena.reads("Who answers Mira?", "Nikos");
  await nikos.reads("Who answers Mira?", "You");

  await remark.click({ button: "right" });
  await page.getByRole("menuitem", { name: "Reply" }).click();
  await page.keyboard.type("I do.");
  await page.keyboard.press("Enter");
  expect(await (await nikos.reads("I do.", "Elena")).innerText()).toContain("Who answers Mira?");

  await remark.click({ button: "right" });
  await page.getByRole("menuitem", { name: "React with 👍" }).click();
  await nikos.messages.getByRole("button", { name: "👍" }).waitFor();
  await elena.open("Stoa staff", "Homework");
  expect(await elena.messages.getByText("Who answers Mira?").count()).toBe(0);
});

test("a stranger asks to join a group, is let in by the teacher, and is read there", async () => {
  const page = await stage.openPage();
  const [timur, elena] = [await be(page, "Timur"), await be(page, "Elena")];
  await elena.open("German in the evening");
  await timur.open("Ask to join German in the evening");
  await page.getByText("You have asked to be let in").waitFor();
  await elena.phone.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Let somebody in" }).click();
  await page.getByRole("button", { name: "Timur, stranger" }).last().click();
  await elena.messages.getByText("Elena added Timur").waitFor();
  await timur.open("German in the evening");
  await timur.write("Guten Abend!");
  expect(await (await elena.reads("Guten Abend!", "Timur")).isVisible()).toBe(true);
});

test("an invoice of the bot is refused in words when the bot knows no such order", async () => {
  const page = await stage.openPage();
  const mira = await be(page, "Mira");
  const prices = [{ label: "A month", amount: 50 }];
  const invoice = {
    chat_id: 100_003,
    title: "A month of lessons",
    description: "Thirty days",
    payload: "unknown",
    currency: "XTR",
    prices,
  };
  await stage.academy.post("/telegram/botsimulator/sendInvoice", invoice);
  expect(await (await mira.reads("A month of lessons")).innerText()).toContain("⭐ 50");
  await mira.tap("Pay");
  const refusal = page.getByRole("alertdialog");
  await refusal.waitFor();
  expect((await refusal.locator("p").innerText()).length).toBeGreaterThan(10);
  expect(await mira.messages.getByText("You paid").count()).toBe(0);
});

test("a message to a killed Worker waits, and is answered when the Worker is back", async () => {
  const page = await stage.openPage();
  const dana = await beNewLearner(page, "Dana");
  await dana.register();
  await dana.reads("What would you like to do?");
  await breakSomething(page, async (box) => {
    await box.getByRole("button", { name: "Kill the Worker" }).click();
    await box.getByText("The Worker is dead").waitFor();
  });
  const before = await dana.phone.boundingBox();
  await dana.write("/help");
  await dana.messages.getByRole("img", { name: "Sent" }).waitFor();
  await page.getByRole("alert").filter({ hasText: "Not delivered yet" }).waitFor();
  expect(await dana.phone.boundingBox()).toEqual(before);
  await breakSomething(page, async (box) => {
    await box.getByRole("button", { name: "Restart" }).click();
    await box.getByText("The Worker runs").waitFor({ timeout: 60_000 });
  });
  await dana.messages.getByText("Stoa: help").waitFor({ timeout: 60_000 });
  expect(await dana.messages.getByRole("article", { name: /^You/ }).filter({ hasText: "/help" }).count()).toBe(1);
});

test("while the database is down a button says so in words, and works again afterwards", async () => {
  const page = await stage.openPage();
  const omar = await beNewLearner(page, "Omar");
  await omar.start();
  await omar.tap("English");
  await omar.tap("A2");
  await stage.academy.post("/sim/switches", { database: "down" });
  await omar.tap("English");
  await stage.academy.post("/sim/switches", { database: "well" });
  expect(await (await omar.reads("What would you like to do?")).innerText()).toContain("A2");
});

test("a student sees how far she has come and goes on from there, and her teacher sees it too", async () => {
  const page = await stage.openPage();
  const [mira, elena] = [await be(page, "Mira"), await be(page, "Elena")];
  await mira.write("/progress");
  const screen = await mira.reads("Your progress");
  const rows = await screen.locator("tr").allInnerTexts();
  expect(rows.find((row) => row.startsWith("Conversation"))).toMatch(/▰+▱* \d+\s+▰+▱* \d+/);
  expect(await screen.innerText()).toMatch(/\d+ days studied[^]*days in a row[^]*Word order: \d+[^]*Strengths[^]*Next step/);
  await keepScreenshots(page, "progress");
  await mira.tap("What I practised");
  await mira.reads("Page 1 of 2");
  await mira.tap("Older");
  await mira.reads("Page 2 of 2");
  await keepScreenshots(page, "progress-history");
  await mira.tap("Back");
  await mira.tap("Practise: Grammar, Word order");
  expect(await (await mira.reads("I explain one rule")).innerText()).toContain("Above all: Word order.");

  await elena.write("/progress @mira_in_stoa");
  expect(await (await elena.reads("Fortschritt von @mira_in_stoa")).innerText()).toContain("Wortstellung");
  await keepScreenshots(page, "progress-of-a-student");
});

test("a reload of the page and a restart of the whole simulator change nothing on screen", async () => {
  const page = await stage.openPage();
  const [mira, elena] = [await be(page, "Mira"), await be(page, "Elena")];
  await elena.open("Stoa staff", "Homework");
  // Not the inner text, which leaves out what is too far up to be drawn.
  const read = async () => [await mira.messages.textContent(), await elena.messages.textContent()];
  const before = await read();
  expect(before.join()).toContain("Who looks through the homework today?");
  await page.reload();
  expect(await read()).toEqual(before);
  await stage.academy.restart();
  await page.reload();
  expect(await read()).toEqual(before);
  await mira.write("/ping");
  await mira.reads("pong");
});

test("on a narrow screen one phone is seen at a time, and the people are a switcher", async () => {
  const page = await stage.openPage();
  const [lena, mira] = [await be(page, "Lena"), await be(page, "Mira")];
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: /Mira student/ }).click();
  expect([await lena.phone.isVisible(), await mira.phone.isVisible()]).toEqual([false, true]);
  await page.getByRole("button", { name: /Lena new learner/ }).click();
  expect([await lena.phone.isVisible(), await mira.phone.isVisible()]).toEqual([true, false]);
});
