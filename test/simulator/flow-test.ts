import type { Deed, Entry } from "./diary.ts";
import { onlyFelt } from "./felt.ts";
import { modelFailure, telegramFailure } from "./switches.ts";
import type { Persona, Switches } from "./wire.ts";

type Conversation = { persona: Persona; entries: Entry[]; crons: string[] };

/** A conversation as a test in the style of test/flows: what the person did, and what they then had on screen. */
export function writeFlowTest({ persona, entries, crons }: Conversation): string {
  const name = persona.name.toLowerCase().replaceAll(/[^a-z]/g, "") || "person";
  const body = onlyFelt(entries).flatMap((entry, index) => writeEntry({ entry, name, index }));
  const has = (words: string) => body.some((line) => line.startsWith(words));
  const uses = { clock: has("await later("), voice: has("await speak("), model: has("model."), telegram: has("telegram.") };
  const from = `{ first_name: ${JSON.stringify(persona.name)}, language_code: ${JSON.stringify(persona.languageCode)} }`;
  return [
    ...writeImports(uses),
    "",
    ...(uses.clock ? [...writeLater(crons), ""] : []),
    ...(uses.voice ? [...speaking, ""] : []),
    `test("${name}'s conversation goes as it went in the simulator", async () => {`,
    `  const ${name} = aStranger(${from});`,
    ...body.flatMap((lines) => lines.split("\n")).map((line) => `  ${line}`),
    "});",
    "",
  ].join("\n");
}

type Uses = { clock: boolean; voice: boolean; model: boolean; telegram: boolean };

function writeImports({ clock, voice, model, telegram }: Uses): string[] {
  const outside = [...(model ? ["model"] : []), ...(voice || telegram ? ["telegram"] : [])];
  const person = ["aStranger", ...(clock ? ["quiet"] : []), ...(voice ? ["type Person"] : [])];
  return [
    ...(voice ? [`import { makeVoiceNote } from "#fakes/voice-note.ts";`] : []),
    ...(clock ? [`import { env } from "cloudflare:workers";`, `import worker from "#src/index.ts";`] : []),
    clock ? `import { afterEach, expect, test, vi } from "vitest";` : `import { expect, test } from "vitest";`,
    ...(outside.length > 0 ? [`import { ${outside.join(", ")} } from "#support/outside.ts";`] : []),
    `import { ${person.join(", ")} } from "#support/person.ts";`,
  ];
}

function writeEntry({ entry, name, index }: { entry: Entry; name: string; index: number }): string[] {
  if ("laterMs" in entry) return [`await later(${inThousands(entry.laterMs)});`, `await quiet(${name}.user.id);`];
  if ("switches" in entry) return writeSwitches(entry.switches);
  if ("unsaid" in entry.deed) return [`// Left out, for a test has no words for it: ${name} ${onOneLine(entry.deed.unsaid)}.`];
  const deed = writeDeed(entry.deed, name, index);
  const words = asStored(entry.answer ?? "");
  return words === "" ? [deed] : [deed, `expect(${name}.last()).toContain(${JSON.stringify(words)});`];
}

/** A database that is down has no like in the tests; there, a fault is set at the statement that is to meet it. */
function writeSwitches({ telegram, model }: Partial<Switches>): string[] {
  const lines = (fake: string, failure: object | undefined) => [
    `${fake}.heal();`,
    ...(failure ? [`${fake}.fail(${inCode(failure)});`] : []),
  ];
  return [...(telegram ? lines("telegram", telegramFailure(telegram)) : []), ...(model ? lines("model", modelFailure(model)) : [])];
}

function inCode(failure: object): string {
  const fields = Object.entries(failure).map(([key, value]) => `${key}: ${value === Infinity ? "Infinity" : JSON.stringify(value)}`);
  return `{ ${fields.join(", ")} }`;
}

const inThousands = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, "_");

/** Whatever a person has named a file, nothing of it becomes code. */
const onOneLine = (words: string): string => words.replaceAll(/[\s\u2028\u2029]+/g, " ");

function writeDeed(deed: Exclude<Deed, { unsaid: string }>, name: string, index: number): string {
  if ("say" in deed) return `await ${name}.say(${JSON.stringify(deed.say)});`;
  if ("choose" in deed) return `await ${name}.choose(${JSON.stringify(deed.choose)});`;
  if ("pay" in deed) return `await ${name}.pay();`;
  if ("tap" in deed) return `await ${name}.tap(${JSON.stringify(deed.tap)});`;
  if ("voice" in deed) return `await speak(${name}, "voice-${index}", ${JSON.stringify(deed.voice)});`;
  return `await ${name}.post(${posts[deed.post]});`;
}

/** A rich message is compared as JSON, in which a quotation mark looks otherwise; the longest words without one do. */
function asStored(answer: string): string {
  const parts = answer.split('"').map((part) => part.trim());
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), "");
}

const posts = {
  sticker: [
    "{",
    `  sticker: { file_id: "s", file_unique_id: "s", type: "regular", width: 1, height: 1, is_animated: false, is_video: false },`,
    "}",
  ].join("\n"),
  contact: `{ contact: { phone_number: "+12025550100", first_name: "Contact" } }`,
  location: `{ location: { latitude: 37.9755, longitude: 23.7226 } }`,
};

function writeLater(crons: string[]): string[] {
  return [
    "afterEach(() => vi.useRealTimers());",
    "",
    "/** Moves the clock of everything and lets cron run then. */",
    "async function later(milliseconds: number): Promise<void> {",
    `  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + milliseconds });`,
    `  for (const cron of ${JSON.stringify(crons)}) await worker.scheduled({ cron }, env);`,
    "}",
  ];
}

const speaking = [
  "async function speak(person: Person, fileId: string, text: string): Promise<void> {",
  `  telegram.addFile({ fileId, path: \`voice/\${fileId}.oga\`, body: makeVoiceNote(text), contentType: "audio/ogg" });`,
  `  await person.post({ voice: { file_id: fileId, file_unique_id: fileId, duration: 4, mime_type: "audio/ogg" } });`,
  "}",
];
