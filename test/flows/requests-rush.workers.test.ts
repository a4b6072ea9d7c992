import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { access } from "#features/requests/access.ts";
import { requestCard } from "#features/requests/card.ts";
import { getDeps } from "#platform/deps.ts";
import { doButton } from "#platform/desk/buttons.ts";
import { actionOf, type CardKind } from "#platform/desk/kind.ts";
import { openCard } from "#platform/desk/open.ts";
import { takeStep, type StepResult } from "#platform/desk/steps.ts";
import { telegram } from "#support/outside.ts";
import { aStranger, quiet, textOf } from "#support/person.ts";
import { aClient, anApprover, anOffice, numberIn, type Office } from "#support/requests.ts";

// Each test has its own staff.
beforeEach(() => env.DB.prepare("delete from staff").run());
afterEach(() => void vi.useRealTimers());

const WAYS = ["approve", "reject"] as const;

/** One request of somebody new, and two of staff who decide it at the same moment, one each way. */
async function race(kind: CardKind, personId: number, staff: [number, number]): Promise<StepResult[]> {
  const deps = getDeps(env);
  const at = new Date();
  const person = { type: "person" as const, personId, name: "Lena" };
  const card = { kind, at, actor: person, subject: `person:${personId}`, personId, personName: "Lena", status: "pending", text: "hello" };
  const { file } = await openCard(deps, { ...card, hops: 0, key: `race:${personId}` });
  const order = personId % 2 === 0 ? WAYS : WAYS.toReversed();
  return Promise.all(
    order.map((name, n) => {
      const action = actionOf(kind, name);
      if (action === undefined) throw new Error(`no action ${name}`);
      const actor = { type: "person" as const, personId: staff[n] ?? 0, name: "Staff" };
      return takeStep(deps, { file, kind, action, hops: 0, key: `race:${personId}:${name}`, at, actor, text: "because" });
    }),
  );
}

test("two of staff press Approve and Reject at the same moment 200 times: one decision each, and one notice", async () => {
  const [olga, otto] = [await anApprover("Olga"), await anApprover("Otto")];
  const kind = requestCard({ ...access, chat: () => -1_009 });
  for (let from = 0; from < 200; from += 20) {
    const races = Array.from({ length: 20 }, (_, n) => race(kind, 600_000 + from + n, [olga.user.id, otto.user.id]));
    for (const results of await Promise.all(races)) {
      expect(results.map(({ type }) => type).toSorted()).toEqual(["done", "refused"]);
      expect(results.find(({ type }) => type === "refused")).toMatchObject({ reason: "decided" });
    }
  }
  const count = async (query: string) => env.DB.prepare(`select count(*) as n from ${query}`).first<number>("n");
  const ofRaces = "from cards where person_id >= 600000";
  expect(await count(`cards where person_id >= 600000 and status in ('approved', 'rejected') and rev = 2`)).toBe(200);
  expect(await count(`card_steps where action <> 'open' and card_id in (select card_id ${ofRaces})`)).toBe(200);
  expect(await count(`audit_log where action in ('access.approve', 'access.reject') and audit_id like 'race:%'`)).toBe(200);
  expect(await count(`events where kind = 'card.notice' and event_id like 'race:%'`)).toBe(200);
  // Whoever was approved is a member, and nobody else.
  const approved = await count("cards where person_id >= 600000 and status = 'approved'");
  expect(await count("members where person_id >= 600000 and is_active = 1")).toBe(approved);
});

test("the same through Telegram: the first decision counts, the client is told once, and the second of staff reads who was first", async () => {
  const otto = await anApprover("Otto");
  const { lena, olga, group, ask, rest, card } = await aClient({ members: [otto] });
  for (let n = 0; n < 5; n += 1) {
    await ask("/request hello");
    const number = numberIn(lena.last());
    const messageId = group.messageWith(`#${number} Access`).message_id;
    const [first, second] = n % 2 === 0 ? [olga, otto] : [otto, olga];
    await Promise.all([
      telegram.forge(first.user.id, doButton.data({ cardId: number, action: "approve" }), messageId, group.chat.id),
      second.say(`/reject ${number} No.`),
    ]);
    await rest(lena, olga, otto);
    const decided = card().match(/(Approved|Rejected) by \w+/g);
    expect(decided).toHaveLength(1);
    const notices = lena.screen().filter((message) => /has been approved|could not be approved/.test(textOf(message)));
    expect(notices.filter((message) => numberIn(textOf(message)) === number)).toHaveLength(1);
    await env.DB.batch([
      env.DB.prepare("delete from members where person_id = ?").bind(lena.user.id),
      env.DB.prepare("update card_steps set at = 1 where action = 'reject'"),
    ]);
  }
});

async function passMinute({ group }: Office): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
  await runDurableObjectAlarm(env.SESSIONS.getByName(`chat:${group.chat.id}`));
  await quiet(`chat:${group.chat.id}`);
}

test("50 requests at once: each client is confirmed, 20 cards come at once, and the rest as a list that opens them", async () => {
  const olga = await anApprover();
  const office = await anOffice({ members: [olga] });
  const clients = Array.from({ length: 50 }, () => aStranger());
  await office.join(...clients);
  await Promise.all(clients.map((client, n) => client.say(`/request number ${n + 1}`)));
  await office.rest(olga);
  for (const client of clients) expect(client.last()).toContain("has been received");
  expect(new Set(clients.map((client) => numberIn(client.last()))).size).toBe(50);
  const cards = () => office.group.screen().filter((message) => textOf(message).includes("👤"));
  expect(cards()).toHaveLength(20);
  await passMinute(office);
  expect(textOf(office.group.screen().at(-1))).toContain("30 more have come in faster");
  for (const opened of [30, 40, 50]) {
    await passMinute(office);
    await olga.inGroup(office.group).tap("Open the next 10");
    await office.rest(olga);
    expect(cards()).toHaveLength(opened);
  }
  const refused = telegram.calls.filter(({ payload, status }) => payload.chat_id === office.group.chat.id && status === 429);
  expect(refused).toEqual([]);
  const shown = cards().map((message) => numberIn(textOf(message)));
  expect(new Set(shown)).toEqual(new Set(clients.map((client) => numberIn(client.last()))));
}, 60_000);
