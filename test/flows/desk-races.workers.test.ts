import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { doButton } from "#platform/desk/buttons.ts";
import { aDeskOfWishes } from "#support/desk.ts";
import type { Group } from "#support/group.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, quiet, textOf, type Person } from "#support/person.ts";
import { anApprover } from "#support/wishes.ts";

// Read once, before anything of the Worker runs: two who press 200 times are no flood here.
Object.assign(env, { FLOOD_UPDATES: "100000" });

const RACES = 200;
const AT_ONCE = 10;
/** Of all of them, on a busy machine. */
const LONGEST_MS = 240_000;

type Race = { cardId: number; approver: Person; rejecter: Person; isApprovedFirst: boolean };

async function openCardOf({ user }: Person): Promise<number> {
  const open = env.DB.prepare("select card_id from cards where person_id = ? and is_open = 1").bind(user.id);
  return (await open.first<number>("card_id")) ?? 0;
}

function press({ chat }: Group, { cardId, approver, rejecter, isApprovedFirst }: Race): Promise<unknown>[] {
  const pressed = (who: Person, action: string) => telegram.forge(who.user.id, doButton.data({ cardId, action }), undefined, chat.id);
  const presses = [() => pressed(approver, "approve"), () => pressed(rejecter, "reject")];
  return (isApprovedFirst ? presses : presses.toReversed()).map((each) => each());
}

/** What both read on their buttons: the first that it is done, the second what the first did. */
function judge({ cardId, approver, rejecter }: Race, toasts: string[]): "approved" | "rejected" {
  const read = toasts.filter((text) => new RegExp(`^#${cardId}\\b`).test(text));
  const isApproved = read.includes(`#${cardId}: approved.`);
  const state = isApproved ? "approved" : "rejected";
  const first = isApproved ? `Approved by ${approver.user.first_name}` : `Rejected by ${rejecter.user.first_name}`;
  const isSettled = expect.stringContaining(`#${cardId} is settled already. ${first} at `);
  expect(read).toEqual(expect.arrayContaining([`#${cardId}: ${state}.`, isSettled]));
  expect(read).toHaveLength(2);
  return state;
}

const toldTo = ({ screen }: Person) => screen().filter((message) => textOf(message).startsWith("Your wish is"));

/** A group takes twenty messages a minute: each round has one of its own. */
async function passMinute({ chat }: Group): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
  await runDurableObjectAlarm(env.SESSIONS.getByName(`chat:${chat.id}`));
}

afterEach(() => void vi.useRealTimers());

test(
  `two staff press Approve and Reject at the same moment ${RACES} times: one decision each, the other reads which, and the client is told once`,
  async () => {
    const [olga, otto] = [await anApprover("Olga"), await anApprover("Otto")];
    const wishers = await Promise.all(Array.from({ length: AT_ONCE }, () => aLearner()));
    const { group, join } = aDeskOfWishes({ members: [olga, otto], asksWhy: false });
    for (let round = 1; round <= RACES / AT_ONCE; round += 1) {
      await passMinute(group);
      await join(olga, otto, group, ...wishers);
      await Promise.all(wishers.map((person) => person.say(`/wish number ${round}`)));
      const cardIds = await Promise.all(wishers.map(openCardOf));
      const [approver, rejecter] = round % 2 === 0 ? [olga, otto] : [otto, olga];
      const races = cardIds.map((cardId, n): Race => ({ cardId, approver, rejecter, isApprovedFirst: n % 2 === 0 }));
      const begins = telegram.calls.length;
      await Promise.all(races.flatMap((race) => press(group, race)));
      for (const { user } of [olga, otto]) await quiet(user.id);
      const answers = telegram.calls.slice(begins).filter(({ method }) => method === "answerCallbackQuery");
      for (const [n, race] of races.entries()) {
        const decision = judge(
          race,
          answers.map(({ payload }) => String(payload.text)),
        );
        const wisher = wishers[n] ?? olga;
        await quiet(wisher.user.id);
        expect(toldTo(wisher)).toHaveLength(round);
        expect(wisher.last()).toContain(decision === "approved" ? "is granted" : "is not granted");
      }
    }
    const count = (what: string) => env.DB.prepare(`select count(*) as n from ${what}`).first<number>("n");
    expect(await count("cards where is_open = 0 and rev >= 2")).toBe(RACES);
    expect(await count("card_steps where action in ('approve', 'reject')")).toBe(RACES);
    expect(await count("audit_log where action in ('wish.approve', 'wish.reject')")).toBe(RACES);
    expect(await count("card_steps where delivery = 'sent'")).toBe(RACES);
  },
  LONGEST_MS,
);
