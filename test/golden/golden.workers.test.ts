import { createExecutionContext, createMessageBatch, getQueueResult, runDurableObjectAlarm } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { findManifest, type Manifest } from "#platform/backup/manifest.ts";
import { allDelivered } from "#support/campaigns.ts";
import { aGroup } from "#support/group.ts";
import { model, telegram } from "#support/outside.ts";
import { aLearner, quiet, textOf, type Person } from "#support/person.ts";
import worker from "#src/index.ts";
import { GROUP_ID, OLGA_ID, THEN, type Golden } from "./scene.ts";
import { olderBodies, sets } from "./sets.ts";
import { restore } from "./store.ts";

Object.assign(env, { REQUESTS_CHAT_ID: String(GROUP_ID) });

const OLGA = `person:${OLGA_ID}`;
const GROUP = `chat:${GROUP_ID}`;
const MINUTE_MS = 60_000;
let olga: Person;

const later = (minutes: number) => vi.setSystemTime(THEN.getTime() + minutes * MINUTE_MS);
const wake = (name: string) => runDurableObjectAlarm(env.SESSIONS.getByName(name));
let seen = 0;
const read = () => olga.screen().slice(seen).map(textOf).join("\n\n");

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: THEN });
  // Telegram knows them from before; what the Worker knows is put back each time.
  olga = await aLearner({ user: { id: OLGA_ID, first_name: "Olga" } });
  aGroup({ id: GROUP_ID, title: "Requests", members: [olga] });
});

describe.each(Object.entries(sets))("what was stored at %s", (_, golden) => {
  beforeEach(async () => {
    later(2);
    await restore(golden);
    seen = olga.screen().length;
  });

  test("an answer that was not out is sent, and work that was under way is done once more", async () => {
    model.script(["Schön! Was liest du sonst?"]);
    await wake(OLGA);
    await vi.waitFor(() => expect(read()).toContain("Schön! Was liest du sonst?"), { timeout: 20_000 });
    expect(read()).toContain("Stoa: help");
  });

  test("an open question takes its answer", async () => {
    await telegram.say(OLGA_ID, "Write one sentence a day, and only one.");
    await vi.waitFor(async () => expect(await env.DB.prepare("select count(*) as n from tips").first("n")).toBe(2), { timeout: 20_000 });
  });

  test("a timer rings when it is due: what the queue has lost is sent there again", async () => {
    const send = vi.spyOn(env.JOBS, "send").mockResolvedValue({ metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } });
    later(31);
    await wake(OLGA);
    const again = expect.objectContaining({ name: "tips.write", attempt: 2 }) as unknown;
    await vi.waitFor(() => expect(send.mock.calls.map(([body]) => body)).toContainEqual(again), { timeout: 20_000 });
    send.mockRestore();
  });

  test("a card is changed on the message that shows it", async () => {
    const [cell] = stateOf(golden, GROUP).filter(({ key }) => String(key).startsWith("card:"));
    const cardId = String(cell?.["key"]).replace("card:", "");
    const { messageId } = JSON.parse(String(cell?.["json"])) as { messageId: number };
    const before = telegram.calls.length;
    const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
    const response = await exports.default.fetch(
      new Request(`https://stoa.test/admin/requests/${cardId}/approve`, { method: "POST", headers }),
    );
    expect(response.status, await response.text()).toBe(200);
    const edited = () => telegram.calls.slice(before).filter(({ method }) => method === "editMessageText");
    await vi.waitFor(() => expect(edited().map(({ payload }) => payload["message_id"])).toContain(messageId), { timeout: 20_000 });
  });

  test("what lies in the queues is taken from there", async () => {
    await env.DB.prepare("update people set is_reachable = 1").run();
    for (const { queue, body } of [...golden.queued, ...olderBodies]) expect(await acked(queue, body), JSON.stringify(body)).toBe(true);
    await allDelivered();
    await vi.waitFor(() => expect(read()).toContain("pong"), { timeout: 20_000 });
    expect(read()).toContain("Read one page a day, and only one.");
  });

  test("events of the database are handled by whom they are for, and every page of staff reads its rows", async () => {
    await env.DB.prepare("update events set event_id = 'again:' || event_id, delivered_at = null").run();
    await worker.scheduled({ cron: "* * * * *" }, env);
    const { results } = await env.DB.prepare('select event_id, "to" from events').all<{ event_id: string; to: string }>();
    expect(results.length).toBeGreaterThan(0);
    for (const { event_id, to } of results) {
      if (to === GROUP) await quiet(GROUP);
      const [row] = await env.SESSIONS.getByName(to).recall(`e:${event_id}`);
      expect(row, event_id).toMatchObject({ status: "done" });
    }
    for (const page of ["requests", "campaigns", "desk", "staff", `why?person=${OLGA_ID}`, "dead-letters"]) {
      const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
      expect((await exports.default.fetch(new Request(`https://stoa.test/admin/${page}`, { headers }))).status, page).toBe(200);
    }
  });

  test("the manifest of a backup is read", async () => {
    const { backupId, tables } = golden.manifest as Manifest;
    await env.FILES.put(`backups/${backupId}/manifest.json`, JSON.stringify(golden.manifest));
    const found = await findManifest(env.FILES, backupId);
    expect(found?.tables).toEqual(tables);
  });
});

function stateOf({ objects }: Golden, name: string) {
  return objects[name]?.tables["state"] ?? [];
}

async function acked(queue: string, body: unknown): Promise<boolean> {
  const batch = createMessageBatch(queue, [{ id: "1", timestamp: new Date(), attempts: 1, body }]);
  const context = createExecutionContext();
  await worker.queue(batch, env);
  return (await getQueueResult(batch, context)).explicitAcks.length === 1;
}
