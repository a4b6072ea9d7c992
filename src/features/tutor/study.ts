import * as z from "zod";
import { mistake, type Correction, type Mistake, type MistakeType } from "./mistake.ts";
import { containsWords, sentenceWith, type Written } from "./verify.ts";

/** A pause longer than this is none of the time spent practising. */
const LONGEST_PAUSE_MS = 3 * 60_000;
/** Whoever is silent for so long has stopped for now. */
export const SILENCE_MS = 30 * 60_000;
/** Beyond them a session is kept without the details of what comes later. */
const MOST_MISTAKES = 40;

/** One stretch of practice: what is written down when it ends. */
export const study = z.object({
  /** When its first message was answered, in milliseconds; the buttons below a correction name it. */
  startedAt: z.number(),
  lastAt: z.number(),
  activeMs: z.number(),
  turns: z.number(),
  mistakes: z.array(mistake),
});
export type Study = z.infer<typeof study>;

/** What one answer adds: when it came, to what, and what it corrected. */
export type Practised = { at: Date; written: Written; corrections: readonly Correction[]; targetLanguage: string };

export function beginStudy(at: Date): Study {
  return { startedAt: at.getTime(), lastAt: at.getTime(), activeMs: 0, turns: 0, mistakes: [] };
}

/** What was got right since counts as mended; a mistake that comes again does not. */
export function practise(before: Study, { at, written, corrections, targetLanguage }: Practised): Study {
  const now = at.getTime();
  const seen = before.mistakes.map((old) => ({ ...old, isMended: isMended(old, written.text) }));
  const made = corrections.map((each) => ({
    ...each,
    sentence: sentenceWith(written.text, each.wrong, targetLanguage),
    at: now,
    isMended: false,
  }));
  return {
    ...before,
    lastAt: now,
    activeMs: before.activeMs + Math.min(Math.max(now - before.lastAt, 0), LONGEST_PAUSE_MS),
    // A task that was asked for at the press of a button is no message.
    turns: before.turns + (written.text === "" ? 0 : 1),
    mistakes: [...seen, ...made].slice(0, MOST_MISTAKES),
  };
}

export function markDisputed(before: Study, at: number): Study {
  return { ...before, mistakes: before.mistakes.map((each, n) => (n === at ? { ...each, isDisputed: true } : each)) };
}

export function isSilent({ lastAt }: Study, now: Date): boolean {
  return now.getTime() - lastAt >= SILENCE_MS;
}

/** Practice of a few seconds was practice too. */
export function minutesOf({ activeMs }: Pick<Study, "activeMs">): number {
  return Math.max(1, Math.round(activeMs / 60_000));
}

export function countByType(mistakes: readonly Pick<Mistake, "type">[]): Partial<Record<MistakeType, number>> {
  const counts: Partial<Record<MistakeType, number>> = {};
  for (const { type } of mistakes) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

function isMended({ isMended: wasMended, wrong, right }: Mistake, text: string): boolean {
  if (containsWords(text, wrong) && !containsWords(right, wrong)) return false;
  return wasMended || containsWords(text, right);
}
