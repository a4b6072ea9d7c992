import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { firstGroups } from "../simulator/personas.ts";
import { openAcademy } from "./academy.ts";
import { be, breakSomething, openBrowser, openPage, type Someone } from "./someone.ts";

// Takes the pictures of the README: `npm run pictures`.
process.removeAllListeners("warning");

const DOCS = join(import.meta.dirname, "..", "..", "docs");

const [academy, browser] = await Promise.all([openAcademy(), openBrowser()]);
try {
  const page = await openPage(browser, academy.address);
  await page.setViewportSize({ width: 1200, height: 720 });
  const lena = await be(page, "Lena");
  await beCorrected(lena);
  await showStaff(page);
  await take(page, "simulator");
  await leaveWaiting(page, lena);
  await take(page, "failures");
  await showNarrow(page, lena);
  await take(page, "phone");
} finally {
  await Promise.all([browser.close(), academy.stop()]);
}
process.exit();

async function beCorrected(lena: Someone): Promise<void> {
  await lena.register();
  await lena.tap("Learn");
  await lena.tap("Free conversation");
  await lena.reads("Write to me");
  await lena.write("Gestern ich habe ins Kino gegangen.");
  await lena.reads("Gestern bin ich");
}

/** Two of the staff talk in a topic of their room. */
async function showStaff(page: Page): Promise<void> {
  const nikos = await be(page, "Nikos");
  await nikos.open("Stoa staff", "Homework");
  await nikos.reads("The new group starts on Monday", "You");
  const { personas, screens } = await academy.state();
  const chatId = firstGroups.staff.id;
  const remark = screens[chatId]?.find(({ text }) => text?.includes("The new group starts on Monday"));
  const elena = personas.find(({ name }) => name === "Elena");
  await academy.post("/sim/react", { personId: elena?.personId, chatId, messageId: remark?.message_id, emoji: ["👍"] });
}

/** The Worker is dead, and what Lena writes waits for it. */
async function leaveWaiting(page: Page, lena: Someone): Promise<void> {
  await breakSomething(page, async (box) => {
    await box.getByRole("button", { name: "Kill the Worker" }).click();
    await box.getByText("The Worker is dead").waitFor();
  });
  await lena.write("Bist du noch da?");
  await page.getByRole("alert").filter({ hasText: "Not delivered yet" }).waitFor();
  await page.getByRole("button", { name: "Failures" }).click();
}

/** The next morning, on a phone and in the dark. */
async function showNarrow(page: Page, lena: Someone): Promise<void> {
  await page.getByRole("button", { name: "Restart" }).click();
  await page.getByText("The Worker runs").waitFor({ timeout: 60_000 });
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Next morning" }).click();
  await lena.reads(/tip/i);
  await page.setViewportSize({ width: 390, height: 720 });
  await page.emulateMedia({ colorScheme: "dark" });
}

async function take(page: Page, name: string): Promise<void> {
  // Toasts go, and the browser repaints, in their own time.
  await page.waitForTimeout(500);
  await page.mouse.move(0, 0);
  const picture = await page.screenshot();
  writeFileSync(join(DOCS, `${name}.webp`), await inWebp(page, picture));
  console.log(`docs/${name}.webp`);
}

/** A third of the size, and no difference to be seen. */
async function inWebp(page: Page, picture: Buffer): Promise<Buffer> {
  const base64 = await page.evaluate(async (png) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (character) => character.charCodeAt(0))]));
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext("2d")?.drawImage(image, 0, 0);
    const webp = await canvas.convertToBlob({ type: "image/webp", quality: 0.92 });
    const bytes = new Uint8Array(await webp.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  }, picture.toString("base64"));
  return Buffer.from(base64, "base64");
}
