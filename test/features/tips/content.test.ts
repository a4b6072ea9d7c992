import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as z from "zod";
import { INTERFACE_LANGUAGES, LEVELS } from "#platform/profile.ts";
import { judgeTip } from "#features/tips/rules.ts";

const file = z.object({
  tips: z.array(
    z.strictObject({
      language: z.enum(INTERFACE_LANGUAGES),
      target: z.string(),
      level: z.enum(LEVELS),
      topic: z.string(),
      text: z.string(),
    }),
  ),
});

test.for([
  ["german", "de"],
  ["english", "en"],
] as const)("there are 60 tips for learners of %s, each in every language, for every level and of a readable length", ([name, target]) => {
  const { tips } = file.parse(JSON.parse(readFileSync(`content/tips-${name}.json`, "utf8")));
  expect(new Set(tips.map((tip) => tip.target))).toEqual(new Set([target]));
  for (const language of INTERFACE_LANGUAGES) {
    const own = tips.filter((tip) => tip.language === language);
    expect(new Set(own.map(({ text }) => text)).size, language).toBe(60);
    expect(new Set(own.map(({ level }) => level))).toEqual(new Set(LEVELS));
    expect(own.filter(({ text }) => judgeTip(text) !== undefined || text.length > 200)).toEqual([]);
  }
});
