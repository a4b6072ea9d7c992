import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { privacy } from "#features/privacy/feature.ts";
import { redeliverEvents } from "#platform/event-delivery.ts";
import { getDeps } from "#platform/deps.ts";
import { telegram } from "#support/outside.ts";
import { buttonsOf, quiet, textOf, type Person } from "#support/person.ts";
import { aClient, aRecord, askRoute, numberIn, recordOf } from "#support/requests.ts";

// Each test has its own staff and its own records.
beforeEach(() => env.DB.batch([env.DB.prepare("delete from staff"), env.DB.prepare("delete from members")]));

async function forget(person: Person): Promise<void> {
  await person.say("/forget");
  await person.tap("Yes, forget me");
  await person.tap("🗑 Delete it for good");
}

/** Half a minute later, when the clock has delivered what was written. */
async function deliverLater(chatId: number): Promise<void> {
  await redeliverEvents(new Date(Date.now() + 31_000), getDeps(env));
  await quiet(`chat:${chatId}`);
}

test("whoever asked without registering gets all that is held of it", async () => {
  const { lena, ask } = await aClient({ others: [privacy] });
  await ask("/request my secret reason");
  await lena.say("/mydata");
  const { document } = lena.screen().at(-1) ?? {};
  const data = await new Response(telegram.file(document?.file_id ?? "")?.content ?? null).json<Record<string, unknown>>();
  expect(data.desk).toMatchObject({
    cards: [{ personId: lena.user.id, kind: "access", status: "pending" }],
    steps: [{ action: "open", text: "my secret reason" }],
  });
});

test("forgotten with an open request: nobody finds name, id or words on the card or in the database, nor can decide it", async () => {
  const { lena, olga, group, ask, card } = await aClient({ others: [privacy], user: { first_name: "Leocadia" } });
  await ask("/request my secret reason");
  const number = numberIn(lena.last());
  await forget(lena);
  await deliverLater(group.chat.id);
  expect(card(`#${number}`)).toContain("the person was forgotten");
  expect(card(`#${number}`)).not.toMatch(/Leocadia|secret|✅ Approve/);
  expect(card(`#${number}`)).not.toContain(String(lena.user.id));
  const rows = await env.DB.batch(
    ["cards", "card_steps"].map((table) => env.DB.prepare(`select * from ${table} where card_id = ?`).bind(number)),
  );
  expect(JSON.stringify(rows.map(({ results }) => results))).not.toMatch(/Leocadia|secret/);
  await olga.say(`/approve ${number}`);
  expect(olga.last()).toBe(`That cannot be done with #${number} now.`);
  expect((await askRoute(`/${number}/approve`, { body: {} })).status).toBe(409);
  expect(await env.DB.prepare("select count(*) as n from members").first("n")).toBe(0);
});

test.for(["pending", "blocked", "failed"])(
  "forgotten while the news of a decision is %s: nothing is on its way or sent again any more, and the card says why",
  async (delivery) => {
    const { lena, olga, group, ask, rest, card } = await aClient({ others: [privacy] });
    await ask("/request hello");
    const number = numberIn(lena.last());
    await olga.say(`/approve ${number}`);
    await rest(lena, olga);
    await env.DB.prepare("update card_steps set delivery = ? where delivery = 'sent'").bind(delivery).run();
    const step = await env.DB.prepare("select step_key, delivery_key from card_steps where delivery = ?")
      .bind(delivery)
      .first<{ step_key: string; delivery_key: string }>();
    await forget(lena);
    await deliverLater(group.chat.id);
    expect(card(`#${number}`)).toContain("🚫 the person was forgotten");
    expect(card(`#${number}`)).not.toMatch(/being told|cannot be reached|not delivered/);
    expect(buttonsOf(group.messageWith(`#${number}`))).not.toContain("🔁 Send again");
    await olga.say(`/send_again ${number}`);
    expect(olga.last()).toContain("nothing to send again");
    const data = { cardId: number, stepKey: step?.step_key, deliveryKey: step?.delivery_key };
    const late = [
      { kind: "card.notice", version: 1, data },
      { kind: "card.delivered", version: 1, data: { ...data, outcome: { type: "sent", messageId: 1 } } },
    ];
    for (const event of late) {
      const body = JSON.stringify(event);
      await env.SESSIONS.getByName(`person:${lena.user.id}`).accept({ key: `e:late:${number}:${event.kind}`, kind: "event", body });
    }
    await rest(lena, olga);
    expect(lena.last()).not.toContain("approved");
    const left = await env.DB.prepare("select delivery from card_steps where card_id = ? and delivery is not null").bind(number).all();
    expect(left.results).toEqual([{ delivery: "forgotten" }]);
  },
);

test("forgotten with access: a record of their own goes, one that was there before stays without them", async () => {
  const record = await aRecord("Ada Berg");
  const [own, linked] = [await aClient({ others: [privacy] }), await aClient({ others: [privacy] })];
  await own.ask("/request hello");
  await own.olga.inGroup(own.group).tap("✅ Approve");
  await own.rest(own.lena, own.olga);
  await linked.ask("/request hello");
  await linked.olga.say(`/link ${numberIn(linked.lena.last())} ${record}`);
  await linked.rest(linked.lena, linked.olga);
  for (const { lena } of [own, linked]) await forget(lena);
  expect(await recordOf(own.lena)).toBeNull();
  const left = await env.DB.prepare("select member_id, name, person_id, is_active from members").all();
  expect(left.results).toEqual([{ member_id: record, name: "Ada Berg", person_id: null, is_active: 0 }]);
});

test("staff who have themselves forgotten leave their decisions, and not their names", async () => {
  const { lena, olga, group, ask, rest, card } = await aClient({ others: [privacy] });
  await ask("/request hello");
  await olga.inGroup(group).tap("✅ Approve");
  await rest(lena, olga);
  expect(card()).toContain("Approved by Olga");
  await forget(olga);
  await deliverLater(group.chat.id);
  expect(card()).toContain("Approved by somebody who was forgotten");
  expect(card()).not.toContain("Olga");
  expect(lena.screen().map(textOf).join()).not.toContain("Olga");
});
