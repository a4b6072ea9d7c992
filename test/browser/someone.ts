import { join } from "node:path";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";

const SCREENSHOTS = join(import.meta.dirname, "..", "..", "reports", "screenshots");
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

/** A person at their phone on the simulator's page, in words of what they do and see. */
export type Someone = {
  page: Page;
  phone: Locator;
  messages: Locator;
  start: () => Promise<void>;
  /** Registers with English, A2 and explanations in English. */
  register: () => Promise<void>;
  /** Presses a button of the bot, the newest that has these words. */
  tap: (label: string) => Promise<void>;
  write: (text: string) => Promise<void>;
  /** Sends a recording that says this. */
  speak: (words: string) => Promise<void>;
  /** Answers the newest message of the bot that has these words; without any of one's own, with what is sent next. */
  reply: (to: string | RegExp, text?: string) => Promise<void>;
  /** Sends a file, or several as an album. */
  attach: (...files: SentFile[]) => Promise<void>;
  /** Chooses something from the menu of the chat. */
  choose: (item: string) => Promise<void>;
  /** Goes from the list of chats to a chat, and on to a topic of it. */
  open: (...names: Array<string | RegExp>) => Promise<void>;
  /** Waits until a message of the bot, or of `author`, has these words. */
  reads: (words: string | RegExp, author?: string) => Promise<Locator>;
};

type SentFile = { name: string; mimeType: string; buffer: Buffer<ArrayBuffer> };

/** A picture of one point. */
export function aPicture(name: string): SentFile {
  const point = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  return { name: `${name}.png`, mimeType: "image/png", buffer: Buffer.from(point, "base64") };
}

export function openBrowser(): Promise<Browser> {
  // The microphone is one that hums.
  const args = ["--use-fake-device-for-media-stream"];
  return chromium.launch({ executablePath: process.env["CHROMIUM"] || "/usr/bin/chromium", headless: true, args });
}

/** The page with its phones, at the width of a desk. */
export async function openPage(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: "reduce", permissions: ["microphone"] });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(address);
  await page
    .getByRole("region", { name: /^Phone of/ })
    .first()
    .waitFor();
  return page;
}

/** One of the people who are there from the start; their phone is put on the table. */
export async function be(page: Page, name: string): Promise<Someone> {
  const phone = page.getByRole("region", { name: `Phone of ${name}`, exact: true });
  if (!(await phone.isVisible())) await page.getByRole("button", { name: new RegExp(`^(\\d+ unread )?${name}\\b`) }).click();
  await phone.waitFor();
  const messages = phone.getByRole("log");
  const tap = (label: string) => messages.getByRole("button", { name: label }).last().click();
  const start = () => phone.getByRole("button", { name: "START" }).click();
  const reads: Someone["reads"] = async (words, author = "Stoa") => {
    const found = messages
      .getByRole("article", { name: new RegExp(`^${author}`) })
      .filter({ hasText: words })
      .last();
    await found.waitFor();
    return found;
  };
  return {
    page,
    phone,
    messages,
    start,
    tap,
    async register() {
      await start();
      for (const label of ["English", "A2", "English"]) await tap(label);
    },
    async write(text) {
      await phone.getByRole("textbox", { name: "Message" }).fill(text);
      await page.keyboard.press("Enter");
    },
    async speak(words) {
      await phone.getByRole("button", { name: "Voice message", exact: true }).click();
      const box = page.getByRole("dialog", { name: "A voice message" });
      await box.getByLabel("What it says").fill(words);
      await box.getByRole("button", { name: "Send" }).click();
    },
    async reply(to, text) {
      await (await reads(to)).click({ button: "right" });
      await page.getByRole("menuitem", { name: "Reply" }).click();
      if (text === undefined) return;
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    },
    attach: (...files) => phone.getByLabel("Files").setInputFiles(files),
    async choose(item) {
      await phone.getByRole("button", { name: "More" }).click();
      await page.getByRole("menuitem", { name: item, exact: true }).click();
    },
    async open(...names) {
      for (const back of ["All topics", "All chats"]) {
        const button = phone.getByRole("button", { name: back });
        if (await button.isVisible()) await button.click();
      }
      for (const each of names) await phone.getByRole("button", { name: each }).click();
    },
    reads,
  };
}

/** Somebody whom the bot has not met yet. */
export async function beNewLearner(page: Page, name: string): Promise<Someone> {
  await page.getByRole("button", { name: "New learner", exact: true }).click();
  await page.getByLabel("First name").fill(name);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("region", { name: `Phone of ${name}`, exact: true }).waitFor();
  return be(page, name);
}

/** Opens the box in which things are broken, does something there and closes it. */
export async function breakSomething(page: Page, act: (box: Locator) => Promise<void>): Promise<void> {
  const box = page.getByRole("region", { name: "Break something" });
  await page.getByRole("button", { name: "Failures" }).click();
  await act(box);
  await page.keyboard.press("Escape");
  await box.waitFor({ state: "hidden" });
}

/** Keeps what is on screen at desktop and at phone width, in light and dark. */
export async function keepScreenshots(page: Page, name: string): Promise<void> {
  for (const [width, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      // The browser repaints in its own time; an earlier picture would mix the two.
      await page.waitForTimeout(250);
      await page.screenshot({ path: join(SCREENSHOTS, `${name}-${width}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize(DESKTOP);
  await page.emulateMedia({ colorScheme: "light" });
}
