import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { recordOf, theGroups } from "#support/roster.ts";
import { expect, test } from "vitest";
import { chooseFeatures } from "#features/index.ts";
import { getDeps } from "#platform/deps.ts";
import { createBot } from "#src/bot.ts";
import { settled } from "#support/group.ts";
import { aLearner, anOwner, quiet, textOf, type Person } from "#support/person.ts";

test("where a verifier must confirm, a typed email is a claim, and a shared number proves itself", async () => {
  const vera = await anOwner();
  const { office } = theGroups([vera]);
  const [email, other] = ["claimed@example.com", "refused@example.com"];
  await vera.say(`/addstudent Card Claimed; +4930900001; ${email}`);
  await vera.say(`/addstudent Card Refused; +4930900002; ${other}`);
  const claimer = await aLearner();
  await confirmByCard(claimer);
  await claimer.tap("🪪 I am a student");
  await claimer.say(email);
  expect(claimer.last()).toContain("looks at it");
  expect(await recordOf(email)).toMatchObject({ status: "claimed", claimed_by: claimer.user.id, person_id: null });
  await settled(office, claimer.user.id);
  expect(textOf(office.messageWith("Says that this is them"))).toContain("Card Claimed");
  await vera.inGroup(office).tap("✅ It is theirs");
  expect(textOf(office.messageWith("Verified."))).toContain("Card Claimed");
  await quiet(claimer.user.id);
  expect(claimer.screen().map(textOf).join()).toContain("You are verified");

  const liar = await aLearner();
  await confirmByCard(liar);
  await liar.tap("🪪 I am a student");
  await liar.say(other);
  await vera.say(`/student ${other}`);
  await vera.tap("🚫 It is not theirs");
  await quiet(liar.user.id);
  expect(liar.last()).toContain("could not confirm");
  expect(await recordOf(other)).toMatchObject({ status: "pending", claimed_by: null });

  await vera.say("/addstudent Card Proven; " + `+1202555${String(100 + (liar.user.id % 100)).padStart(4, "0")}` + "; proven@example.com");
  await liar.tap("🪪 I am a student");
  await liar.choose("📱 Share my number");
  expect(await recordOf("proven@example.com")).toMatchObject({ status: "verified", person_id: liar.user.id });
});

/** Has this person confirmed by a verifier, as the setting VERIFY_BY would for everybody. */
async function confirmByCard({ user }: Person): Promise<void> {
  const deps = getDeps(env);
  const config = { ...deps.config, verifyBy: "card" as const };
  await runInDurableObject(env.SESSIONS.getByName(`person:${user.id}`), (instance) => {
    Object.assign(instance, { parts: undefined, createBot: () => createBot(chooseFeatures(config).enabled, { ...deps, config }) });
  });
}
