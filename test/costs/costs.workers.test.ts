import { env, exports } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { allDelivered } from "#support/campaigns.ts";
import { aGroup, settled } from "#support/group.ts";
import { model } from "#support/outside.ts";
import { aLearner, anOwner, quiet, type Person } from "#support/person.ts";
import worker from "#src/index.ts";
import { answered, costOf, countIn, type Counted } from "./count.ts";

const GROUP_ID = -1_001_234_500_002;
const LEARNERS = 10;
Object.assign(env, { REQUESTS_CHAT_ID: String(GROUP_ID) });

const turn = "~~gehst~~ **ging** [tense] — The past.\n\n> Ich ging gestern ins Kino.\n\nWas lief?";

async function aTurn(person: Person): Promise<void> {
  model.script([answered(turn)]);
  await person.say("Ich gehst gestern ins Kino.");
}

async function addTip(): Promise<void> {
  const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
  const body = JSON.stringify({ tips: [{ language: "en", text: "Read one page a day, and only one." }] });
  await exports.default.fetch(new Request("https://stoa.test/admin/tips", { method: "POST", headers, body }));
}

const each = (whole: Counted) => Object.fromEntries(Object.entries(whole).map(([name, count]) => [name, count / LEARNERS]));

/** A tick of the clock is billed as a request, and is none that comes in. */
const asRequest = (tick: Counted): Counted => ({ ...tick, requests: tick.requests + 1 });

test("what a tutor's turn, a tip and a request cost is what the page of costs computes with", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2080-02-01T05:00:00Z") });
  const olga = await anOwner();
  const group = aGroup({ id: GROUP_ID, title: "Requests", members: [olga] });
  const learners: Person[] = [];
  for (let n = 0; n < LEARNERS; n++) learners.push(await aLearner());
  const [lena = olga] = learners;
  await countIn([`chat:${GROUP_ID}`, ...[olga, ...learners].map(({ user }) => `person:${user.id}`)]);

  await lena.say("/learn");
  await lena.tap("💬 Free conversation");
  await aTurn(lena);
  const tutorTurn = await costOf(() => aTurn(lena));

  const request = await costOf(async () => {
    await lena.say("/request I would like to come in.");
    await settled(group, lena.user.id);
    await olga.inGroup(group).tap("✅ Approve");
    await settled(group, lena.user.id);
    await quiet(lena.user.id);
  });

  await addTip();
  vi.setSystemTime(new Date("2080-02-01T07:00:00Z"));
  const tips = await costOf(async () => {
    await worker.scheduled({ cron: "*/5 * * * *" }, env);
    await allDelivered();
  });
  const minute = await costOf(() => worker.scheduled({ cron: "* * * * *" }, env));
  const fiveMinutes = await costOf(() => worker.scheduled({ cron: "*/5 * * * *" }, env));
  const figures = { turn: tutorTurn, request, tip: each(tips), minute: asRequest(minute), fiveMinutes: asRequest(fiveMinutes) };
  // What has changed on purpose is written down by vitest's own `-u`, and the page of costs by `npm run costs`.
  await expect(`${JSON.stringify(figures, null, 2)}\n`).toMatchFileSnapshot("../../scripts/costs/counted.json");
}, 120_000);
