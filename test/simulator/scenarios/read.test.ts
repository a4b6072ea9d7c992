import { expect, test } from "vitest";
import { scenarios } from "./index.ts";
import { readScenario } from "./read.ts";

const frame = { name: "a", title: "A", steps: [{ who: "Lena", say: "Hallo" }] };
const read = (change: object) => readScenario(JSON.stringify({ ...frame, ...change }));
const withStep = (step: unknown) => () => read({ steps: [{ pause: 1 }, step] });

test("the academy's own scenarios can be written to files and read from them", () => {
  for (const scenario of scenarios) expect(readScenario(JSON.stringify(scenario))).toEqual(scenario);
});

test("every kind of step is read", () => {
  const steps = [
    { who: "Lena", tap: "English" },
    { who: "Lena", choose: "Yes" },
    { who: "Lena", post: "sticker" },
    { who: "Lena", pay: "newest invoice" },
    { who: "Lena", group: "Stoa staff", topic: "Homework", voice: "Hallo" },
    { clock: { minutes: 0.5 } },
    { switches: { model: "dead" } },
    { worker: "killed" },
    { note: "Left out" },
  ];
  expect(read({ newcomers: [{ name: "Lena", languageCode: "en" }], steps }).steps).toEqual(steps);
});

test("a file that is no scenario is refused in a sentence", () => {
  expect(() => readScenario("name: a")).toThrow("This is no scenario: the file is not JSON");
  expect(() => readScenario("[]")).toThrow("This is no scenario: Invalid input: expected object, received array");
  expect(() => read({ steps: [] })).toThrow("This is no scenario: steps: Too small: expected array to have >=1 items");
  expect(() => read({ title: undefined })).toThrow("This is no scenario: title: Invalid input: expected string, received undefined");
});

test("a step that cannot be done is named by its number, with what is wrong with it", () => {
  expect(withStep({ who: "Lena", sing: "la" })).toThrow(
    'Step 2 does not say what happens: {"who":"Lena","sing":"la"}. It needs one of say, tap',
  );
  expect(withStep({ who: "Lena", say: "a", tap: "b" })).toThrow("Step 2 says two things, say and tap; each is a step of its own");
  expect(withStep({ say: "Hallo" })).toThrow("Step 2, who: Invalid input: expected string, received undefined");
  expect(withStep({ who: "Lena", say: "Hallo", twice: true })).toThrow('Step 2, Unrecognized key: "twice"');
  expect(withStep({ who: "Lena", say: "" })).toThrow("Step 2, say: Too small");
  expect(withStep({ clock: { hours: -1 } })).toThrow("Step 2, clock");
  expect(withStep({ switches: { model: "tired" } })).toThrow('Step 2, switches.model: Invalid option: expected one of "well"|"dead"');
  expect(withStep("Hallo")).toThrow("This is no scenario: steps.1: Invalid input: expected record, received string");
});
