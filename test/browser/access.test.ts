import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { be } from "./someone.ts";
import { setStage } from "./stage.ts";

const stage = setStage();

/** At the width of a desk and of a phone, in the light and in the dark. */
const LOOKS = [1280, 390].flatMap((width) => (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })));

test("nothing on the page is too faint to be read, without a name or out of reach of the keyboard", async () => {
  const page = await stage.openPage();
  const lena = await be(page, "Lena");
  await lena.register();
  await lena.write("/help");
  await lena.speak("Hallo");
  const nikos = await be(page, "Nikos");
  await nikos.open("Stoa staff", "Homework");
  const faults = [...(await faultsOf(page, "phones"))];
  for (const part of ["Raw traffic", "Failures", "Scenarios"]) {
    await page.getByRole("button", { name: part }).click();
    faults.push(...(await faultsOf(page, part)));
    await page.keyboard.press("Escape");
  }
  expect(faults).toEqual([]);
});

/** The Web Content Accessibility Guidelines, levels A and AA. */
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Carried out in the page, where axe has been put. */
const findViolations = (tags: string[]) =>
  (globalThis as unknown as { axe: typeof axe }).axe.run({ runOnly: tags, resultTypes: ["violations"] });

/** What axe finds, in each look of the page. */
async function faultsOf(page: Page, part: string): Promise<string[]> {
  const faults: string[] = [];
  await page.evaluate(axe.source);
  for (const { width, colorScheme } of LOOKS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // What fades from one colour into the other is in between for a moment.
    await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== "running"));
    const { violations } = await page.evaluate(findViolations, WCAG);
    const told = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}, ${any[0]?.message ?? ""} at ${html.slice(0, 160)}`),
    );
    faults.push(...told.map((fault) => `${part}, ${width} ${colorScheme}: ${fault}`));
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  return faults;
}
