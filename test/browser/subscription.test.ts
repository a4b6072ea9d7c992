import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { be, keepScreenshots } from "./someone.ts";
import { setStage } from "./stage.ts";

const stage = setStage({ vars: { SUBSCRIPTION_PLANS: "30d 250, monthly 200", TRIAL_DAYS: "0", GRACE_DAYS: "2" } });

test("the tutor is closed, a learner subscribes for Stars and learns, ends the renewal, takes that back, and pays the next month", async () => {
  const page = await stage.openPage();
  const lena = await be(page, "Lena");
  await lena.register();
  await lena.tap("🎓 Learn");
  await lena.reads("you have none yet");
  await keepScreenshots(page, "subscription-closed");
  await lena.tap("🔁 Every 30 days · 200 ⭐");
  const invoice = await lena.reads("until you end it");
  await invoice.getByRole("button", { name: "Pay 200 ⭐" }).click();
  await lena.reads("200 ⭐ are paid for 30 days");
  await keepScreenshots(page, "subscription-paid");
  await lena.write("/learn");
  await lena.reads("What would you like");

  await lena.write("/subscription");
  await lena.reads("Telegram renews it by itself");
  await lena.tap("Do not renew it any more");
  await lena.reads("Telegram does not renew it any more");
  await lena.tap("🔁 Renew it again");
  await lena.reads("Settings → My Stars");
  const receipt = lena.messages.getByRole("article").filter({ hasText: "You paid ⭐ 200" });
  await choose(lena.phone, receipt, "Take the end back");
  await lena.reads("Telegram renews your access by itself");
  await choose(lena.phone, receipt, "Next period: paid");
  await expect.poll(() => lena.messages.getByText("200 ⭐ are paid for 30 days").count()).toBe(2);
  await choose(lena.phone, receipt, "Next period: not enough Stars");
  await lena.reads("Telegram could not take the Stars");
  await keepScreenshots(page, "subscription-renewed");
});

test("the owner gives days, sees the payments, and gives the Stars of one back after a second press", async () => {
  const page = await stage.openPage();
  const [mira, nikos] = [await be(page, "Mira"), await be(page, "Nikos")];
  await nikos.register();
  await mira.write("/subscription");
  await mira.tap("30 days · 250 ⭐");
  await (await mira.reads("Nothing is renewed by itself")).getByRole("button", { name: "Pay 250 ⭐" }).click();
  await mira.reads("250 ⭐ are paid for 30 days");
  await nikos.write("/grant @mira_in_stoa");
  await nikos.reads("Access of");
  await nikos.write("/grant @mira_in_stoa 7d an hour was cancelled");
  await mira.reads("an hour was cancelled");
  // What it says of the new days tells it from the one before, whose buttons may be going.
  const file = await nikos.reads(/Access of.*an hour was cancelled/s);
  await file.getByRole("button", { name: "↩️ 250 ⭐" }).click();
  await nikos.reads("Really?");
  await nikos.tap("↩️ Yes, give 250 ⭐ back");
  await nikos.reads("The Stars have been given back");
  await mira.reads("were given back to you");
  await mira.messages.getByText("⭐ 250 came back").waitFor();
  await mira.write("/paysupport");
  const payments = await mira.reads("Your payments");
  expect(await payments.getByRole("cell", { name: "⭐" }).allInnerTexts()).toEqual(["-250 ⭐", "250 ⭐"]);
  await keepScreenshots(page, "subscription-refunded");
});

async function choose(phone: Locator, message: Locator, deed: string): Promise<void> {
  await message.first().click({ button: "right" });
  await phone.page().getByRole("menuitem", { name: deed }).click();
}
