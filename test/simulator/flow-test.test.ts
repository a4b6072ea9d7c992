import { expect, test } from "vitest";
import type { Entry } from "./diary.ts";
import { writeFlowTest } from "./flow-test.ts";
import type { Switches } from "./wire.ts";

const lena = { personId: 7, name: "Lena", role: "new learner", languageCode: "en", username: "lena_7" };
const did = (deed: Extract<Entry, { deed: unknown }>["deed"], answer?: string): Entry => ({
  at: 0,
  personId: 7,
  chatId: 7,
  deed,
  ...(answer === undefined ? {} : { answer }),
});
const switched = (switches: Partial<Switches>): Entry => ({ at: 0, switches });
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
  expect(write(did({ say: "Hallo" }), { at: 0, laterMs: 3_600_000 })).toContain("await later(3_600_000);");
});

test("a model that was broken is broken in the test, and healed where it was healed", () => {
  const text = write(did({ say: "A" }), switched({ model: "dead" }), did({ say: "B" }), switched({ model: "well" }), did({ say: "C" }));
  expect(text).toContain(
    [
      `  await lena.say("A");`,
      `  model.heal();`,
      `  model.fail({ kind: "dead", times: Infinity });`,
      `  await lena.say("B");`,
      `  model.heal();`,
      `  await lena.say("C");`,
    ].join("\n"),
  );
  expect(text).toContain(`import { model } from "#support/outside.ts";`);
});

test("what was broken while only somebody else did anything is left out, and what was broken before stands", () => {
  const others = [switched({ model: "dead", telegram: "slow" }), switched({ model: "well", telegram: "well" })];
  expect(write(did({ say: "A" }), ...others, did({ say: "B" }), switched({ model: "dead" }))).not.toMatch(/fail|heal/);
  expect(write(switched({ telegram: "5xx" }), did({ say: "A" }))).toContain(
    `  telegram.fail({ kind: "server-error", status: 502, times: Infinity });\n  await lena.say("A");`,
  );
});

test("a button of the keyboard is chosen and an invoice paid", () => {
  const text = write(did({ choose: "Share my contact" }, "Thank you"), did({ pay: "newest invoice" }));
  expect(text).toContain(`  await lena.choose("Share my contact");\n  expect(lena.last()).toContain("Thank you");\n  await lena.pay();`);
});

test("what a test cannot say stands in it as a line to be read, without what came of it", () => {
  const text = write(did({ unsaid: 'sent document "a\n);.txt"' }, "A file!"), did({ say: "Hallo" }));
  expect(text).toContain(`  // Left out, for a test has no words for it: lena sent document "a );.txt".\n  await lena.say("Hallo");`);
  expect(text).not.toContain("A file!");
});

test("quotation marks and line breaks of a person cannot end the text that they stand in", () => {
  expect(write(did({ say: 'a"b\nc' }))).toContain(String.raw`await lena.say("a\"b\nc");`);
});

test("an answer is expected by its longest words without quotation marks, and one that has none is not expected", () => {
  expect(write(did({ say: "A" }, '"Ja" means yes.'))).toContain(`expect(lena.last()).toContain("means yes.");`);
  expect(write(did({ say: "A" }, '"'))).not.toContain("toContain");
});

test("what is exported runs as it is: it is kept among the flow tests", async () => {
  const text = write(
    did({ say: "/start" }, "Which language should the buttons and messages be in?"),
    did({ tap: "English" }, "How well do you know the language you are learning?"),
    did({ tap: "A2" }, "In which language should I explain mistakes?"),
    did({ tap: "English" }, "All set! 🎉"),
    did({ unsaid: "sent document" }),
    did({ post: "sticker" }),
    { at: 0, laterMs: 90_000 },
    did({ tap: "🎓 Learn" }),
    did({ tap: "💬 Free conversation" }),
    switched({ model: "dead" }),
    did({ say: "Gestern ich habe ins Kino gegangen." }, "The tutor cannot be reached right now."),
    switched({ model: "well" }),
    did({ say: "Gestern ich habe ins Kino gegangen." }, "Kino ist ein gutes Thema."),
    did({ voice: "Guten Morgen!" }, "Hallo und willkommen!"),
    did({ say: "/ping" }, "pong"),
  );
  await expect(text).toMatchFileSnapshot("../flows/exported.workers.test.ts");
});
