import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { aPicture, be, beNewLearner, breakSomething, change, keepScreenshots, type Someone } from "./someone.ts";
import { setStage } from "./stage.ts";

const stage = setStage();

/** Both of the staff in the topic to which requests come, once there is one. */
async function openRequests(...staff: Someone[]): Promise<void> {
  for (const someone of staff) await someone.open("Stoa staff", "Requests");
}

const telegram = (state: "well" | "slow" | "5xx") => stage.academy.post("/sim/switches", { telegram: state });

/** Whether Telegram was asked in vain to tell somebody that they have been approved: the decision is stored before that. */
async function triedToTell(): Promise<boolean> {
  const { traffic } = await stage.academy.state();
  return traffic.some(
    (line) => line.kind === "call" && line.call.status !== 200 && JSON.stringify(line.call.payload).includes("has been approved"),
  );
}

test("a client asks, two of the staff see it in their topic, one asks back and approves, and all three see what came of it", async () => {
  const page = await stage.openPage();
  const [timur, nikos, elena] = [await be(page, "Timur"), await be(page, "Nikos"), await be(page, "Elena")];
  await timur.start();
  await timur.write("/request Пустите меня, пожалуйста: <b>очень</b> & важно");
  await timur.reads(/#\d+/);
  await openRequests(nikos, elena);
  const card = await elena.reads("<b>очень</b> & важно");
  expect(await card.textContent()).toContain("Access · waiting");

  await nikos.tap("❔ Ask back");
  await nikos.reads("What do you want to know");
  await nikos.phone.locator(".answering").getByText("What do you want to know").waitFor();
  await nikos.write("Who sent you?");
  await timur.reads("Who sent you?");
  await timur.write("My sister, who studies here.");
  const answered = await elena.reads(/Answered by .*My sister, who studies here/);
  for (const words of ["<b>очень</b> & важно", "Access · waiting"]) expect(await answered.textContent()).toContain(words);
  await keepScreenshots(page, "desk-answered");

  await elena.tap("✅ Approve");
  const decided = await nikos.reads(/Approved by Elena/);
  // Not the inner text, which leaves out what is too far up to be drawn.
  expect(await decided.textContent()).toContain("Access · approved");
  for (const { messages } of [nikos, elena]) expect(await messages.locator(".bubble > .text").filter({ hasText: "очень" }).count()).toBe(1);
  await nikos.reads("has been told");
  await timur.messages.getByText("🎉").waitFor();
});

test("of two who decide at once the second is told who was first, and the client hears of it once", async () => {
  const page = await stage.openPage();
  const [dana, nikos, elena] = [await beNewLearner(page, "Dana"), await be(page, "Nikos"), await be(page, "Elena")];
  await dana.start();
  await dana.write("/request Please let me in.");
  await dana.reads("has been received");
  await openRequests(nikos, elena);
  for (const someone of [nikos, elena]) await someone.reads("Please let me in.");
  // So that both still see the button.
  await telegram("slow");
  await nikos.tap("✅ Approve");
  await elena.tap("✅ Approve");
  await page
    .getByText(/(is settled already|ist schon erledigt)\. ✅ .*(Nikos|Elena)/)
    .first()
    .waitFor();
  await telegram("well");
  await elena.reads("has been told");
  expect(await dana.messages.getByText("has been approved").count()).toBe(1);
});

test("a decision that was stored when the Worker was killed is delivered once when it is back", async () => {
  const page = await stage.openPage();
  const [omar, elena] = [await beNewLearner(page, "Omar"), await be(page, "Elena")];
  await omar.start();
  await omar.write("/request Omar would like to join.");
  await openRequests(elena);
  await elena.reads("Omar would like to join.");
  await telegram("5xx");
  await elena.tap("✅ Approve");
  await expect.poll(triedToTell, { timeout: 20_000 }).toBe(true);
  await breakSomething(page, async (box) => {
    await box.getByRole("button", { name: "Kill the Worker" }).click();
    await box.getByText("The Worker is dead").waitFor();
  });
  await telegram("well");
  await breakSomething(page, async (box) => {
    await box.getByRole("button", { name: "Restart" }).click();
    await box.getByText("The Worker runs").waitFor({ timeout: 60_000 });
  });
  await omar.messages.getByText("has been approved").waitFor({ timeout: 90_000 });
  await elena.messages.getByText("has been told").last().waitFor({ timeout: 90_000 });
  expect(await omar.messages.getByText("has been approved").count()).toBe(1);
});

test("one takes a card, the other is held off, it is handed over and rejected with a reason, and the client must wait a day", async () => {
  const page = await stage.openPage();
  const [ida, nikos, elena] = [await beNewLearner(page, "Ida"), await be(page, "Nikos"), await be(page, "Elena")];
  await ida.start();
  await ida.write("/request Ida knocks.");
  await openRequests(nikos, elena);
  for (const someone of [nikos, elena]) await someone.reads("Ida knocks.");
  await elena.tap("✋ I take it");
  await nikos.reads(/Elena has it until/);
  await nikos.tap("✅ Approve");
  await page.getByText(/Elena has #\d+ until/).waitFor();
  await elena.tap("Hand it over");
  await elena.tap("@nikos_in_stoa");
  await nikos.reads(/@nikos_in_stoa has it until/);
  await nikos.tap("❌ Reject");
  await nikos.reply("The person will read the reason", "We know no Ida.");
  await ida.reads("The reason: We know no Ida.");
  await elena.reads(/Rejected by Nikos/);
  await ida.write("/request Ida knocks again.");
  expect(await (await ida.reads("You can ask again in")).textContent()).toContain("24 hours");
});

test("pictures go both ways below a card, and outlast its topic, which is deleted before the decision", async () => {
  const page = await stage.openPage();
  const [vera, nikos, elena] = [await beNewLearner(page, "Vera"), await be(page, "Nikos"), await be(page, "Elena")];
  const pictures = ({ messages }: Someone) => messages.getByRole("article", { name: /^Stoa/ }).getByRole("img", { name: "Photo" });
  await vera.start();
  await vera.write("/request Vera has a letter.");
  await openRequests(elena);
  const [, number] = /#(\d+)/.exec((await (await elena.reads("Vera has a letter.")).textContent()) ?? "") ?? [];
  await vera.phone.getByRole("textbox", { name: "Message" }).fill("My letter.");
  await vera.attach(aPicture("letter"));
  await pictures(elena).last().waitFor();
  await elena.reads("My letter.");
  await change(vera, "My letter.", "My letter, signed.");
  await elena.reads("My letter, signed.");
  await elena.reply("Vera has a letter.");
  await elena.attach(aPicture("house rules"));
  await pictures(vera).waitFor();
  await vera.reads("Staff have sent you something about your request");
  await elena.reads("has been told");

  await elena.choose("Delete the topic");
  await nikos.write(`/approve ${number}`);
  await vera.reads("has been approved");
  await openRequests(elena);
  expect(await (await elena.reads("Vera has a letter.")).textContent()).toContain("Approved by Nikos");
  await pictures(elena).waitFor();
});

test("of more requests than the group takes in a minute the rest come as a list, from which they are opened", async () => {
  const page = await stage.openPage();
  const elena = await be(page, "Elena");
  const pass = () => stage.academy.post("/sim/clock", { minutes: 2 });
  // What was said in the group before counts no more.
  await pass();
  const newcomers = Array.from({ length: 22 }, (_, n) => `Guest ${n + 1}`);
  await Promise.all(newcomers.map(requestAs));
  await openRequests(elena);
  const cards = elena.messages.getByRole("article").filter({ hasText: "Let me in, says Guest" });
  await expect.poll(() => cards.count()).toBeGreaterThanOrEqual(18);
  await expect.poll(isStill).toBe(true);
  await pass();
  await elena.tap("✋ I take it");
  await elena.reads("more have come in faster");
  await elena.tap("Open the next");
  await elena.reads("All of these have been opened.");
  for (const name of newcomers) await elena.reads(`Let me in, says ${name}.`);
});

/** Whether for a second the bot has said nothing. */
async function isStill(): Promise<boolean> {
  const newest = async () => JSON.stringify((await stage.academy.state()).traffic.at(-1));
  const before = await newest();
  await sleep(1_000);
  return (await newest()) === before;
}

/** What somebody new asks for who has a phone of their own elsewhere. */
async function requestAs(name: string): Promise<void> {
  const { personId } = (await stage.academy.post("/sim/person", { name, languageCode: "en" })) as { personId: number };
  await stage.academy.post("/sim/say", { personId, chatId: personId, text: `/request Let me in, says ${name}.` });
}
