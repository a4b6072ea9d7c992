import { expect, test } from "vitest";
import { DUTIES, dutyFor, firstStep, MODES, nextStep, readVerdict, STEPS, takesWords } from "#features/tutor/modes.ts";
import { readSignal, SIGNAL_WORDS } from "#features/tutor/signals.ts";

test("a lesson goes from the sign to a task, one retry, and the next task", () => {
  const first = dutyFor("start", "task");
  expect([first, nextStep("start", first, false)]).toEqual(["pose", "task"]);
  expect([dutyFor("task", "answer"), nextStep("task", "check", false)]).toEqual(["check", "retry"]);
  expect([dutyFor("retry", "answer"), nextStep("retry", "recheck", false)]).toEqual(["recheck", "done"]);
  expect(nextStep("task", "check", true)).toBe("done");
  expect([dutyFor("done", "task"), nextStep("done", "pose", true)]).toEqual(["pose", "task"]);
});

test("talk changes nothing, and a free conversation has no tasks", () => {
  for (const step of STEPS) expect(nextStep(step, "talk", true)).toBe(step);
  expect(firstStep("conversation")).toBe("open");
  expect(dutyFor("open", "task")).toBe("talk");
  for (const mode of MODES.slice(1)) expect(firstStep(mode)).toBe("start");
});

test("from every step every duty leads to a step that knows how to go on", () => {
  for (const step of STEPS) for (const duty of DUTIES) expect(STEPS).toContain(nextStep(step, duty, false));
});

test("while an answer is awaited every word is the answer, but where nobody answers in one word", () => {
  expect(STEPS.filter((step) => takesWords("vocabulary", step))).toEqual(["open", "start", "done"]);
  for (const mode of ["writing", "speaking"] as const) expect(STEPS.filter((step) => takesWords(mode, step))).toEqual(STEPS);
});

test.for([
  ["✅ Richtig!", 2, true],
  ["❌ Leider nein.", 0, false],
  ["  ✅", 0, true],
  ["Richtig!", 0, true],
  ["Fast!", 1, false],
] as const)("“%s” with %i corrections is right: %s", ([answer, corrections, isRight]) => {
  expect(readVerdict(answer, corrections)).toBe(isRight);
});

test.for([
  ["ready", "task"],
  ["Ready!", "task"],
  ["I'm ready.", "task"],
  ["I’m ready", "task"],
  ["Los geht’s!", "task"],
  ["prompt", "task"],
  ["QUIZ", "task"],
  ["Bereit", "task"],
  ["ich bin bereit", "task"],
  ["weiter", "task"],
  ["Готова!", "task"],
  ["ещё", "task"],
  ["еще", "task"],
  ["suivant", "task"],
  ["Stop", "end"],
  ["Ende.", "end"],
  ["конец", "end"],
  ["Ich bin bereit für den Test.", undefined],
  ["ready or not", undefined],
  ["", undefined],
  ["🙂", undefined],
] as const)("“%s” is the sign %s", ([text, signal]) => {
  expect(readSignal(text)).toBe(signal);
});

const words = Object.entries(SIGNAL_WORDS).flatMap(([signal, byLanguage]) =>
  Object.values(byLanguage).flatMap((list) => list.split("|").map((word) => ({ signal, word }))),
);

test.for(words)("the trigger word “$word” is understood as $signal, however it is written", ({ signal, word }) => {
  for (const written of [word, `${word.toUpperCase()}!`, `  ${word}. `]) expect(readSignal(written)).toBe(signal);
});
