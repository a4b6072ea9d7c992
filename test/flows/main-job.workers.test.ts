import { expect, test } from "vitest";
import { aStranger } from "#support/person.ts";

test("a new person registers, talks with the tutor and is corrected", async () => {
  const lena = aStranger();
  await lena.say("/start");
  expect(lena.buttons()).toEqual(["English", "Deutsch", "Русский"]);
  await lena.tap("English");
  expect(lena.buttons()).toEqual(["A1", "A2", "B1", "B2", "C1", "C2"]);
  await lena.tap("A2");
  await lena.tap("English");
  expect(lena.screen()).toHaveLength(2);
  expect(lena.buttons()).toEqual(["🎓 Learn", "📈 My progress", "🪪 I am a student", "🔑 Request access", "⚙️ Settings", "❓ Help"]);

  await lena.tap("🎓 Learn");
  await lena.tap("💬 Free conversation");
  expect(lena.screen()).toHaveLength(2);
  await lena.say("Gestern ich habe ins Kino gegangen.");
  const answer = lena.screen().at(-1);
  expect(answer?.text).toContain("bin");
  expect(answer?.entities?.map((entity) => entity.type)).toEqual(expect.arrayContaining(["strikethrough", "underline"]));
});
