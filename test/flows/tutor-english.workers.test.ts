import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { model } from "#support/outside.ts";
import { aLearner } from "#support/person.ts";

// Read once, with the first update of this file.
Object.assign(env, { TARGET_LANGUAGE: "en" });

test("another language is taught by configuration alone: conversation, correction, and a lesson", async () => {
  const lena = await aLearner({ language: "Deutsch", explanations: "Deutsch" });
  await lena.tap("🎓 Lernen");
  expect(lena.last()).toContain("Englisch lernen");
  await lena.tap("💬 Freies Gespräch");
  expect(lena.last()).toContain("Schreib mir auf Englisch");
  await lena.say("I am an nurse and I have 30 years.");
  expect(model.calls.at(-1)?.messages[0]?.content).toContain("Target language: English");
  expect(lena.last()).toContain("an nurse a nurse — „a“ vor einem Konsonanten");
  expect(lena.last()).toContain("I am 30 years old");
  await lena.tap("⏹ Gespräch beenden");

  await lena.say("/learn");
  await lena.tap("📖 Lesen");
  await lena.say("ready");
  expect(lena.last()).toContain("Every morning she takes it to the park.");
  await lena.say("She takes it to the park.");
  expect(lena.last()).toContain("✅");
  await lena.tap("⏭ Weiter");
  expect(lena.buttons()).toEqual(["🔀 Etwas anderes", "⏹ Übung beenden"]);
});
