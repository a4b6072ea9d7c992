import { expect, test } from "vitest";
import { be, type Someone } from "./someone.ts";
import { setStage } from "./stage.ts";

const stage = setStage();

/** What somebody is made in the group that is open on a phone. */
async function make(by: Someone, name: string, place: string): Promise<void> {
  await by.choose("Members");
  const box = by.page.getByRole("dialog", { name: /^Members of/ });
  await box.getByRole("combobox", { name: `${name} is` }).selectOption(place);
  await box.getByRole("button", { name: "Done" }).click();
}

test("somebody who is muted reads why they cannot write, and writes when they may again", async () => {
  const page = await stage.openPage();
  const [mira, elena] = [await be(page, "Mira"), await be(page, "Elena")];
  for (const someone of [mira, elena]) await someone.open("German in the evening");
  await make(elena, "Mira", "muted");
  await mira.phone.getByText("You are muted in this group").waitFor();
  expect(await mira.phone.getByRole("textbox", { name: "Message" }).isVisible()).toBe(false);
  await make(elena, "Mira", "member");
  await mira.write("Da bin ich wieder.");
  await elena.reads("Da bin ich wieder.", "Mira");
  await mira.choose("Members");
  expect(await page.getByRole("combobox", { name: "Elena is" }).isDisabled()).toBe(true);
  expect(await page.getByRole("combobox", { name: "Stoa is" }).isDisabled()).toBe(true);
});

test("the bot that is put out of the staff's room, and let in again without its rights, asks for them there", async () => {
  const page = await stage.openPage();
  const nikos = await be(page, "Nikos");
  await nikos.open("Stoa staff", "General");
  await make(nikos, "Stoa", "not here");
  await nikos.messages.getByText("removed Stoa").waitFor();
  await make(nikos, "Stoa", "member");
  expect(await (await nikos.reads("The staff's work comes into this group")).innerText()).toContain("manage topics");
  await make(nikos, "Stoa", "administrator");
  await make(nikos, "Stoa", "muted");
  await make(nikos, "Stoa", "administrator");
  await expect.poll(() => nikos.messages.getByText("The staff's work comes into this group").count()).toBe(2);
});

test("a group that its owner makes a supergroup is another chat, in which the bot answers", async () => {
  const page = await stage.openPage();
  const elena = await be(page, "Elena");
  await elena.open("Book club");
  await elena.choose("Make it a supergroup");
  await elena.phone.getByRole("heading", { name: "Chats" }).waitFor();
  await elena.open("Book club");
  await elena.messages.getByText("The group became a supergroup").waitFor();
  await elena.write("/ping");
  await elena.reads("Das machen wir besser privat.");
  const { chats, traffic } = await stage.academy.state();
  expect(chats.filter(({ title }) => title === "Book club").map(({ kind }) => kind)).toEqual(["supergroup"]);
  const refused = traffic.filter((line) => line.kind === "call" && line.call.status !== 200);
  expect(refused.filter((line) => JSON.stringify(line).includes("upgraded"))).toEqual([]);
});

test("in a topic that is closed only administrators write", async () => {
  const page = await stage.openPage();
  const [nikos, timur] = [await be(page, "Nikos"), await be(page, "Timur")];
  await nikos.open("Stoa staff", "Homework");
  await make(nikos, "Timur", "member");
  await nikos.choose("Close the topic");
  await timur.open("Stoa staff", "Homework");
  await timur.phone.getByText("This topic is closed").waitFor();
  await nikos.write("Closed until Monday.");
  await nikos.choose("Open the topic again");
  await timur.write("I am in time.");
  expect(await (await nikos.reads("I am in time.", "Timur")).isVisible()).toBe(true);
});
