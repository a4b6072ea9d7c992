import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { expect, test } from "vitest";
import { aLearner, quiet, type Person } from "#support/person.ts";

async function ask(path: string, reason?: string) {
  const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
  const init = reason === undefined ? { headers } : { headers, method: "POST", body: JSON.stringify({ reason }) };
  const response = await exports.default.fetch(new Request(`https://stoa.test/admin/people${path}`, init));
  return { status: response.status, answer: await response.json<Record<string, unknown>>() };
}

/** The profile as the person's own object has it. */
async function profileOf({ user }: Person): Promise<unknown> {
  await quiet(user.id);
  return runInDurableObject(env.SESSIONS.getByName(`person:${user.id}`), (_, { storage }) => {
    const { json } = storage.sql.exec<{ json: string }>("SELECT json FROM state WHERE feature = 'session' AND key = 'profile'").one();
    return JSON.parse(json);
  });
}

test("somebody is found by name, whatever its case, and nobody by another", async () => {
  const lena = await aLearner({ user: { username: "LenaHere" } });
  expect((await ask("?username=@lenahere")).answer).toMatchObject({ people: [{ personId: lena.user.id, isReachable: true }] });
  expect((await ask("?username=nobody")).answer).toEqual({ people: [] });
});

test("what is held of somebody is told, of nobody else, and that it was asked for is recorded", async () => {
  const [lena, mia] = [await aLearner({ level: "B2" }), await aLearner({ user: { username: "mia_here" } })];
  const { status, answer } = await ask(`/${lena.user.id}`);
  expect(status).toBe(200);
  expect(answer).toMatchObject({ profile: { personId: lena.user.id, level: "B2" }, audit: [{ action: "people.export", actor: "admin" }] });
  expect(JSON.stringify(answer)).not.toContain("mia_here");
  expect((await ask(`/${mia.user.id}9`)).status).toBe(404);
});

test("whoever is removed is left out of what goes to many until they write again, and keeps all they have; the reason is recorded once", async () => {
  const lena = await aLearner({ level: "B2" });
  const path = `/${lena.user.id}`;
  const removed = { status: 200, answer: { personId: lena.user.id, isReachable: false } };
  expect(await ask(`${path}/remove`, "left the academy")).toEqual(removed);
  expect(await profileOf(lena)).toMatchObject({ isReachable: false, level: "B2", version: 2 });
  expect(await ask(`${path}/remove`, "again")).toEqual(removed);
  const { answer } = await ask(path);
  expect(answer).toMatchObject({ profile: { isReachable: false, level: "B2", version: 2 } });
  expect(JSON.stringify(answer["audit"]).match(/people\.remove/g)).toHaveLength(1);
  expect(JSON.stringify(answer["audit"])).toContain("left the academy");
  await lena.say("/ping");
  expect(lena.last()).toBe("pong");
  expect((await ask(path)).answer).toMatchObject({ profile: { isReachable: true, version: 3 } });
});

test("without a reason, of nobody and of whoever had themselves forgotten nothing is changed", async () => {
  const lena = await aLearner();
  expect((await ask(`/${lena.user.id}/remove`, " ")).status).toBe(400);
  expect(await profileOf(lena)).toMatchObject({ isReachable: true });
  await lena.say("/forget");
  await lena.tap("Yes, forget me");
  await lena.tap("🗑 Delete it for good");
  expect((await ask(`/${lena.user.id}/remove`, "left")).status).toBe(404);
  expect((await ask(`/${lena.user.id}`)).status).toBe(404);
});
