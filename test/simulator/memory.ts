import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { SavedTelegram } from "#fakes/telegram/contract.ts";
import type { Entry } from "./diary.ts";
import { reasonOf } from "./shared/reason.ts";
import type { Waiting } from "./waiting-list.ts";
import type { Persona, Switches, Traffic } from "./wire.ts";

/** What lasts from one run of `npm run dev` to the next, besides the storage of the Worker. */
export type Memory = {
  world?: string;
  /** As the fake Telegram itself writes it. */
  telegram: SavedTelegram;
  personas: Persona[];
  blocked: number[];
  offsetMs: number;
  switches: Switches;
  traffic: Traffic[];
  diary: Entry[];
  /** Updates that the Worker has not accepted yet. */
  undelivered: Waiting[];
};

export type Reading = { is: "none" } | { is: "read"; memory: Memory } | { is: "unreadable"; reason: string };

/** Raised when an older memory can no longer be read; such a one is left aside. */
const VERSION = 3;
const SAVED_EVERY_MS = 2000;
const FILE = "world.json";
/** A file of Telegram never changes, so what is in it is written once and stays out of what is written all the time. */
const BODIES = "files";

type Written = Omit<Memory, "telegram"> & { telegram: string };
const file = z.object({ version: z.literal(VERSION), memory: z.custom<Written>((value) => typeof value === "object" && value !== null) });

export function readMemory(folder: string): Reading {
  try {
    const text = readIfThere(join(folder, FILE));
    if (text === undefined) return { is: "none" };
    const { memory } = file.parse(JSON.parse(text));
    return { is: "read", memory: { ...memory, telegram: { text: memory.telegram, bodies: readBodies(join(folder, BODIES)) } } };
  } catch (error) {
    return { is: "unreadable", reason: error instanceof z.ZodError ? "another version has written it" : reasonOf(error) };
  }
}

export function forgetMemory(folder: string): void {
  for (const name of [FILE, BODIES]) rmSync(join(folder, name), { recursive: true, force: true });
}

/** Moves the whole folder, the storage of the Worker with it, out of the way; gives where it is now. */
export function setMemoryAside(folder: string): string {
  const aside = `${folder}.unreadable-${new Date().toISOString().replaceAll(/\D/g, "")}`;
  renameSync(folder, aside);
  return aside;
}

type Keeping = {
  folder: string;
  recall: () => Memory;
  seq: () => number;
  /** The ids of the files that were read from here. */
  known?: Iterable<string>;
};

/** Writes the memory whenever something has changed, and once more at the end. Gives the way to end. */
export function keepMemory({ folder, recall, seq, known = [] }: Keeping): () => Promise<void> {
  mkdirSync(join(folder, BODIES), { recursive: true });
  const kept = new Set(known);
  let savedSeq = -1;
  let saving: Promise<void> | undefined;
  const save = async () => {
    const seqNow = seq();
    if (seqNow === savedSeq) return;
    const { telegram, ...others } = recall();
    // In one piece, before anything is waited for: the world goes on meanwhile.
    const text = JSON.stringify({ version: VERSION, memory: { ...others, telegram: telegram.text } });
    for (const [fileId, body] of telegram.bodies) {
      if (kept.has(fileId)) continue;
      await writeWhole(join(folder, BODIES, encodeURIComponent(fileId)), body);
      kept.add(fileId);
    }
    await writeWhole(join(folder, FILE), text);
    savedSeq = seqNow;
  };
  const saveUnlessSaving = () => {
    saving ??= save()
      .catch((error: unknown) => console.error(`The academy could not be saved: ${reasonOf(error)}`))
      .finally(() => (saving = undefined));
  };
  const timer = setInterval(saveUnlessSaving, SAVED_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await saving;
    await save();
  };
}

/** A crash in the middle leaves what was there before whole. */
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.new`, content);
  await rename(`${path}.new`, path);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function readBodies(folder: string): SavedTelegram["bodies"] {
  const names = readdirSync(folder).filter((name) => !name.endsWith(".new"));
  return new Map(names.map((name) => [decodeURIComponent(name), new Uint8Array(readFileSync(join(folder, name)))]));
}
