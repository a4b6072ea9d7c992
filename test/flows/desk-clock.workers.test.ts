import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import worker from "#src/index.ts";
import { aDeskOfWishes } from "#support/desk.ts";
import type { Group } from "#support/group.ts";
import { aLearner, quiet, textOf, type Person } from "#support/person.ts";
import { allSettled, anApprover, aWish, cardIn, numberOf } from "#support/wishes.ts";

// The academy is in Berlin and works from Monday to Friday, from nine to six.
const MONDAY_TEN = "2026-11-23T10:00:00+01:00";

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse(MONDAY_TEN) });
  await env.DB.batch(["staff", "cards", "card_posts", "card_steps"].map((table) => env.DB.prepare(`delete from ${table}`)));
});
afterEach(() => void vi.useRealTimers());

/** The clock shows this moment, and the cron has run twice, as it may. */
async function itIs(moment: string): Promise<void> {
  vi.setSystemTime(Date.parse(moment));
  for (const _ of [1, 2]) await worker.scheduled({ cron: "*/5 * * * *" }, env);
}

function saidIn(group: Group, start: string): string[] {
  return group.screen().flatMap((message) => (textOf(message).startsWith(start) ? [textOf(message)] : []));
}

function saidTo(person: Person, start: string): string[] {
  return person.screen().flatMap((message) => (textOf(message).startsWith(start) ? [textOf(message)] : []));
}

test("pain 14: a card is reminded of after four working hours, as a reply to it, and again four hours later", async () => {
  const { group, olga } = await aWish();
  const number = numberOf(cardIn(group));
  await itIs("2026-11-23T13:55:00+01:00");
  await quiet(`chat:${group.chat.id}`);
  expect(saidIn(group, "⏰")).toEqual([]);
  await itIs("2026-11-23T14:05:00+01:00");
  await allSettled(group, olga);
  expect(saidIn(group, "⏰")).toEqual([`⏰ #${number} (Wish, Lena) has been waiting since 2026-11-23 10:00. Nobody has taken it yet.`]);
  expect(group.messageWith("⏰").reply_to_message?.message_id).toBe(group.messageWith("Wish ·").message_id);
  await itIs("2026-11-23T17:30:00+01:00");
  await allSettled(group, olga);
  expect(saidIn(group, "⏰")).toHaveLength(1);
  await itIs("2026-11-23T18:10:00+01:00");
  await itIs("2026-11-24T03:00:00+01:00");
  await itIs("2026-11-24T09:00:00+01:00");
  await allSettled(group, olga);
  expect(saidIn(group, "⏰")).toHaveLength(1);
  await itIs("2026-11-24T09:10:00+01:00");
  await allSettled(group, olga);
  expect(saidIn(group, "⏰")).toHaveLength(2);
});

test("what waits too long in greater number is told in one message, with whoever has it", async () => {
  const [olga, ...people] = [await anApprover("Olga"), await aLearner(), await aLearner(), await aLearner(), await aLearner()];
  const { group, join } = aDeskOfWishes({ members: [olga] });
  await join(olga, group, ...people);
  for (const person of people) await person.say("/wish peace");
  await allSettled(group, ...people);
  vi.setSystemTime(Date.parse("2026-11-23T13:50:00+01:00"));
  await olga.inGroup(group).tap("✋ I take it");
  await itIs("2026-11-23T14:05:00+01:00");
  await allSettled(group, olga);
  const [list, ...more] = saidIn(group, "⏰");
  expect(more).toEqual([]);
  expect(list).toContain("4 pieces of work have been waiting too long");
  expect(list?.match(/Nobody has taken it yet/g)).toHaveLength(3);
  expect(list).toContain("✋ Olga");
});

test("whoever holds a card is mentioned, and what is settled is not reminded of", async () => {
  const { lena, group, olga } = await aWish();
  await itIs("2026-11-23T13:50:00+01:00");
  await olga.inGroup(group).tap("✋ I take it");
  await allSettled(group, olga);
  await itIs("2026-11-23T14:05:00+01:00");
  await allSettled(group, olga);
  const reminder = group.messageWith("⏰");
  expect(textOf(reminder)).toContain("✋ Olga");
  expect(reminder.entities).toContainEqual(expect.objectContaining({ type: "text_link", url: `tg://user?id=${olga.user.id}` }));
  await olga.inGroup(group).tap("Approve");
  await allSettled(group, olga, lena);
  await itIs("2026-11-24T16:00:00+01:00");
  await allSettled(group, olga);
  expect(saidIn(group, "⏰")).toHaveLength(1);
});

test("without a group the holder is reminded in private, or everybody where nobody holds it", async () => {
  const [lena, olga, otto] = [await aLearner(), await anApprover("Olga"), await anApprover("Otto")];
  const { join } = aDeskOfWishes({ hasGroup: false });
  await join(lena, olga, otto);
  await lena.say("/wish peace");
  const allQuiet = async () => {
    for (const person of [olga, otto, olga, otto]) await quiet(person.user.id);
  };
  await allQuiet();
  await itIs("2026-11-23T14:05:00+01:00");
  await allQuiet();
  expect([saidTo(olga, "⏰").length, saidTo(otto, "⏰").length]).toEqual([1, 1]);
  vi.setSystemTime(Date.parse("2026-11-24T08:55:00+01:00"));
  await olga.tap("✋ I take it");
  await allQuiet();
  await itIs("2026-11-24T09:10:00+01:00");
  await allQuiet();
  expect([saidTo(olga, "⏰").length, saidTo(otto, "⏰").length]).toEqual([2, 1]);
});

test("each working morning a group gets one list of its open work, with age and holder", async () => {
  const { group, olga, lena } = await aWish();
  const number = numberOf(cardIn(group));
  const mia = await aLearner();
  const desk = aDeskOfWishes({ members: [olga] });
  await desk.join(mia, desk.group);
  vi.setSystemTime(Date.parse("2026-11-24T08:50:00+01:00"));
  await olga.inGroup(group).tap("✋ I take it");
  await allSettled(group, olga);
  await itIs("2026-11-24T09:00:00+01:00");
  await itIs("2026-11-24T09:05:00+01:00");
  await allSettled(group, olga);
  expect(saidIn(group, "☀️")).toHaveLength(1);
  expect(saidIn(group, "☀️")[0]).toContain(`#${number} Wish · Lena · 22 h · ✋ Olga`);
  expect(desk.group.screen()).toEqual([]);
  await itIs("2026-11-25T09:20:00+01:00");
  await allSettled(group, olga);
  expect(saidIn(group, "☀️")[1]).toContain(`#${number} Wish · Lena · 1 day`);
  expect(saidIn(group, "☀️")[1]).not.toContain("✋");
  await olga.inGroup(group).tap("Approve");
  await allSettled(group, olga, lena);
  await itIs("2026-11-26T09:00:00+01:00");
  await allSettled(group, olga);
  expect(saidIn(group, "☀️")).toHaveLength(2);
});

test("nobody is greeted at the weekend, nor with what came after the doors had opened", async () => {
  const { group, olga } = await aWish();
  await itIs("2026-11-23T10:30:00+01:00");
  await itIs("2026-11-28T09:00:00+01:00");
  await allSettled(group, olga);
  expect(saidIn(group, "☀️")).toEqual([]);
  await itIs("2026-11-30T09:00:00+01:00");
  await allSettled(group, olga);
  expect(saidIn(group, "☀️")).toHaveLength(1);
});

test("without a group each of the staff gets their own list, without their own work", async () => {
  const [lena, olga, otto] = [await aLearner(), await anApprover("Olga"), await anApprover("Otto")];
  const { join } = aDeskOfWishes({ hasGroup: false });
  await join(lena, olga, otto);
  await lena.say("/wish peace");
  await olga.say("/wish a rise");
  for (const person of [olga, otto, olga, otto]) await quiet(person.user.id);
  await itIs("2026-11-24T09:00:00+01:00");
  for (const person of [lena, olga, otto]) await quiet(person.user.id);
  expect(saidTo(olga, "☀️")).toEqual([expect.stringMatching(/One piece of work.*Lena/s)]);
  expect(saidTo(otto, "☀️")).toEqual([expect.stringMatching(/2 pieces of work.*Lena.*Olga/s)]);
  expect(saidTo(lena, "☀️")).toEqual([]);
});

test("a claim that is over leaves the card by itself, which is kept", async () => {
  const { group, olga } = await aWish();
  await olga.inGroup(group).tap("✋ I take it");
  await allSettled(group, olga);
  await itIs("2026-11-23T10:25:00+01:00");
  await allSettled(group, olga);
  expect(cardIn(group)).toContain("Olga has it until");
  await itIs("2026-11-23T10:35:00+01:00");
  await allSettled(group, olga);
  expect(cardIn(group)).not.toContain("Olga has it until");
  expect(group.screen()).toHaveLength(1);
  const audit = await env.DB.prepare("select actor from audit_log where action = 'wish.claim-over' and subject = ?")
    .bind(`card:${numberOf(cardIn(group))}`)
    .all();
  expect(audit.results).toEqual([{ actor: "cron" }]);
});
