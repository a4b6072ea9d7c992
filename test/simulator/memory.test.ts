import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forgetMemory, keepMemory, readMemory, type Memory } from "./memory.ts";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "stoa-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const memory: Memory = {
  telegram: "{}",
  personas: [{ personId: 7, name: "Lena", role: "new learner", languageCode: "en" }],
  blocked: [],
  offsetMs: 3_600_000,
  switches: { telegram: "well", model: "well", database: "well" },
  traffic: [],
  diary: [],
  undelivered: [],
};

test("what was kept at the end is there at the next start", () => {
  keepMemory({ folder, recall: () => memory, seq: () => 1 })();
  expect(readMemory(folder)).toEqual(memory);
});

test("a memory that was written by another version, cut off or forgotten is none", () => {
  expect(readMemory(folder)).toBeUndefined();
  keepMemory({ folder, recall: () => memory, seq: () => 1 })();
  const [file = ""] = readdirSync(folder);
  writeFileSync(join(folder, file), JSON.stringify({ version: 0, memory }));
  expect(readMemory(folder)).toBeUndefined();
  writeFileSync(join(folder, file), '{"version":1,"mem');
  expect(readMemory(folder)).toBeUndefined();
  keepMemory({ folder, recall: () => memory, seq: () => 1 })();
  forgetMemory(folder);
  expect(readMemory(folder)).toBeUndefined();
});
