import { expect, test } from "vitest";
import type { Entry } from "./diary.ts";
import { writeFlowTest } from "./flow-test.ts";

const lena = { personId: 7, name: "Lena", role: "new learner", languageCode: "en", username: "lena_7" };
const did = (deed: Extract<Entry, { deed: unknown }>["deed"], answer?: string): Entry => ({
  at: 0,
  personId: 7,
  chatId: 7,
  deed,
  ...(answer === undefined ? {} : { answer }),
});
const write = (...entries: Entry[]) => writeFlowTest({ persona: lena, entries, crons: ["* * * * *"] });

test("what a person wrote and pressed is said and tapped, and the answers are expected", () => {
  const text = write(did({ say: "/start" }, "Welcome! 👋"), did({ tap: "English" }, "How well?"));
  expect(text).toContain(
    [
      `  await lena.say("/start");`,
      `  expect(lena.last()).toContain("Welcome! 👋");`,
      `  await lena.tap("English");`,
      `  expect(lena.last()).toContain("How well?");`,
    ].join("\n"),
  );
  expect(text).toContain(`const lena = aStranger({ first_name: "Lena", language_code: "en" });`);
});

test("only what a test uses is imported", () => {
  expect(write(did({ say: "Hallo" }))).not.toMatch(/makeVoiceNote|vi\b|quiet/);
  expect(write(did({ voice: "Hallo" }))).toContain(`await speak(lena, "voice-0", "Hallo");`);
  expect(write(did({ say: "Hallo" }), { at: 0, laterMs: 3_600_000 })).toContain("await later(3600000);");
});

test("a model that was broken is broken in the test, and healed where it was healed", () => {
  const text = write(did({ say: "Hallo" }), { at: 0, switches: { model: "dead" } }, { at: 0, switches: { model: "well" } });
  expect(text).toContain(`  model.heal();\n  model.fail({ kind: "dead", times: Infinity });\n  model.heal();\n});`);
  expect(text).toContain(`import { model } from "#support/outside.ts";`);
});

test("quotation marks and line breaks of a person cannot end the text that they stand in", () => {
  expect(write(did({ say: 'a"b\nc' }))).toContain(String.raw`await lena.say("a\"b\nc");`);
});
