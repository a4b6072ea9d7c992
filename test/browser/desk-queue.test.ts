import { expect, test } from "vitest";
import { be, beNewLearner, keepScreenshots, type Someone } from "./someone.ts";
import { setStage } from "./stage.ts";

const stage = setStage();

/** Asks to be let in, and is read of by both of the staff in their topic. */
async function ask(person: Someone, words: string, staff: Someone[]): Promise<string> {
  await person.start();
  await person.write(`/request ${words}`);
  await person.reads("has been received");
  for (const someone of staff) await someone.open("Stoa staff", "Requests");
  const card = await Promise.all(staff.map((someone) => someone.reads(words)));
  const [, number = ""] = /#(\d+)/.exec((await card[0]?.textContent()) ?? "") ?? [];
  return number;
}

const cardOf = ({ messages }: Someone, words: string) => messages.getByRole("article").filter({ hasText: words }).last();

test("a decision is changed by a colleague: the person is told of both, both of the staff see who did what, and an old question counts no more", async () => {
  const page = await stage.openPage();
  const [nikos, elena, rosa] = [await be(page, "Nikos"), await be(page, "Elena"), await beNewLearner(page, "Rosa")];
  await ask(rosa, "Rosa would like to join.", [nikos, elena]);
  await nikos.tap("❌ Reject");
  await nikos.reply("The person will read the reason", "We know no Rosa.");
  await rosa.reads("The reason: We know no Rosa.");
  await elena.reads(/Rejected by Nikos/);
  for (const someone of [elena, nikos]) await someone.tap("↩️ Change the decision");
  await nikos.reads("The person will be told of the change");
  await elena.reads("Die Person erfährt von der Änderung");
  await keepScreenshots(page, "desk-change");
  await elena.tap("✅ Genehmigen");
  const changed = await nikos.reads(/Approved by Elena/);
  expect(await changed.textContent()).toMatch(/Access · approved[\s\S]*Rejected by Nikos[\s\S]*Approved by Elena/);
  await rosa.reads("has been approved");
  await nikos.tap("✅ Approve");
  await page.getByText(/is settled already|Somebody has done something about/).waitFor();
  await keepScreenshots(page, "desk-changed");
  await nikos.messages.getByText("What should it be instead").waitFor({ state: "detached" });
  expect(await rosa.messages.getByText("has been approved").count()).toBe(1);
});

test("a person who has blocked the bot is decided on all the same; the card says so, and sends again when they are back", async () => {
  const page = await stage.openPage();
  const [nikos, elena, bruno] = [await be(page, "Nikos"), await be(page, "Elena"), await beNewLearner(page, "Bruno")];
  await ask(bruno, "Bruno is in a hurry.", [nikos, elena]);
  await bruno.choose("Block the bot");
  await elena.tap("✅ Approve");
  await nikos.reads("The person cannot be reached");
  await nikos.tap("🔁 Send again");
  await page.getByText("Being sent once more").waitFor();
  await elena.reads("The person cannot be reached");
  await keepScreenshots(page, "desk-blocked");
  await bruno.phone.getByRole("button", { name: "RESTART" }).click();
  await elena.tap("🔁 Send again");
  await bruno.reads("has been approved");
  await nikos.reads("The person has been told");
  expect(await bruno.messages.getByText("has been approved").count()).toBe(1);
});

test("/queue leads through what waits, the oldest first, without what a colleague has taken, and to its end", async () => {
  const page = await stage.openPage();
  const [nikos, elena] = [await be(page, "Nikos"), await be(page, "Elena")];
  const names = ["Clara", "Dino", "Edda"];
  for (const name of names) await ask(await beNewLearner(page, name), `${name} knocks.`, [nikos, elena]);
  await cardOf(nikos, "Dino knocks.").getByRole("button", { name: "✋ I take it" }).click();
  await elena.reads(/Nikos has it until/);

  await elena.open(/^Stoa \d/);
  await elena.write("/queue");
  await elena.reads("Clara knocks.");
  await elena.reads("Offen für dich: 2. Nach dieser: 1.");
  await keepScreenshots(page, "desk-queue");
  await elena.tap("Weiter ›");
  await elena.reads("Edda knocks.");
  await cardOf(elena, "Edda knocks.").getByRole("button", { name: "✅ Genehmigen" }).click();
  await expect.poll(() => cardOf(elena, "Edda knocks.").textContent()).toMatch(/Genehmigt von Elena/);
  expect(await elena.messages.getByText("Dino knocks.").count()).toBe(0);
  await elena.write("/queue");
  await elena.reads("Offen für dich: 1. Nach dieser: 0.");
  await keepScreenshots(page, "desk-queue-end");

  await nikos.open(/^Stoa \d/);
  await nikos.write("/queue");
  await nikos.reads("Dino knocks.");
});
