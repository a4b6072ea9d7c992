import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { be, beNewLearner } from "./someone.ts";
import { setStage } from "./stage.ts";

const stage = setStage();

test("a conversation is exported as a scenario, and replayed from the file by somebody who is new", async () => {
  const page = await stage.openPage();
  const ada = await beNewLearner(page, "Ada");
  await ada.register();
  await ada.tap("Learn");
  await ada.tap("Free conversation");
  await ada.reads("Write to me");
  await ada.speak("Gestern ich habe ins Kino gegangen.");
  await ada.reads("Gestern bin ich");

  const download = page.waitForEvent("download");
  await ada.phone.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Export as a scenario" }).click();
  const file = await readFile(await (await download).path());
  const box = await openScenes(page);
  await choose(box, file);
  const again = page.getByRole("region", { name: "Phone of Ada 2" }).getByRole("log");
  await again.getByText("Gestern bin ich").first().waitFor({ timeout: 60_000 });
  await box.getByText("Choose what is to be replayed.").waitFor();
  // But for the times, word for word.
  const words = (log: Locator) => log.locator(".bubble > .text").allTextContents();
  expect(await words(again)).toEqual(await words(ada.messages));
});

test("a file that is no scenario is refused in the box, and nobody does anything", async () => {
  const page = await stage.openPage();
  const lena = await be(page, "Lena");
  const box = await openScenes(page);
  const scenario = { name: "mine", title: "Mine", steps: [{ who: "Lena", say: "/start" }] };
  const isRefused = async (file: string, sentence: string) => {
    await choose(box, Buffer.from(file));
    await expect.poll(() => box.getByRole("alert").allTextContents()).toEqual([sentence]);
  };
  const withStep = (step: object) => JSON.stringify({ ...scenario, steps: [...scenario.steps, step] });
  await isRefused("{", "This is no scenario: the file is not JSON");
  await isRefused(withStep({ who: "Bert", say: "Hallo" }), "Step 2: nobody here is called Bert");
  await isRefused(withStep({ who: "Lena", group: "Nowhere", say: "Hallo" }), 'Step 2: there is no group "Nowhere"');
  expect(await lena.messages.getByRole("article").count()).toBe(0);
  await choose(box, Buffer.from(JSON.stringify(scenario)));
  await lena.reads("Welcome");
  expect(await box.getByRole("alert").count()).toBe(0);
});

test("a week at the academy is watched to its end, and leaves on the phone what a week does", async () => {
  const page = await stage.openPage();
  const lena = await be(page, "Lena");
  const box = await openScenes(page);
  const troubles = await watchForTroubles(page);
  await box.getByLabel("Leave no time to read").check();
  await box.getByRole("button", { name: "A week at the academy" }).click();
  await box.getByText(/A week at the academy: step \d+ of \d+/).waitFor();
  await box.getByText("Choose what is to be replayed.").waitFor({ timeout: 240_000 });
  expect(await troubles()).toEqual([]);
  await lena.messages.getByText("mydata.json").waitFor();
  const said = (await lena.messages.textContent()) ?? "";
  for (const words of ["Tip of the day", "Conversation ended", "Bist du noch da?", "Nice sticker!"]) expect(said).toContain(words);
  expect(await lena.messages.getByRole("img", { name: "Sent" }).count()).toBe(0);
});

async function openScenes(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Scenarios" }).click();
  return page.getByRole("region", { name: "Replay a scenario" });
}

async function choose(box: Locator, file: Buffer): Promise<void> {
  const chooser = box.page().waitForEvent("filechooser");
  await box.getByRole("button", { name: "From a file…" }).click();
  await (await chooser).setFiles({ name: "scenario.json", mimeType: "application/json", buffer: file });
}

/** What the page says from now on that has gone wrong. */
async function watchForTroubles(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const troubles: string[] = [];
    Object.assign(globalThis, { troubles });
    const note = (node: Node) => node instanceof Element && node.matches(".toast.error, .alert") && troubles.push(node.textContent ?? "");
    new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach(note))).observe(document.body, {
      childList: true,
      subtree: true,
    });
  });
  return () => page.evaluate(() => (globalThis as unknown as { troubles: string[] }).troubles);
}
