import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { be, beNewLearner } from "./someone.ts";
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
