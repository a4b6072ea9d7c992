import { globSync, readFileSync } from "node:fs";
import { FluentResource } from "@fluent/bundle";
import { expect, test } from "vitest";
import { createWords } from "#platform/i18n/words.ts";
import { INTERFACE_LANGUAGES } from "#platform/profile.ts";

type Messages = Map<string, string>;

/** The messages of one language, with the variables each of them uses. */
function messagesOf(language: string): Messages {
  const messages: Messages = new Map();
  for (const file of globSync(`src/locales/${language}/*.ftl`)) {
    for (const entry of new FluentResource(readFileSync(file, "utf8")).body) {
      expect(messages.has(entry.id), `${entry.id} twice in ${language}`).toBe(false);
      const names = [...JSON.stringify(entry.value).matchAll(/"type":"var","name":"(\w+)"/g)].map((match) => match[1]);
      messages.set(entry.id, [...new Set(names)].sort().join());
    }
  }
  return messages;
}

const source = globSync("src/**/*.ts")
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");
const english = messagesOf("en");

test.for(INTERFACE_LANGUAGES)("%s has every message that English has, with the same variables, and no other", (language) => {
  expect(Object.fromEntries(messagesOf(language))).toEqual(Object.fromEntries(english));
});

test("every message is used", () => {
  const unused = [...english.keys()].filter((key) => !source.includes(`"${key}"`));
  expect(unused).toEqual([]);
});

test("every message that the code asks for exists", () => {
  const asked = [...source.matchAll(/\bt\(\s*"([a-z0-9-]+)"/g), ...source.matchAll(/describe: "([a-z0-9-]+)"/g)].map(
    (match) => match[1] ?? "",
  );
  expect(asked.length).toBeGreaterThan(50);
  expect(asked.filter((key) => !english.has(key))).toEqual([]);
});

test("a reason that the code gives by its key, like that of a refusal, exists as a message", () => {
  const families = new Set([...english.keys()].map((key) => key.split("-")[0]));
  const named = [...source.matchAll(/"([a-z]+(?:-[a-z0-9]+)+)"/g)]
    .map((match) => match[1] ?? "")
    .filter((key) => families.has(key.split("-")[0]));
  // The slot of the registration's screen, and a part of a model's stream.
  const others = ["flow-register", "text-delta"];
  expect(named.filter((key) => !english.has(key) && !others.includes(key))).toEqual([]);
});

test("a message that is missing, and a variable that is missing, are told at once", () => {
  const t = createWords([{ en: "hello = Hello { $name }", de: "", ru: "" }])("en");
  expect(t("hello", { name: "Lena" })).toBe("Hello Lena");
  expect(() => t("bye")).toThrow("no message bye");
  expect(() => t("hello")).toThrow("message hello");
});

test("numbers take the plural of their language", () => {
  const text = (file: string) => readFileSync(`src/locales/${file}/tips.ftl`, "utf8");
  const words = createWords([{ en: text("en"), de: text("de"), ru: text("ru") }]);
  expect([1, 2, 5].map((count) => words("ru")("tip-added", { tip: "7", count }))).toEqual([
    "Добавлено: #7. В запасе 1 совет.",
    "Добавлено: #7. В запасе 2 совета.",
    "Добавлено: #7. В запасе 5 советов.",
  ]);
});
