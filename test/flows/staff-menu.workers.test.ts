import { expect, test } from "vitest";
import { aLearner, anOwner, quiet } from "#support/person.ts";

test("staff find in their menu what waits for them, and are not offered to become a student or to ask for access", async () => {
  const [olga, approver] = [await anOwner(), await aLearner()];
  const tell = async (text: string) => {
    await olga.say(text);
    await quiet(approver.user.id);
  };
  await tell(`/staff add approver ${approver.user.id}`);
  await approver.say("/menu");
  expect(approver.buttons()).toEqual(["🎓 Learn", "📈 My progress", "📋 What waits for me", "⚙️ Settings", "❓ Help"]);
  await approver.tap("📋 What waits for me");
  expect(approver.last()).toContain("Nothing is waiting for you");
  await tell(`/staff remove approver ${approver.user.id}`);
  await approver.say("/menu");
  expect(approver.buttons()).toEqual(["🎓 Learn", "📈 My progress", "🪪 I am a student", "🔑 Request access", "⚙️ Settings", "❓ Help"]);
  await olga.say("/menu");
  expect(olga.buttons()).toEqual(["🎓 Learn", "📈 My progress", "📋 What waits for me", "⚙️ Settings", "❓ Help"]);
});
