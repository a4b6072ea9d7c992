import type { Message } from "@grammyjs/types";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openAcademy, type Academy } from "./academy.ts";
import { be, openBrowser, openPage, type Someone } from "./someone.ts";

let academy: Academy;
let browser: Browser;

beforeAll(async () => {
  [academy, browser] = await Promise.all([openAcademy(), openBrowser()]);
});

afterAll(async () => {
  await Promise.all([browser?.close(), academy?.stop()]);
});

test("a recording that is sent while it still runs is sent with its sound", async () => {
  const page = await openPageThatListens();
  const timur = await be(page, "Timur");
  const box = await openVoiceBox(timur);
  await box.getByRole("button", { name: "Record" }).click();
  await box.getByRole("button", { name: "Stop recording" }).waitFor();
  await page.waitForTimeout(1500);
  await box.getByLabel("What it says").fill("Guten Morgen!");
  await box.getByRole("button", { name: "Send" }).click();
  await timur.messages.getByRole("button", { name: "Play: Voice message" }).waitFor();
  const { voice } = (await lastMessage(100_005)) ?? {};
  expect(voice?.mime_type).toContain("audio/webm");
  expect(voice?.file_size).toBeGreaterThan(1000);
});

test("a microphone that is allowed only after the box was closed is turned off", async () => {
  const page = await openPageThatListens();
  await page.evaluate(() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const asked = { allow: () => undefined as void, stream: undefined as MediaStream | undefined };
    Object.assign(globalThis, { asked });
    navigator.mediaDevices.getUserMedia = async (wish) => {
      await new Promise<void>((resolve) => (asked.allow = resolve));
      return (asked.stream = await ask(wish));
    };
  });
  const box = await openVoiceBox(await be(page, "Timur"));
  await box.getByRole("button", { name: "Record" }).click();
  await box.getByRole("button", { name: "Cancel" }).click();
  await page.evaluate(() => (globalThis as unknown as { asked: { allow: () => void } }).asked.allow());
  const isOff = () => {
    const { stream } = (globalThis as unknown as { asked: { stream: MediaStream | undefined } }).asked;
    return stream?.getTracks().every((track) => track.readyState === "ended");
  };
  await page.waitForFunction(isOff);
  expect(await page.evaluate(isOff)).toBe(true);
});

test("an owner asks why by the username of a learner, and sees what happened to them", async () => {
  const page = await openPage(browser, academy.address);
  const nikos = await be(page, "Nikos");
  expect(await page.getByRole("button", { name: "Mira, student" }).getAttribute("title")).toBe("@mira_in_stoa");
  await nikos.write("/why @mira_in_stoa");
  const timeline = await (await nikos.reads("@mira_in_stoa")).innerText();
  expect(timeline).toContain("100003");
  expect(timeline).toContain("command.start");
});

async function openPageThatListens(): Promise<Page> {
  const page = await openPage(browser, academy.address);
  await page.context().grantPermissions(["microphone"]);
  return page;
}

async function openVoiceBox({ page, phone }: Someone): Promise<Locator> {
  // A stranger's first word to the bot is Start.
  const start = phone.getByRole("button", { name: "START" });
  if (await start.isVisible()) await start.click();
  await phone.getByRole("button", { name: "Voice message", exact: true }).click();
  return page.getByRole("dialog", { name: "A voice message" });
}

async function lastMessage(personId: number): Promise<Message | undefined> {
  const response = await fetch(`${academy.address}/sim/state`);
  const { screens } = (await response.json()) as { screens: Record<string, Message[]> };
  return screens[personId]?.findLast(({ from }) => from?.id === personId);
}
