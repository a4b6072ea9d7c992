import { expect, test } from "vitest";
import { be, beNewLearner, breakSomething, keepScreenshots } from "./someone.ts";
import { setStage } from "./stage.ts";

const stage = setStage();

test("a new learner registers, has a sentence corrected and reads a tip the next morning", async () => {
  const page = await stage.openPage();
  const lena = await be(page, "Lena");
  await lena.phone.getByRole("button", { name: "START" }).waitFor();
  await keepScreenshots(page, "1-empty-chat");

  await lena.register();
  await lena.reads("What would you like to do?");
  await keepScreenshots(page, "2-main-menu");

  await lena.tap("Learn");
  await lena.tap("Free conversation");
  await lena.reads("Write to me");
  await lena.write("Gestern ich habe ins Kino gegangen.");
  const answer = await lena.reads("Gestern bin ich");
  expect(await answer.locator("s").allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining("ich habe")]));
  expect(await answer.innerText()).toContain("ich bin ins Kino gegangen");
  await keepScreenshots(page, "3-correction");

  await page.getByRole("button", { name: "Next morning" }).click();
  await lena.reads(/tip/i);
  expect(await page.getByRole("group", { name: "Simulated clock" }).innerText()).toMatch(/08:0\d/);
  await keepScreenshots(page, "4-tip-of-the-day");
});

test("a learner speaks, is understood and is answered; what was said can be heard", async () => {
  const page = await stage.openPage();
  const jonas = await beNewLearner(page, "Jonas");
  await jonas.register();
  await jonas.tap("Learn");
  await jonas.tap("Free conversation");
  await jonas.speak("Gestern ich habe Brot gekauft.");
  expect(await (await jonas.reads("You said")).innerText()).toContain("Gestern ich habe Brot gekauft.");
  await jonas.reads("Gestern habe ich");
  const sent = jonas.messages
    .getByRole("article", { name: /^You/ })
    .filter({ has: page.getByRole("button", { name: "Play: Voice message" }) });
  const [length, time] = [await sent.locator(".recording-time").boundingBox(), await sent.locator("time").boundingBox()];
  expect(Math.abs((length?.y ?? 0) - (time?.y ?? Infinity))).toBeLessThan(6);
  await jonas.messages.getByRole("button", { name: "Play: Voice message" }).click();
  await jonas.messages.getByText("Gestern ich habe Brot gekauft.").first().waitFor();
});

test("Stop ends an answer that is being written", async () => {
  const page = await stage.openPage();
  const kofi = await beNewLearner(page, "Kofi");
  await kofi.register();
  await kofi.tap("Learn");
  await kofi.tap("Free conversation");
  await breakSomething(page, (box) => box.getByRole("group", { name: "Model" }).getByLabel("slow").check());
  await kofi.write("Erzähl mir eine lange Geschichte.");
  const ofTheBot = kofi.messages.getByRole("article", { name: /^Stoa/ });
  const before = await ofTheBot.count();
  // It takes seconds to write an answer that repeats all of it.
  await kofi.write(Array.from({ length: 50 }, () => "Gestern ich habe ins Kino gegangen.").join(" "));
  const draft = kofi.messages.getByRole("group", { name: "Answer being written" });
  const length = async () => ((await draft.textContent()) ?? "").length;
  await draft.getByText("Gestern").first().waitFor();
  const short = await length();
  await expect.poll(length).toBeGreaterThan(short);
  await draft.getByRole("button", { name: "Stop" }).click();
  const stopped = (await (await kofi.reads("(Stopped.")).textContent()) ?? "";
  expect(stopped).toContain("Gestern");
  await kofi.write("Heute bin ich zu Hause.");
  await kofi.reads("Ich habe keinen Fehler gefunden");
  expect(await ofTheBot.count()).toBe(before + 2);
});

test("the commands of the bot are offered after a slash, and chosen by keys", async () => {
  const page = await stage.openPage();
  const amina = await beNewLearner(page, "Amina");
  await amina.start();
  await amina.reads("Welcome");
  const field = amina.phone.getByRole("textbox", { name: "Message" });
  await field.pressSequentially("/he");
  await amina.phone.getByRole("option", { name: "/help" }).waitFor();
  await page.keyboard.press("Enter");
  await amina.messages.getByRole("article", { name: /^You/ }).filter({ hasText: "/help" }).waitFor();
  expect(await field.inputValue()).toBe("");
});

test("a message is answered by keys alone", async () => {
  const page = await stage.openPage();
  const mira = await be(page, "Mira");
  await page.keyboard.press("Alt+Digit2");
  await page.keyboard.type("Eins.");
  await page.keyboard.press("Enter");
  await mira.reads("Eins.", "You");
  await mira.messages.focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  const reply = page.getByRole("menuitem", { name: "Reply" });
  await reply.waitFor();
  while (!(await reply.evaluate((item) => item === document.activeElement))) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Zwei.");
  await page.keyboard.press("Enter");
  expect(await (await mira.reads("Zwei.", "You")).locator(".reply").count()).toBe(1);
});

test("another site cannot talk to the simulator", async () => {
  const foreign = await fetch(`${stage.academy.address}/sim/say`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: "https://elsewhere.example" },
    body: JSON.stringify({ personId: 100_001, chatId: 100_001, text: "/start" }),
  });
  expect(foreign.status).toBe(403);
});
