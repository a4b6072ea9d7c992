import { expect, test } from "vitest";
import * as z from "zod";
import { defineButton, integerArg } from "#platform/telegram/button.ts";

const page = defineButton("course:page", { lessonId: integerArg, kind: z.enum(["text", "video"]) });

test("arguments come back as they went in", () => {
  const data = page.data({ lessonId: 17, kind: "video" });
  expect(data).toBe("course:page:17:video");
  expect(page.parse(data)).toEqual({ lessonId: 17, kind: "video" });
});

test.for([
  "course:page:17",
  "course:page:17:video:more",
  "course:page:x:video",
  "course:page:17:audio",
  "course:other:17:video",
  "",
  ":::",
  "course:page:1e3:text",
])("case 24: %s is no such button", (data) => expect(page.parse(data)).toBeUndefined());

test("case 24: data of 64 bytes fits and of 65 does not, counted in bytes", () => {
  const named = defineButton("a:b", { text: z.string() });
  expect(named.data({ text: "ä".repeat(30) })).toHaveLength(34);
  expect(() => named.data({ text: "ä".repeat(31) })).toThrow("66 bytes");
});

test("an argument with a colon is refused, since it would come back as two", () => {
  expect(() => defineButton("a:b", { text: z.string() }).data({ text: "x:y" })).toThrow("colon");
});
