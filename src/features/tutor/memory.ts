import * as z from "zod";
import type { StateCell } from "#platform/turn.ts";

/** More than these would not be read by anybody, nor help. */
export const MOST_FACTS = 20;
export const LONGEST_FACT = 200;
const LONGEST_SUMMARY = 1_200;

const fact = z.object({ factId: z.int(), text: z.string().min(1).max(LONGEST_FACT) });
/** Something about the learner that outlives a conversation: they see it, and can change and delete it. */
export type Fact = z.infer<typeof fact>;

export const factsCell: StateCell<Fact[]> = { feature: "tutor", key: "facts", schema: z.array(fact) };

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
