import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Update } from "@grammyjs/types";
import * as z from "zod";
import type { Entry } from "./diary.ts";
import type { Persona, Switches, Traffic } from "./wire.ts";

/** What lasts from one run of `npm run dev` to the next, besides the storage of the Worker. */
export type Memory = {
  /** As the fake Telegram itself writes it. */
  telegram: string;
  personas: Persona[];
  blocked: number[];
  offsetMs: number;
  switches: Switches;
  traffic: Traffic[];
  diary: Entry[];
  /** Updates that the Worker has not accepted yet. */
  undelivered: Update[];
};

/** Raised when an older memory can no longer be read; such a one is left aside. */
const VERSION = 1;
const SAVED_EVERY_MS = 2000;
const FILE = "world.json";

const file = z.object({ version: z.literal(VERSION), memory: z.custom<Memory>((value) => typeof value === "object" && value !== null) });

/** Undefined where there is none, or none that this version reads. */
export function readMemory(folder: string): Memory | undefined {
  try {
    return file.parse(JSON.parse(readFileSync(join(folder, FILE), "utf8"))).memory;
  } catch {
    // A run that was cut off may have left nothing readable; then the academy begins anew.
    return undefined;
  }
}

export function forgetMemory(folder: string): void {
  rmSync(join(folder, FILE), { force: true });
}

/** Writes the memory whenever something has changed, and once more at the end. Gives the way to end. */
export function keepMemory({ folder, recall, seq }: { folder: string; recall: () => Memory; seq: () => number }): () => void {
  mkdirSync(folder, { recursive: true });
  let savedSeq = -1;
  const save = () => {
    if (seq() === savedSeq) return;
    savedSeq = seq();
    const path = join(folder, FILE);
    // A crash in the middle leaves the older memory whole.
    writeFileSync(`${path}.new`, JSON.stringify({ version: VERSION, memory: recall() }));
    renameSync(`${path}.new`, path);
  };
  const timer = setInterval(save, SAVED_EVERY_MS);
  return () => {
    clearInterval(timer);
    save();
  };
}
