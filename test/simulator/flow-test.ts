import type { Deed, Entry } from "./diary.ts";
import type { Persona } from "./wire.ts";

type Conversation = { persona: Persona; entries: Entry[]; crons: string[] };

/** A conversation as a test in the style of test/flows: what the person did, and what they then had on screen. */
export function writeFlowTest({ persona, entries, crons }: Conversation): string {
  const name = persona.name.toLowerCase().replaceAll(/[^a-z]/g, "") || "person";
  const hasClock = entries.some((entry) => "laterMs" in entry);
  const hasVoice = entries.some((entry) => "deed" in entry && "voice" in entry.deed);
  const body = entries.flatMap((entry, index) => writeEntry({ entry, name, index }));
  const from = `{ first_name: ${JSON.stringify(persona.name)}, language_code: ${JSON.stringify(persona.languageCode)} }`;
  return [
    ...writeImports({ hasClock, hasVoice }),
    "",
    ...(hasClock ? [...writeLater(crons), ""] : []),
    ...(hasVoice ? [...speaking, ""] : []),
    `test("${persona.name}'s conversation goes as it went in the simulator", async () => {`,
    `  const ${name} = aStranger(${from});`,
    ...body.map((line) => `  ${line}`),
    "});",
    "",
  ].join("\n");
}

function writeImports({ hasClock, hasVoice }: { hasClock: boolean; hasVoice: boolean }): string[] {
  return [
    ...(hasVoice ? [`import { makeVoiceNote } from "#fakes/voice-note.ts";`] : []),
    ...(hasClock ? [`import { env } from "cloudflare:workers";`, `import worker from "#src/index.ts";`] : []),
    hasClock ? `import { afterEach, expect, test, vi } from "vitest";` : `import { expect, test } from "vitest";`,
    ...(hasVoice ? [`import { telegram } from "#support/outside.ts";`] : []),
    `import { ${["aStranger", ...(hasClock ? ["quiet"] : []), ...(hasVoice ? ["type Person"] : [])].join(", ")} } from "#support/person.ts";`,
  ];
}

function writeEntry({ entry, name, index }: { entry: Entry; name: string; index: number }): string[] {
  if ("laterMs" in entry) return [`await later(${entry.laterMs});`, `await quiet(${name}.user.id);`];
  const deed = writeDeed(entry.deed, name, index);
  return entry.answer ? [deed, `expect(${name}.last()).toContain(${JSON.stringify(asStored(entry.answer))});`] : [deed];
}

function writeDeed(deed: Deed, name: string, index: number): string {
  if ("say" in deed) return `await ${name}.say(${JSON.stringify(deed.say)});`;
  if ("tap" in deed) return `await ${name}.tap(${JSON.stringify(deed.tap)});`;
  if ("voice" in deed) return `await speak(${name}, "voice-${index}", ${JSON.stringify(deed.voice)});`;
  return `await ${name}.post(${posts[deed.post]});`;
}

/** A rich message is compared as JSON, in which a quotation mark looks otherwise; the words before it do. */
function asStored(answer: string): string {
  return answer.split('"')[0]?.trim() ?? "";
}

const posts = {
  sticker: `{ sticker: { file_id: "s", file_unique_id: "s", type: "regular", width: 1, height: 1, is_animated: false, is_video: false } }`,
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
