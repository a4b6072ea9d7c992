import type { Message } from "@grammyjs/types";
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { aPicture, be, change, type Someone } from "./someone.ts";
import { setStage } from "./stage.ts";

const stage = setStage();

// First of all, while what Mira does fits on one page.
test("an owner asks why by the username of a learner, and sees what happened to them", async () => {
  const page = await stage.openPage();
  const nikos = await be(page, "Nikos");
  expect(await page.getByRole("button", { name: "Mira student" }).getAttribute("title")).toBe("@mira_in_stoa");
  await nikos.write("/why @mira_in_stoa");
  const timeline = await (await nikos.reads("@mira_in_stoa")).innerText();
  expect(timeline).toContain("100003");
  expect(timeline).toContain("command.start");
});

test("a recording that is sent while it still runs is sent with its sound", async () => {
  const page = await stage.openPage();
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

test("a file is sent as a recording, understood by its words and heard", async () => {
  const page = await stage.openPage();
  const mira = await be(page, "Mira");
  await mira.write("/learn");
  await mira.tap("Free conversation");
  await mira.reads("Write to me");
  const box = await openVoiceBox(mira);
  await box.getByLabel("or a file").setInputFiles({ name: "hum.wav", mimeType: "audio/wav", buffer: aHum() });
  await box.getByLabel("What it says").fill("Ich höre gern Musik.");
  await box.getByRole("button", { name: "Send" }).click();
  await mira.reads(/You said:\s*Ich höre gern Musik\./);
  expect((await lastMessage(100_003))?.voice?.mime_type).toContain("audio/wav");
  const sent = mira.messages
    .getByRole("article", { name: /^You/ })
    .filter({ has: page.getByRole("button", { name: "Play: Voice message" }) })
    .last();
  const play = sent.getByRole("button", { name: "Play: Voice message" });
  await play.click();
  await sent.getByText("Ich höre gern Musik.").waitFor();
  expect(await play.getAttribute("aria-pressed")).toBe("true");
});

test("a message of one's own is changed where it stands, and says so", async () => {
  const page = await stage.openPage();
  const [mira, elena] = [await be(page, "Mira"), await be(page, "Elena")];
  for (const someone of [mira, elena]) await someone.open("German in the evening");
  await mira.write("Wir treffen uns um drei.");
  await elena.reads("um drei", "Mira");
  await change(mira, "Wir treffen uns um drei.", "Wir treffen uns um vier.");
  const changed = await elena.reads("um vier", "Mira");
  expect(await changed.innerText()).toContain("edited");
  for (const { messages } of [mira, elena]) expect(await messages.getByText("um drei").count()).toBe(0);
});

test("a microphone that is allowed only after the box was closed is turned off", async () => {
  const page = await stage.openPage();
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

test("an album lies in one bubble, of which each part can be removed", async () => {
  const page = await stage.openPage();
  const mira = await be(page, "Mira");
  await mira.attach(...["eins", "zwei", "drei"].map(aPicture));
  const album = mira.messages.getByRole("group", { name: "Album" });
  const parts = album.getByRole("article");
  await parts.nth(2).waitFor();
  const [a, b, c] = await Promise.all([0, 1, 2].map((at) => parts.nth(at).boundingBox()));
  expect([a?.y, (a?.x ?? 0) < (b?.x ?? 0), a?.x]).toEqual([b?.y, true, c?.x]);

  await page.reload();
  await parts.nth(2).waitFor();
  for (let left = 3; left > 0; left--) {
    await parts.first().click({ button: "right", position: { x: 20, y: 20 } });
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect.poll(() => parts.count()).toBe(left - 1);
  }
  expect(await album.count()).toBe(0);
});

test("the only caption of an album stands below all of it, and goes with the part that it belongs to", async () => {
  const page = await stage.openPage();
  const nikos = await be(page, "Nikos");
  const field = nikos.phone.getByRole("textbox", { name: "Message" });
  await field.fill("Am See");
  await nikos.attach(...["eins", "zwei"].map(aPicture));
  const album = nikos.messages.getByRole("group", { name: "Album" });
  await album.getByText("Am See").waitFor();
  expect(await field.inputValue()).toBe("");
  await album.getByText("Am See").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Edit" }).click();
  expect(await field.inputValue()).toBe("Am See");
  await field.fill("Am Meer");
  await page.keyboard.press("Enter");
  const caption = album.getByText("Am Meer");
  await caption.waitFor();
  expect(await album.getByText("Am See").count()).toBe(0);
  const parts = album.getByRole("article");
  const [whole, last] = [await caption.boundingBox(), await parts.nth(1).boundingBox()];
  expect(whole?.y).toBeGreaterThanOrEqual((last?.y ?? Infinity) + (last?.height ?? 0));

  await caption.click({ button: "right" });
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect.poll(() => parts.count()).toBe(1);
  expect(await caption.count()).toBe(0);
});

test("the text of a rich message is copied, also what is folded in it", async () => {
  const page = await stage.openPage();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const nikos = await be(page, "Nikos");
  await nikos.write("/why @mira_in_stoa");
  await (await nikos.reads("@mira_in_stoa")).click({ button: "right", position: { x: 20, y: 12 } });
  await page.getByRole("menuitem", { name: "Copy the text" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("@mira_in_stoa");
  expect(copied).toContain("sendMessage");
});

test("phones that do not fit are seen whole, and the others are a button away", async () => {
  const page = await stage.openPage();
  await page.setViewportSize({ width: 1440, height: 800 });
  const people: Someone[] = [];
  for (const name of ["Lena", "Mira", "Nikos", "Elena", "Timur"]) people.push(await be(page, name));
  const further = page.getByRole("button", { name: "Phones further left" });
  await further.waitFor();
  const seen = async () => {
    const boxes = await Promise.all(people.map(({ phone }) => phone.boundingBox()));
    return boxes.map((box) => Boolean(box && box.x >= 84 && box.x + box.width <= 1440));
  };
  await expect.poll(seen).toEqual([false, true, true, true, true]);
  await further.click();
  await expect.poll(seen).toEqual([true, true, true, true, false]);
  await people.shift()?.phone.getByRole("button", { name: "Put away" }).click();
  await expect.poll(seen).toEqual([true, true, true, true]);
  await page.getByRole("button", { name: "Phones further right" }).waitFor({ state: "hidden" });
  expect(await further.isVisible()).toBe(false);
});

test("the box for a voice message has the same space on both sides", async () => {
  const page = await stage.openPage();
  const box = await openVoiceBox(await be(page, "Mira"));
  const frame = await box.boundingBox();
  for (const part of [box.getByRole("button", { name: "Record" }), box.getByLabel("or a file"), box.getByLabel("What it says")]) {
    const inside = await part.boundingBox();
    if (!frame || !inside) throw new Error("The box is not seen");
    expect(frame.x + frame.width - inside.x - inside.width).toBeCloseTo(inside.x - frame.x, 0);
  }
});

/** Eight seconds of silence, which a player takes for sound. */
function aHum(): Buffer<ArrayBuffer> {
  const [rate, seconds] = [8000, 8];
  const wav = Buffer.alloc(44 + rate * seconds, 128);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(36 + rate * seconds, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  for (const [value, at] of [
    [1, 20],
    [1, 22],
    [1, 32],
    [8, 34],
  ] as const)
    wav.writeUInt16LE(value, at);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate, 28);
  wav.write("data", 36);
  wav.writeUInt32LE(rate * seconds, 40);
  return wav;
}

async function openVoiceBox({ page, phone }: Someone): Promise<Locator> {
  // A stranger's first word to the bot is Start.
  const start = phone.getByRole("button", { name: "START", exact: true });
  if (await start.isVisible()) await start.click();
  await phone.getByRole("button", { name: "Voice message", exact: true }).click();
  return page.getByRole("dialog", { name: "A voice message" });
}

async function lastMessage(personId: number): Promise<Message | undefined> {
  return (await stage.academy.state()).screens[personId]?.findLast(({ from }) => from?.id === personId);
}
