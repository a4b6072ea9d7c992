import { join } from "node:path";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";

const SCREENSHOTS = join(import.meta.dirname, "..", "..", "reports", "screenshots");
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

/** A person at the simulator's page, in words of what they do and see. */
export type Learner = {
  page: Page;
  messages: Locator;
  /** Goes on as somebody whom the bot has not met yet. */
  becomeNewLearner: (name: string) => Promise<void>;
  /** Presses a button of the bot, the newest that has these words. */
  tap: (label: string) => Promise<void>;
  write: (text: string) => Promise<void>;
  /** Waits until a message of the bot has these words. */
  reads: (words: string | RegExp) => Promise<Locator>;
  /** Keeps what is on screen at desktop and at phone width, in light and dark. */
  keepScreenshots: (name: string) => Promise<void>;
};

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env["CHROMIUM"] || "/usr/bin/chromium", headless: true });
}

export async function visit(browser: Browser, address: string): Promise<Learner> {
  const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(address);
  const messages = page.getByRole("log");
  return {
    page,
    messages,
    async becomeNewLearner(name) {
      await page.getByRole("button", { name: "New learner", exact: true }).click();
      await page.getByLabel("First name").fill(name);
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await page.getByRole("log", { name: `Messages of ${name}` }).waitFor();
    },
    tap: (label) => messages.getByRole("button", { name: label }).last().click(),
    async write(text) {
      await page.getByRole("textbox", { name: "Message" }).fill(text);
      await page.keyboard.press("Enter");
    },
    async reads(words) {
      const found = messages.getByRole("article", { name: /^Stoa/ }).filter({ hasText: words }).last();
      await found.waitFor();
      return found;
    },
    keepScreenshots: (name) => keepScreenshots(page, name),
  };
}

async function keepScreenshots(page: Page, name: string): Promise<void> {
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
