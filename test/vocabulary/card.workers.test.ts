import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { and, eq, or } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { onPress, type Feature } from "#platform/feature.ts";
import { defineButton, integerArg } from "#platform/telegram/button.ts";
import { paragraph } from "#platform/text/tree.ts";
import { getDeps } from "#platform/deps.ts";
import { telegram } from "#support/outside.ts";
import { noWords, runWith } from "#support/features.ts";
import { aLearner, anOwner, quiet } from "#support/person.ts";

const requests = sqliteTable("test_requests", {
  requestId: integer().primaryKey(),
  status: text().notNull(),
  decidedBy: integer(),
  decidedKey: text(),
});
const decideButton = defineButton("desk:decide", { requestId: integerArg });

/** A card that two people decide: the first decision wins by the conditional write, also when it is made twice. */
const desk: Feature = {
  name: "desk",
  locales: noWords,
  buttons: [
    onPress(
      decideButton,
      async ({ turn, deps }, { requestId }) => {
        const key = turn.key();
        const isOpenOrOurs = or(eq(requests.status, "pending"), eq(requests.decidedKey, key));
        const [decided] = await deps.db
          .update(requests)
          .set({ status: "approved", decidedBy: turn.personId, decidedKey: key })
          .where(and(eq(requests.requestId, requestId), isOpenOrOurs))
          .returning();
        const [current] =
          decided === undefined ? await deps.db.select().from(requests).where(eq(requests.requestId, requestId)) : [decided];
        turn.say({ text: [paragraph(current?.decidedBy === turn.personId ? "you decided" : `decided by ${current?.decidedBy}`)] });
      },
      { role: "owner" },
    ),
  ],
};

beforeAll(() =>
  env.DB.prepare(
    "create table test_requests (request_id integer primary key, status text not null, decided_by integer, decided_key text)",
  ).run(),
);

test("case 24: whoever forges a button of the staff without their role decides nothing", async () => {
  const lena = await aLearner();
  await runWith(`person:${lena.user.id}`, [desk]);
  await getDeps(env).db.insert(requests).values({ requestId: 18, status: "pending" });
  await telegram.forge(lena.user.id, decideButton.data({ requestId: 18 }));
  await quiet(lena.user.id);
  expect(lena.last()).toContain("out of date");
  expect(await getDeps(env).db.select().from(requests).where(eq(requests.requestId, 18))).toMatchObject([
    { status: "pending", decidedBy: null },
  ]);
});

test("of two people who decide at the same moment one wins, and the other reads who did", async () => {
  await getDeps(env).db.insert(requests).values({ requestId: 17, status: "pending" });
  const [olga, otto] = [await anOwner(), await anOwner()];
  for (const person of [olga, otto]) await runWith(`person:${person.user.id}`, [desk]);
  const data = decideButton.data({ requestId: 17 });
  await Promise.all([olga, otto].map((person) => telegram.forge(person.user.id, data)));
  await Promise.all([olga, otto].map((person) => quiet(person.user.id)));
  const [winner, loser] = olga.last() === "you decided" ? [olga, otto] : [otto, olga];
  expect(winner.last()).toBe("you decided");
  expect(loser.last()).toBe(`decided by ${winner.user.id}`);
});
