import * as z from "zod";
import type { StateCell, StateReader } from "#platform/turn.ts";
import { correction, type Mistake } from "./mistake.ts";

/** More than these would not be read by anybody, nor help. */
export const MOST_FACTS = 20;
export const LONGEST_FACT = 200;
const LONGEST_SUMMARY = 1_200;
/** Enough to choose exercises by. */
const MOST_MISTAKES = 10;

const fact = z.object({ factId: z.int(), text: z.string().min(1).max(LONGEST_FACT) });
/** Something about the learner that outlives a conversation: they see it, and can change and delete it. */
export type Fact = z.infer<typeof fact>;

export const factsCell: StateCell<Fact[]> = { feature: "tutor", key: "facts", schema: z.array(fact) };

const latestMistake = correction.pick({ wrong: true, right: true, type: true });
type LatestMistake = z.infer<typeof latestMistake>;

/** What the learner got wrong of late and not right since, newest first, whatever the conversation: exercises are chosen by it. */
export const mistakesCell: StateCell<LatestMistake[]> = { feature: "tutor", key: "mistakes", schema: z.array(latestMistake) };

/** What the tutor knows from before, in every conversation. */
export type Memory = { facts: readonly Fact[]; mistakes: readonly LatestMistake[] };

export function readMemory(state: StateReader): Memory {
  return { facts: state.read(factsCell) ?? [], mistakes: state.read(mistakesCell) ?? [] };
}

/** Takes in a stretch of practice: what was mended goes, and what the learner doubts is not held against them. */
export function noteMistakes(known: readonly LatestMistake[], made: readonly Mistake[]): LatestMistake[] {
  const newest = made.filter(({ isMended, isDisputed }) => !isMended && isDisputed !== true).map((each) => latestMistake.parse(each));
  const others = known.filter((each) => !made.some((other) => isSame(each, other)));
  return [...newest.toReversed(), ...others].slice(0, MOST_MISTAKES);
}

export function dropMistake(known: readonly LatestMistake[], doubted: Pick<Mistake, "wrong" | "right">): LatestMistake[] {
  return known.filter((each) => !isSame(each, doubted));
}

function isSame(one: Pick<Mistake, "wrong" | "right">, other: Pick<Mistake, "wrong" | "right">): boolean {
  return one.wrong === other.wrong && one.right === other.right;
}

/** What the model's notes say: a summary, and facts on lines of their own. Everything is data, whatever it says. */
export function readNotes(notes: string): { summary: string; facts: string[] } {
  const lines = notes.split("\n").map((line) => line.trim());
  const isFact = (line: string) => /^[-*•](\s|$)/.test(line);
  const facts = lines.filter(isFact).map((line) => tidy(line.replace(/^[-*•]\s*/, ""), LONGEST_FACT));
  const summary = tidy(lines.filter((line) => !isFact(line)).join(" "), LONGEST_SUMMARY);
  return { summary, facts: facts.filter((text) => text !== "") };
}

/** Adds what is not known yet, as long as there is room: what the learner wrote themselves is never pushed out. */
export function learnFacts(known: readonly Fact[], texts: readonly string[]): Fact[] {
  const facts = [...known];
  for (const text of texts) {
    const isKnown = facts.some((each) => each.text.toLowerCase() === text.toLowerCase());
    if (!isKnown && facts.length < MOST_FACTS) facts.push({ factId: nextId(facts), text });
  }
  return facts;
}

/** Puts a text in the place of a fact; without one, or where it is gone, it is a new fact. */
export function putFact(known: readonly Fact[], factId: number | undefined, text: string): Fact[] {
  const isThere = known.some((each) => each.factId === factId);
  return isThere ? known.map((each) => (each.factId === factId ? { ...each, text } : each)) : learnFacts(known, [text]);
}

export function dropFact(known: readonly Fact[], factId: number): Fact[] {
  return known.filter((each) => each.factId !== factId);
}

function nextId(facts: readonly Fact[]): number {
  return Math.max(0, ...facts.map(({ factId }) => factId)) + 1;
}

function tidy(text: string, longest: number): string {
  return text.replace(/\s+/g, " ").trim().slice(0, longest).toWellFormed();
}
