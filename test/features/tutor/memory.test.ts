import { expect, test } from "vitest";
import { dropFact, learnFacts, LONGEST_FACT, MOST_FACTS, putFact, readNotes } from "#features/tutor/memory.ts";

test("notes are a summary and facts on lines of their own", () => {
  expect(readNotes("They talked about\nwork.\n\n- Is a nurse.\n* Has a dog.\n-  \n")).toEqual({
    summary: "They talked about work.",
    facts: ["Is a nurse.", "Has a dog."],
  });
});

test("notes of any length and form are held to their size", () => {
  const { summary, facts } = readNotes(`${"a".repeat(9_000)}\n- ${"b".repeat(9_000)}`);
  expect([summary.length, facts[0]?.length]).toEqual([1_200, LONGEST_FACT]);
  expect(readNotes("")).toEqual({ summary: "", facts: [] });
});

test("a fact is learnt once, and never pushes out another", () => {
  const known = learnFacts([], ["Has a dog.", "has a DOG."]);
  expect(known).toEqual([{ factId: 1, text: "Has a dog." }]);
  const full = learnFacts(
    known,
    Array.from({ length: 30 }, (_, n) => `Fact ${n}`),
  );
  expect(full).toHaveLength(MOST_FACTS);
  expect(full[0]).toEqual(known[0]);
});

test("a fact is changed in its place, one that is gone comes back as new, and ids are not used twice while others stand", () => {
  const known = learnFacts([], ["one", "two"]);
  expect(putFact(known, 1, "uno").map(({ text }) => text)).toEqual(["uno", "two"]);
  expect(putFact(dropFact(known, 1), 1, "uno")).toEqual([
    { factId: 2, text: "two" },
    { factId: 3, text: "uno" },
  ]);
});
