import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { openAcademy, type Academy } from "./academy.ts";
import { openBrowser, openPage } from "./someone.ts";

/** Where the tests of a file play: one academy and one browser for all of them, there when the first begins. */
export type Stage = {
  academy: Academy;
  /** A page of its own, which nobody has used yet. */
  openPage: () => Promise<Page>;
};

export function setStage(input: Parameters<typeof openAcademy>[0] = {}): Stage {
  let academy: Academy | undefined;
  let browser: Browser | undefined;
  const isOpen = <T>(part: T | undefined): T => {
    if (!part) throw new Error("Only a test may use the stage");
    return part;
  };
  beforeAll(async () => {
    [academy, browser] = await Promise.all([openAcademy(input), openBrowser()]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), academy?.stop()]);
  });
  return {
    get academy() {
      return isOpen(academy);
    },
    openPage: () => openPage(isOpen(browser), isOpen(academy).address),
  };
}
