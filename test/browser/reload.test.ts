import { expect, test } from "vitest";
import { be, type Someone } from "./someone.ts";
import { setStage } from "./stage.ts";

const stage = setStage();
const [MIRA, ELENA] = [100_003, 100_004];
/** A group in which the bot does not see what people say to each other. */
const GROUP = -1_002_700_000_002;
const say = (personId: number, text: string) => stage.academy.post("/sim/say", { personId, chatId: GROUP, text });

test("what nobody has looked at is counted, over a reload, and until somebody opens it", async () => {
  const page = await stage.openPage();
  const elena = page.getByRole("button", { name: "Elena teacher" });
  await say(MIRA, "Kommt jemand mit ins Museum?");
  await say(MIRA, "Am Samstag um drei.");
  await elena.getByText("2").waitFor();
  await page.reload();
  await elena.getByText("2").waitFor();
  const opened = await be(page, "Elena");
  await opened.phone.getByRole("button", { name: "All chats" }).click();
  const row = opened.phone.getByRole("button", { name: "German in the evening" });
  expect(await row.getByLabel("2 unread").count()).toBe(1);
  await row.click();
  await expect.poll(() => elena.getByText("2").count()).toBe(0);
  await page.reload();
  await opened.messages.getByText("Am Samstag um drei.").waitFor();
  expect(await elena.getByText("2").count()).toBe(0);
});

test("of a forum each topic is counted by itself", async () => {
  const page = await stage.openPage();
  const nikos = await be(page, "Nikos");
  const elena = await be(page, "Elena");
  await elena.open("Stoa staff", "Questions");
  await elena.write("Who knows Mira's number?");
  await nikos.open("Stoa staff");
  const topic = (name: string) => nikos.phone.getByRole("button", { name });
  await topic("Questions").getByLabel("1 unread").waitFor();
  expect(
    await topic("Homework")
      .getByLabel(/unread/)
      .count(),
  ).toBe(0);
  await page.reload();
  await topic("Questions").getByLabel("1 unread").waitFor();
});

test("what is half written stays where it was written, with the message that it answers", async () => {
  const page = await stage.openPage();
  const mira = await be(page, "Mira");
  await say(ELENA, "Was habt ihr am Wochenende gemacht?");
  await mira.open("German in the evening");
  const question = await mira.reads("am Wochenende gemacht", "Elena");
  await question.click({ button: "right" });
  await page.getByRole("menuitem", { name: "Reply" }).click();
  await page.keyboard.type("Ich habe");
  await mira.phone.getByRole("button", { name: "All chats" }).click();
  await mira.phone.getByText("Draft: Ich habe").waitFor();
  await page.reload();
  await mira.phone.getByRole("button", { name: "German in the evening" }).click();
  expect(await fieldOf(mira).inputValue()).toBe("Ich habe");
  await fieldOf(mira).press("End");
  await page.keyboard.type(" gelesen.");
  await page.keyboard.press("Enter");
  const said = await mira.reads("Ich habe gelesen.", "You");
  expect(await said.locator(".reply").innerText()).toContain("am Wochenende gemacht");
  await page.reload();
  expect(await fieldOf(mira).inputValue()).toBe("");
});

test("what is written while the simulator is gone can be sent when it is back", async () => {
  const page = await stage.openPage();
  const mira = await be(page, "Mira");
  await page.context().setOffline(true);
  await mira.write("Bist du da?");
  await page.getByText("The simulator does not answer").first().waitFor();
  await expect.poll(() => fieldOf(mira).inputValue()).toBe("Bist du da?");
  await page.context().setOffline(false);
  await page.reload();
  expect(await fieldOf(mira).inputValue()).toBe("Bist du da?");
  await fieldOf(mira).press("Enter");
  await mira.reads("Bist du da?", "You");
});

test("whoever read further up is there again after a reload", async () => {
  const page = await stage.openPage();
  const mira = await be(page, "Mira");
  await mira.open("German in the evening");
  for (let n = 1; n <= 80; n++) await say(n % 2 === 0 ? MIRA : ELENA, `Satz ${n} von achtzig`);
  await mira.reads("Satz 80 von achtzig", "You");
  await (await mira.reads("Satz 31 von achtzig", "Elena")).evaluate((node) => node.scrollIntoView({ block: "start" }));
  const first = () =>
    mira.messages.evaluate((frame) => {
      const { top } = frame.getBoundingClientRect();
      const seen = [...frame.querySelectorAll("article")].find((node) => node.getBoundingClientRect().bottom > top + 1);
      return seen?.querySelector(".text")?.textContent;
    });
  await expect.poll(first).toBe("Satz 31 von achtzig");
  await page.reload();
  await expect.poll(first).toBe("Satz 31 von achtzig");
});

const fieldOf = ({ phone }: Someone) => phone.getByRole("textbox", { name: "Message" });
