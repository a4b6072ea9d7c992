import { env } from "cloudflare:workers";
import worker from "#src/index.ts";
import { expect, test, vi } from "vitest";
import { allDelivered } from "#support/campaigns.ts";
import { model } from "#support/outside.ts";
import { aLearner, quiet } from "#support/person.ts";

Object.assign(env, { TIPS_AI: "auto" });

test("where the operator allows it, a model's tip needs no yes", async () => {
  // A Sunday, and the Monday after it.
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2027-01-31T12:00:00Z") });
  const lena = await aLearner();
  model.script(["Say “mit dem Zug” ten times while you wait for one."]);
  for (let times = 0; times < 2; times += 1) await worker.scheduled({ cron: "*/5 * * * *" }, env);
  await quiet("misc:0");
  await env.DB.prepare("insert into tips (language, text, added_at, key) values ('en', 'Written: read aloud.', 0, 'a')").run();
  vi.setSystemTime(new Date("2027-02-01T07:00:00Z"));
  await worker.scheduled({ cron: "*/5 * * * *" }, env);
  await allDelivered();
  vi.useRealTimers();
  expect(lena.last()).toContain("Say “mit dem Zug” ten times while you wait for one.");
});
