import { expect, test } from "vitest";
import { be, beNewLearner, breakSomething, type Someone } from "./someone.ts";
import { setStage } from "./stage.ts";

const stage = setStage();

test("what died while the database was down is carried out in the end, replayed from the pane and by the owner in the chat", async () => {
  const page = await stage.openPage();
  const database = (state: string) =>
    breakSomething(page, (box) => box.getByRole("group", { name: "Database" }).getByLabel(state, { exact: true }).check());
  const [mira, omar] = [await be(page, "Mira"), await beNewLearner(page, "Omar")];
  await omar.register();
  for (const each of [mira, omar]) await openLevels(each);
  await database("down");
  for (const each of [mira, omar]) await each.tap("B2");
  for (const each of [mira, omar]) await each.reads("This is taking longer than usual");
  await page.getByRole("button", { name: "+1 h" }).click();
  for (const each of [mira, omar]) await each.messages.getByText("your last step was not carried out").waitFor({ timeout: 60_000 });
  await database("well");

  await page.getByRole("button", { name: "Raw traffic", exact: true }).click();
  const dead = page.getByRole("region", { name: "Dead letters" }).getByRole("listitem");
  await expect.poll(() => dead.count()).toBe(2);
  await dead.filter({ hasText: "press for Mira" }).getByRole("button", { name: "Replay" }).click();
  await expect.poll(() => dead.count()).toBe(1);
  await mira.reads(/Level\s*B2/);

  const nikos = await be(page, "Nikos");
  const { personas } = await stage.academy.state();
  await nikos.write(`/why @${personas.find(({ name }) => name === "Omar")?.username}`);
  await nikos.tap("Replay");
  await nikos.reads("Handed in again");
  await omar.reads(/Level\s*B2/);
  await page.getByRole("button", { name: "Look again" }).click();
  await page.getByText("Nothing has died.").waitFor();
  expect(await dead.count()).toBe(0);
});

async function openLevels(someone: Someone): Promise<void> {
  await someone.write("/settings");
  await someone.tap("Level");
  await someone.reads("Your level");
}
