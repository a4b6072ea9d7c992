import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { chooseButton } from "#platform/desk/buttons.ts";
import { telegram } from "#support/outside.ts";
import { buttonsOf, textOf } from "#support/person.ts";
import { aClient, aRecord, askRoute, numberIn, recordOf } from "#support/requests.ts";

// Each test has its own staff and its own records.
beforeEach(() => env.DB.batch([env.DB.prepare("delete from staff"), env.DB.prepare("delete from members")]));

const lastToast = () => telegram.calls.findLast(({ method }) => method === "answerCallbackQuery")?.payload.text;

async function auditOf(number: number): Promise<unknown[]> {
  const query = "select actor, action, origin from audit_log where subject = ? order by at, rowid";
  return (await env.DB.prepare(query).bind(`card:${number}`).all()).results;
}

test("a record that was there before is chosen from those that wait, the likeliest first, and approved with it", async () => {
  const [ada, lena] = [await aRecord("Ada Berg"), await aRecord("Lena Roth")];
  const client = await aClient({ user: { first_name: "Lena" } });
  const { olga, group, rest, card } = client;
  await client.ask("/request hello");
  await olga.inGroup(group).tap("🔗 Link to…");
  await rest(olga);
  expect(buttonsOf(group.screen().at(-1))).toEqual([`№ ${lena} · Lena Roth`, `№ ${ada} · Ada Berg`, "Leave it as it is"]);
  await olga.inGroup(group).tap(`№ ${lena} · Lena Roth`);
  await rest(client.lena, olga);
  expect(client.lena.last()).toContain("Welcome! You have access now.");
  expect(card()).toContain(`🔗 Approved by Olga`);
  expect(card()).toContain(`№ ${lena} · Lena Roth`);
  expect(await recordOf(client.lena)).toEqual({ member_id: lena, name: "Lena Roth", is_active: 1 });
  expect(group.screen()).toHaveLength(1);
});

test("replying to the card with a number links that record, and so does /link", async () => {
  const records = [await aRecord("Ada Berg"), await aRecord("Ben Kern")];
  const [lena, jonas] = [await aClient(), await aClient()];
  await lena.ask("/request hello");
  await lena.olga.inGroup(lena.group).say(` #${records[0]} `, { replyTo: "👤" });
  await lena.rest(lena.lena, lena.olga);
  expect(await recordOf(lena.lena)).toMatchObject({ name: "Ada Berg" });
  expect(lena.lena.last()).toContain("has been approved");
  await jonas.ask("/request hello");
  await jonas.olga.say(`/link ${numberIn(jonas.lena.last())} ${records[1]}`);
  await jonas.rest(jonas.lena, jonas.olga);
  expect(await recordOf(jonas.lena)).toMatchObject({ name: "Ben Kern" });
});

test("a record that is somebody's already, or does not exist, is not linked, and the request stays open", async () => {
  const record = await aRecord("Ada Berg");
  const [first, second] = [await aClient(), await aClient()];
  await first.ask("/request hello");
  await first.olga.say(`/link ${numberIn(first.lena.last())} ${record}`);
  await first.rest(first.lena, first.olga);
  await second.ask("/request hello");
  const number = numberIn(second.lena.last());
  for (const taken of [record, 999_999]) {
    await second.olga.say(`/link ${number} ${taken}`);
    expect(second.olga.last()).toBe(`That cannot be done with #${number} now.`);
  }
  expect(second.card()).toContain("waiting");
  expect(await recordOf(second.lena)).toBeNull();
  expect(await recordOf(first.lena)).toMatchObject({ member_id: record });
});

test("of two requests that are linked to one record at the same moment one gets it", async () => {
  const record = await aRecord("Ada Berg");
  const clients = [await aClient(), await aClient()];
  for (const client of clients) await client.ask("/request hello");
  await Promise.all(clients.map(({ olga, lena }) => olga.say(`/link ${numberIn(lena.last())} ${record}`)));
  for (const { rest, lena, olga } of clients) await rest(lena, olga);
  const holders = await Promise.all(clients.map(({ lena }) => recordOf(lena)));
  expect(holders.filter((holder) => holder !== null)).toHaveLength(1);
  expect(clients.filter(({ lena }) => lena.last().includes("has been approved"))).toHaveLength(1);
});

test("a press on a choice that is none, or that was made before somebody else decided, links nothing", async () => {
  const record = await aRecord("Ada Berg");
  const { lena, olga, group, ask, rest, card } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  const choose = (value: string, rev: number) => chooseButton.data({ cardId: number, action: "link", value, rev });
  await telegram.forge(olga.user.id, choose("all", 1), group.screen()[0]?.message_id, group.chat.id);
  await rest(olga);
  expect(lastToast()).toContain("out of date");
  await olga.say(`/reject ${number} No.`);
  await rest(lena, olga);
  await telegram.forge(olga.user.id, choose(String(record), 1), group.screen().at(-1)?.message_id, group.chat.id);
  await rest(lena, olga);
  expect(lastToast()).toContain("meanwhile");
  expect(await recordOf(lena)).toBeNull();
  expect(card()).toContain("❌ Rejected by Olga");
});

test("somebody who comes back with another account gets their old record, and no second one of their own", async () => {
  const record = await aRecord("Ada Berg");
  const [old, fresh] = [await aClient(), await aClient()];
  await old.ask("/request hello");
  await old.olga.say(`/link ${numberIn(old.lena.last())} ${record}`);
  await old.rest(old.lena, old.olga);
  await askRoute(`/members/${record}`, { method: "PATCH", body: { isActive: false } });
  await fresh.ask("/request It is me, Ada");
  await fresh.olga.say(`/link ${numberIn(fresh.lena.last())} ${record}`);
  await fresh.rest(fresh.lena, fresh.olga);
  expect(await recordOf(fresh.lena)).toEqual({ member_id: record, name: "Ada Berg", is_active: 1 });
  expect(await recordOf(old.lena)).toBeNull();
});

test("approving by the route does what the button does: card, person, record and audit", async () => {
  const { lena, olga, ask, rest, card } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  const { status, answer } = await askRoute(`/${number}/approve`, { body: {} });
  expect(status).toBe(200);
  expect(answer).toMatchObject({ id: number, status: "approved", text: "hello", person: lena.user.id });
  await rest(lena, olga);
  expect(lena.last()).toContain("has been approved");
  expect(card()).toContain("✅ Approved by the administration");
  expect(await recordOf(lena)).toMatchObject({ is_active: 1 });
  expect(await auditOf(number)).toEqual([
    { actor: `person:${lena.user.id}`, action: "access.open", origin: "chat" },
    { actor: "admin", action: "access.approve", origin: "admin route" },
    { actor: "cron", action: "access.carried-out", origin: "cron" },
  ]);
  const again = await askRoute(`/${number}/approve`, { body: {} });
  expect(again.status).toBe(409);
  expect(again.answer.request).toMatchObject({ status: "approved" });
});

test("5.2, what is done in the chat is audited as well, by whom and from what to what", async () => {
  const { lena, olga, group, ask, rest } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  await olga.say(`/reject ${number} No room.`);
  await rest(lena, olga);
  await olga.inGroup(group).tap("↩️ Change the decision");
  await olga.inGroup(group).tap("✅ Approve");
  await rest(lena, olga);
  const { results } = await env.DB.prepare("select actor, action, before, after from audit_log where subject = ? order by rowid")
    .bind(`card:${number}`)
    .all<{ before: string | null; after: string }>();
  const told = results.map(
    (entry) => ({ ...entry, before: JSON.parse(entry.before ?? "null"), after: JSON.parse(entry.after) }) as unknown,
  );
  const byOlga = `person:${olga.user.id}`;
  expect(told.slice(0, 3)).toEqual([
    { actor: `person:${lena.user.id}`, action: "access.open", before: null, after: { status: "pending" } },
    { actor: byOlga, action: "access.reject", before: { status: "pending" }, after: { status: "rejected", text: "No room." } },
    { actor: byOlga, action: "access.approve", before: { status: "rejected" }, after: { status: "approved" } },
  ]);
});

test("the route asks for the reason of a rejection, links by number, and does nothing that staff could not", async () => {
  const record = await aRecord("Ada Berg");
  const { lena, olga, ask, rest } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  expect((await askRoute(`/${number}/reject`, { body: {} })).status).toBe(400);
  expect((await askRoute(`/${number}/link`, { body: { text: "Ada" } })).status).toBe(400);
  expect((await askRoute(`/${number}/withdraw`, { body: {} })).status).toBe(404);
  expect((await askRoute("/999999/approve", { body: {} })).status).toBe(404);
  expect((await askRoute(`/${number}/ask`, { body: { text: "Who sent you?" } })).answer).toMatchObject({ status: "information" });
  await rest(lena, olga);
  expect(lena.last()).toContain("Who sent you?");
  expect((await askRoute(`/${number}/link`, { body: { text: String(record) } })).answer).toMatchObject({ status: "approved" });
  await rest(lena, olga);
  expect(await recordOf(lena)).toMatchObject({ member_id: record });
});

test("the route changes a decision only for whoever names the state that they have seen", async () => {
  const { lena, olga, ask, rest } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  await olga.say(`/approve ${number}`);
  await rest(lena, olga);
  const blind = await askRoute(`/${number}/reject`, { body: { text: "No." } });
  expect(blind.status).toBe(409);
  expect(blind.answer.request).toMatchObject({ status: "approved" });
  expect((await askRoute(`/${number}/reject`, { body: { text: "No.", rev: 1 } })).status).toBe(409);
  const { rev } = (await askRoute(`/${number}`)).answer;
  expect((await askRoute(`/${number}/reject`, { body: { text: "No.", rev } })).answer).toMatchObject({ status: "rejected" });
  await rest(lena, olga);
  expect(lena.last()).toContain("could not be approved");
});

test("the list of requests is filtered by status, kind, person and time, and paged from the newest on", async () => {
  const clients = [await aClient(), await aClient(), await aClient()];
  for (const client of clients) await client.ask("/request hello");
  const [first, second, third] = clients.map(({ lena }) => numberIn(lena.last()));
  await askRoute(`/${second}/reject`, { body: { text: "No." } });
  const ids = async (query: string) => {
    const { answer } = await askRoute(query);
    return (answer.requests as { id: number }[]).map(({ id }) => id).filter((id) => id >= (first ?? 0));
  };
  expect(await ids("?kind=access")).toEqual([third, second, first]);
  expect(await ids("?kind=domain")).toEqual([]);
  expect(await ids("?status=rejected")).toEqual([second]);
  expect(await ids(`?status=pending&person=${clients[0]?.lena.user.id}`)).toEqual([first]);
  expect(await ids(`?from=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
  expect(await ids(`?to=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([third, second, first]);
  const page = await askRoute("?limit=2");
  expect(page.answer).toMatchObject({ requests: [{ id: third }, { id: second }], next: second });
  expect(await ids(`?after=${second}`)).toEqual([first]);
  expect((await askRoute("?status=maybe")).status).toBe(400);
  expect((await askRoute("?colour=red")).status).toBe(400);
});

test("one request is told with its whole history", async () => {
  const { lena, olga, ask, rest } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  await olga.say(`/reject ${number} Not yet.`);
  await rest(lena, olga);
  const { answer } = await askRoute(`/${number}`);
  expect(answer).toMatchObject({
    id: number,
    kind: "access",
    status: "rejected",
    text: "hello",
    history: [
      { action: "open", actor: `person:${lena.user.id}`, text: "hello", delivery: null },
      { action: "reject", actor: `person:${olga.user.id}`, name: "Olga", text: "Not yet.", delivery: "sent" },
    ],
  });
  expect((await askRoute("/999999")).status).toBe(404);
});

test("records are added, listed, and lose and get access by the routes, which is recorded", async () => {
  const record = await aRecord("Ada Berg");
  expect((await askRoute("/members", { body: { name: " " } })).status).toBe(400);
  expect((await askRoute(`/members/${record}`, { method: "PATCH", body: { isActive: false } })).answer).toMatchObject({ isActive: false });
  expect((await askRoute("/members/999999", { method: "PATCH", body: { isActive: false } })).status).toBe(404);
  expect((await askRoute("/members?limit=1")).answer).toMatchObject({
    members: [{ id: record, name: "Ada Berg", person: null }],
    next: record,
  });
  const audit = await env.DB.prepare("select action, after from audit_log where subject = ? order by rowid").bind(`member:${record}`).all();
  expect(audit.results).toEqual([
    { action: "members.add", after: '{"isActive":true}' },
    { action: "members.set", after: '{"isActive":false}' },
  ]);
});

test("access that is taken by the route is told, and may be asked for again, which gives the same record", async () => {
  const { lena, olga, group, ask, rest } = await aClient();
  await ask("/request hello");
  await olga.inGroup(group).tap("✅ Approve");
  await rest(lena, olga);
  const before = await recordOf(lena);
  await askRoute(`/members/${String(before?.member_id)}`, { method: "PATCH", body: { isActive: false } });
  await askRoute(`/members/${String(before?.member_id)}`, { method: "PATCH", body: { isActive: false } });
  await rest(lena);
  expect(lena.screen().filter((message) => textOf(message).includes("Your access has been ended"))).toHaveLength(1);
  await ask("/request again, please");
  await olga.say(`/approve ${numberIn(lena.last())}`);
  await rest(lena, olga);
  expect(await recordOf(lena)).toEqual(before);
});

test("what staff write in their group besides words and numbers stays between them", async () => {
  const { lena, olga, group, ask, card } = await aClient();
  await ask("/request hello");
  await olga.inGroup(group).say("4 of us know her", { replyTo: "👤" });
  expect(textOf(group.screen().at(-1))).toContain("answer the card with one word");
  expect(card()).toContain("waiting");
  expect(lena.last()).toContain("has been received");
});
