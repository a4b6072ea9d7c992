import { env } from "cloudflare:workers";
import { abortAllDurableObjects, runDurableObjectAlarm } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { model, telegram } from "#support/outside.ts";
import { aLearner, quiet, type Person } from "#support/person.ts";

afterEach(() => model.heal());

const stubOf = (person: Person) => env.SESSIONS.getByName(`person:${person.user.id}`);

/** A conversation with its first turn behind it, for which the AI code was loaded. */
async function aConversation(): Promise<Person> {
  const person = await aLearner();
  await person.tap("🎓 Learn");
  await person.tap("💬 Free conversation");
  await person.say("Guten Tag!");
  return person;
}

/** Resets every object, as a deployment does, once the model has been asked so often. */
async function resetDuringCall(person: Person, asked: number): Promise<void> {
  await vi.waitFor(() => expect(model.arrived()).toBe(asked));
  await abortAllDurableObjects();
  // What would wake it by itself within half a minute.
  expect(await runDurableObjectAlarm(stubOf(person))).toBe(true);
}

test("case 9: when its object is reset while the model answers, the model is asked again and the learner sees one answer", async () => {
  const lena = await aConversation();
  const [before, asked] = [lena.screen().length + 1, model.arrived()];
  model.fail({ kind: "slow", ms: 1_500, times: 1 });
  await telegram.say(lena.user.id, "Ich lerne gern Deutsch.");
  await resetDuringCall(lena, asked + 1);
  await quiet(lena.user.id);
  // The first answer would be there now.
  await scheduler.wait(1_600);
  await quiet(lena.user.id);
  expect(lena.screen().slice(before)).toHaveLength(1);
  expect(lena.last()).not.toContain("cannot be reached");
});

test("case 9: when its object is reset under both attempts, the learner is told once, and what they wrote is not lost", async () => {
  const lena = await aConversation();
  const [before, asked] = [lena.screen().length + 1, model.arrived()];
  model.fail({ kind: "slow", ms: 1_500, times: 2 });
  await telegram.say(lena.user.id, "Ich lerne gern Deutsch.");
  await resetDuringCall(lena, asked + 1);
  await resetDuringCall(lena, asked + 2);
  await quiet(lena.user.id);
  expect(
    lena
      .screen()
      .slice(before)
      .map((message) => message.text),
  ).toEqual(["The tutor cannot be reached right now. What you wrote is not lost."]);
  model.heal();
  model.script(["Schön! Warum?"]);
  await lena.tap("🔁 Try again");
  expect(lena.last()).toBe("Schön! Warum?");
});

test("pain 1: reset in the middle of a streamed answer, the learner gets one answer and is charged for one", async () => {
  const lena = await aConversation();
  const { user } = lena;
  const [before, asked, spent] = [lena.screen().length + 1, model.arrived(), await usageOf(lena)];
  const text = "Das ist eine lange Antwort mit vielen Worten, die langsam kommt und dann erst endet.";
  model.fail({ kind: "stalled", ms: 2_000, times: 1 });
  model.script([text, text]);
  await telegram.say(user.id, "Erzähl mir etwas.");
  await vi.waitFor(() => expect(telegram.drafts(user.id)[0]?.text).toContain("Das ist eine"), { timeout: 5_000 });
  await resetDuringCall(lena, asked + 1);
  await quiet(user.id);
  // The rest of the first answer would be there now.
  await scheduler.wait(2_100);
  await quiet(user.id);
  expect(
    lena
      .screen()
      .slice(before)
      .map((message) => message.text),
  ).toEqual([text]);
  const charged = await usageOf(lena);
  expect(charged.calls - spent.calls).toBe(1);
});

async function usageOf({ user }: Person): Promise<{ calls: number }> {
  const row = await env.DB.prepare("select sum(calls) as calls from ai_usage where scope = ?")
    .bind(`person:${user.id}`)
    .first<{ calls: number }>();
  return { calls: row?.calls ?? 0 };
}
