import { expect, test } from "vitest";
import { be, keepScreenshots } from "./someone.ts";
import { setStage } from "./stage.ts";

const stage = setStage();

test("in the morning a learner has a tip and chooses another hour; the owner sends one to everybody and reads how many have it", async () => {
  const page = await stage.openPage();
  const [lena, nikos] = [await be(page, "Lena"), await be(page, "Nikos")];
  await lena.register();
  await lena.reads("Your level");
  await stage.academy.post("/sim/clock", { to: "next-morning" });
  const tip = await lena.reads("Tip of the day");
  expect(await tip.innerText()).toContain("No more daily tips");
  await lena.tap("Another hour");
  await lena.tap("19:00");
  await lena.reads("Tip of the day: 19:00");

  await nikos.write("/add_tip Say what you see on your way to work, in German.");
  const added = await (await nikos.reads("Added as #")).innerText();
  await nikos.write(`/send_tip ${/#(\d+)/.exec(added)?.[1]}`);
  await nikos.tap("📣 Send to");
  await lena.reads("Say what you see on your way to work");
  const report = await nikos.reads("✅ Sent");
  expect(await report.innerText()).toMatch(/✅ \d+ got it/);
  await keepScreenshots(page, "tips");
});

test("an owner adds a tip when asked for it, is told what does not fit, changes it, finds it in the list and takes it out", async () => {
  const page = await stage.openPage();
  const nikos = await be(page, "Nikos");
  await nikos.write("/add_tip");
  await nikos.reads("What should the tip say?");
  await nikos.write("Kurz.");
  await nikos.reads("characters");
  await nikos.write("Read the signs on your way aloud.");
  const added = await (await nikos.reads("Added as #")).innerText();
  const tip = /#(\d+)/.exec(added)?.[1];
  await nikos.write(`/edit_tip ${tip}`);
  await nikos.reads("What should the tip say?");
  await nikos.write("Read the signs on your way aloud, twice.");
  await nikos.reads("now says:");
  await nikos.write("/list_tips");
  expect(await (await nikos.reads("The newest tips")).innerText()).toContain("Read the signs on your way aloud, twice.");
  await keepScreenshots(page, "tips-list");
  await nikos.write(`/delete_tip ${tip}`);
  await nikos.reads("is out of the pool");
  await nikos.write("/list_tips");
  await expect.poll(async () => (await nikos.reads("The newest tips")).innerText()).not.toContain("aloud, twice");
});
