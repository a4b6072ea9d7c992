import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { aChat, aTelegram } from "#fakes/telegram/a-telegram.ts";
import { forgetMemory, keepMemory, readMemory, setMemoryAside, type Memory } from "./memory.ts";

const MEBIBYTE = 1024 * 1024;

let place: string;
let folder: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "stoa-"));
  folder = join(place, "academy");
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

const memory: Memory = {
  telegram: { text: "{}", bodies: new Map() },
  personas: [{ personId: 7, name: "Lena", role: "new learner", languageCode: "en", username: "lena_7" }],
  blocked: [],
  offsetMs: 3_600_000,
  switches: { telegram: "well", model: "well", database: "well" },
  traffic: [],
  diary: [],
  undelivered: [],
};
const keep = () => keepMemory({ folder, recall: () => memory, seq: () => 1 })();
const written = () => join(folder, "world.json");

test("what was kept at the end is there at the next start", async () => {
  await keep();
  expect(readMemory(folder)).toEqual({ is: "read", memory });
});

test("where nothing was kept, or it was forgotten, there is none", async () => {
  expect(readMemory(folder)).toEqual({ is: "none" });
  await keep();
  forgetMemory(folder);
  expect(readMemory(folder)).toEqual({ is: "none" });
});

test("a memory that another version wrote or that was cut off is called unreadable, and is kept beside", async () => {
  await keep();
  writeFileSync(written(), JSON.stringify({ version: 0, memory }));
  expect(readMemory(folder)).toEqual({ is: "unreadable", reason: "another version has written it" });
  writeFileSync(written(), '{"version":2,"mem');
  expect(readMemory(folder)).toMatchObject({ is: "unreadable", reason: expect.stringContaining("JSON") });
  const aside = setMemoryAside(folder);
  expect(readMemory(folder)).toEqual({ is: "none" });
  expect(readFileSync(join(aside, "world.json"), "utf8")).toBe('{"version":2,"mem');
});

test("a large file is written once, beside a small memory, and is there again after a restart", async () => {
  const { telegram, person } = await aChat();
  const body = new Uint8Array(20 * MEBIBYTE).map((_, at) => at % 251);
  const { document } = await telegram.sendFile(person.id, { kind: "document", body, name: "Aufsätze.bin" });
  let seq = 1;
  const recall = () => ({ ...memory, telegram: telegram.save() });
  const stop = keepMemory({ folder, recall, seq: () => seq });
  const path = () => join(folder, "files", readdirSync(join(folder, "files"))[0] ?? "");
  await expect.poll(() => statSync(written(), { throwIfNoEntry: false })?.size, { timeout: 10_000 }).toBeLessThan(MEBIBYTE);
  const first = statSync(path());
  seq += 1;
  await telegram.say(person.id, "Noch etwas");
  await stop();
  expect(statSync(path())).toMatchObject({ ino: first.ino, mtimeMs: first.mtimeMs, size: body.length });

  const reading = readMemory(folder);
  if (reading.is !== "read") throw new Error("The memory is not readable");
  const after = aTelegram({ saved: reading.memory.telegram }).telegram;
  expect(after.screen(person.id).at(-1)?.text).toBe("Noch etwas");
  expect(Buffer.compare(after.file(document?.file_id ?? "")?.content ?? Buffer.of(), body)).toBe(0);
});
