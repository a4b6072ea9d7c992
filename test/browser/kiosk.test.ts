import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { be } from "./someone.ts";
import { setStage } from "./stage.ts";

const LESSON = "Der frühe Vogel fängt den Wurm.";

const stage = setStage({ worker: "test/browser/kiosk/worker.ts" });

test("who pays for a lesson is let through, gets a receipt and the lesson, and hears it read aloud", async () => {
  const page = await stage.openPage();
  const spoken = await listenIn(page);
  const mira = await be(page, "Mira");
  await mira.write("/buy");
  const invoice = await mira.reads("One lesson");
  await invoice.getByRole("button", { name: "Pay ⭐️50" }).click();
  await mira.messages.getByText("You paid ⭐ 50").waitFor();
  await mira.reads("The lesson is yours.");
  const clip = mira.messages.getByRole("article", { name: /^Stoa/ }).getByRole("button", { name: "Play: Voice message" });
  await clip.waitFor();
  expect(await updatesAndAnswers()).toEqual(["pre_checkout_query", "answerPreCheckoutQuery ok", "message", "sendMessage", "sendVoice"]);

  await clip.click();
  await mira.messages.getByText(LESSON).waitFor();
  expect(await spoken()).toEqual([{ text: LESSON, lang: "de" }]);
});

test("an invoice that has been paid shows its receipt instead of Pay, over a reload too, and what was paid can be given back", async () => {
  const page = await stage.openPage();
  const timur = await be(page, "Timur");
  await timur.start();
  await timur.write("/buy");
  const invoice = await timur.reads("One sentence, read to you.");
  await invoice.getByRole("button", { name: "Pay" }).click();
  const receipt = invoice.getByRole("button", { name: "Receipt" });
  await receipt.waitFor();
  expect(await invoice.getByRole("button", { name: "Pay" }).count()).toBe(0);
  await page.reload();
  await receipt.click();
  const box = page.getByRole("dialog", { name: "Receipt" });
  expect(await box.innerText()).toMatch(/⭐ 50\s+Payment\s+stars-/);
  await box.getByRole("button", { name: "Show in the chat" }).click();
  await expect.poll(() => timur.messages.locator(":focus").innerText()).toContain("You paid ⭐ 50");
  await timur.write("/refund");
  await timur.messages.getByText("⭐ 50 came back").waitFor();
});

test("a link can be paid again, so that the bot itself refuses what is sold, and the person reads why", async () => {
  const page = await stage.openPage();
  const elena = await be(page, "Elena");
  await elena.write("/buy link");
  const link = (await elena.reads("One lesson, by a link.")).getByRole("button", { name: "Pay by link" });
  await link.click();
  await elena.reads("The lesson is yours.");
  await link.click();
  const refusal = page.getByRole("alertdialog");
  await refusal.getByText("Diese Stunde ist schon verkauft.").waitFor();
  await refusal.getByRole("button", { name: "OK" }).click();
  expect(await elena.messages.getByText("You paid").count()).toBe(1);
});

test("while the Worker is dead nothing is paid, and afterwards it can be", async () => {
  const page = await stage.openPage();
  const nikos = await be(page, "Nikos");
  await nikos.write("/buy");
  const pay = (await nikos.reads("One lesson")).getByRole("button", { name: "Pay" });
  await stage.academy.post("/sim/worker", { to: "killed" });
  await pay.click();
  await page.getByRole("alertdialog").getByText("Nothing was paid").waitFor();
  await page.getByRole("button", { name: "OK" }).click();
  expect(await nikos.messages.getByText("You paid").count()).toBe(0);
  await stage.academy.post("/sim/worker", { to: "running" });
  await pay.click();
  await nikos.messages.getByText("You paid ⭐ 50").waitFor({ timeout: 60_000 });
});

/** What the browser is asked to read out from now on. */
async function listenIn(page: Page): Promise<() => Promise<Array<{ text: string; lang: string }>>> {
  await page.evaluate(() => {
    const heard: Array<{ text: string; lang: string }> = [];
    Object.assign(globalThis, { heard });
    const speak = speechSynthesis.speak.bind(speechSynthesis);
    speechSynthesis.speak = (speech) => {
      heard.push({ text: speech.text, lang: speech.lang });
      speak(speech);
    };
  });
  return () => page.evaluate(() => (globalThis as unknown as { heard: Array<{ text: string; lang: string }> }).heard);
}

/** What went over the wire from the till on: updates by their kind, calls by their method. */
async function updatesAndAnswers(): Promise<string[]> {
  const { traffic } = await stage.academy.state();
  const lines = traffic.map((line) => {
    if (line.kind === "update") return Object.keys(line.update).find((key) => key !== "update_id") ?? "";
    const { method, payload, status } = line.call;
    return `${method}${payload["ok"] === true ? " ok" : ""}${status === 200 ? "" : ` ${status}`}`;
  });
  return lines.slice(lines.lastIndexOf("pre_checkout_query"));
}
