import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import * as z from "zod";
import { desk } from "#features/desk/feature.ts";
import type { Deps } from "#platform/deps.ts";
import type { CardAction, CardKind } from "#platform/desk/kind.ts";
import { openCard } from "#platform/desk/open.ts";
import { takeStep } from "#platform/desk/steps.ts";
import { findCardFile } from "#platform/desk/store.ts";
import { causedBy, insertEvent } from "#platform/events.ts";
import { onEvent, type Feature } from "#platform/feature.ts";
import { defineJob } from "#platform/job-kind.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { noWords, runWith } from "#support/features.ts";
import { aGroup } from "#support/group.ts";
import { aLearner, quiet } from "#support/person.ts";

const bodiesOf = async (kind: string) => {
  const { results } = await env.DB.prepare("select body from dead_letters where body ->> '$.kind' = ?").bind(kind).all<{ body: string }>();
  return results.map(({ body }) => JSON.parse(body) as { hops: number });
};
const hopsOf = async (kind: string) => {
  const { results } = await env.DB.prepare("select hops from events where kind = ? order by hops").bind(kind).all<{ hops: number }>();
  return results.map(({ hops }) => hops);
};

/** Every step on the card rings, and every ring is a step on it. */
function aBell(chatId: number, personId: number): Feature {
  const ring: CardAction = {
    name: "ring",
    by: "machine",
    from: ["hanging"],
    done: "bell",
    events: ({ card: { cardId }, ...step }) => [
      {
        eventId: `${step.key}:rung`,
        to: { type: "person", id: personId },
        kind: "bell.rung",
        version: 1,
        data: { cardId },
        ...causedBy(step),
      },
    ],
  };
  const states = { hanging: { name: "bell", icon: "🔔", isOpen: true } };
  const describe = () => [paragraph("A bell")];
  const kind: CardKind = { name: "bell", role: "dns", title: "bell", chat: () => chatId, states, actions: [ring], describe };
  const swing = async (cardId: number, turn: Turn, deps: Deps) => {
    const file = await findCardFile(deps.db, cardId);
    if (file === undefined) throw new Error("no such bell");
    const taken = await takeStep(deps, { file, kind, action: ring, ...turn.writing(), actor: { type: "cron" } });
    if (taken.type === "done") taken.events.forEach(turn.deliver);
  };
  const hang = async (turn: Turn, deps: Deps) => {
    const card = {
      kind,
      ...turn.writing(),
      actor: { type: "cron" as const },
      subject: "bell",
      personId,
      personName: "Lena",
      status: "hanging",
    };
    const { file } = await openCard(deps, card);
    await swing(file.card.cardId, turn, deps);
  };
  const rung = z.object({ cardId: z.int() });
  return {
    name: "bell",
    locales: { en: "bell = Bell", de: "bell = Glocke", ru: "bell = Колокол" },
    cards: [kind],
    commands: [{ name: "hang", handle: ({ turn, deps }) => hang(turn, deps) }],
    events: [onEvent({ kind: "bell.rung", version: 1, schema: rung, handle: ({ cardId }, turn, deps) => swing(cardId, turn, deps) })],
  };
}

test("a card whose steps lead to further steps of its own comes to rest after six of them", async () => {
  const lena = await aLearner();
  const group = aGroup({ members: [lena] });
  const bell = aBell(group.chat.id, lena.user.id);
  for (const name of [`person:${lena.user.id}`, `chat:${group.chat.id}`]) await runWith(name, [desk, bell]);
  await lena.say("/hang");
  for (let pass = 0; pass < 8; pass += 1) for (const name of [lena.user.id, `chat:${group.chat.id}`]) await quiet(name);
  expect(await hopsOf("bell.rung")).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await bodiesOf("bell.rung")).toMatchObject([{ hops: 6 }]);
});

const relay = defineJob<{ to: number }, number>({
  name: "relay.run",
  deadlineMs: 5_000,
  input: z.object({ to: z.int() }),
  outcome: z.int(),
  run: async ({ to }) => to,
  done: async (to, _, turn, { db }) => {
    const writing = turn.writing();
    const event = {
      eventId: writing.key,
      to: { type: "person" as const, id: to },
      kind: "baton",
      version: 1,
      data: {},
      ...causedBy(writing),
    };
    await db.batch([insertEvent(db, event)]);
    turn.deliver(event);
  },
  failed: () => undefined,
});

const runner = (next: number): Feature => ({
  name: "runner",
  locales: noWords,
  jobs: [relay],
  commands: [{ name: "run", handle: ({ turn }) => turn.start(relay, { to: next }) }],
  events: [onEvent({ kind: "baton", version: 1, schema: z.unknown(), handle: (_, turn) => turn.start(relay, { to: next }) })],
});

test("two objects whose jobs lead to each other for ever are stopped as well", async () => {
  const [lena, max] = [await aLearner(), await aLearner()];
  await runWith(`person:${lena.user.id}`, [runner(max.user.id)]);
  await runWith(`person:${max.user.id}`, [runner(lena.user.id)]);
  await lena.say("/run");
  for (let pass = 0; pass < 8; pass += 1) for (const { user } of [lena, max]) await quiet(user.id);
  expect(await hopsOf("baton")).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await bodiesOf("baton")).toMatchObject([{ hops: 6 }]);
  expect(await env.DB.prepare("select count(*) as raised from alerts where kind = 'event.looping'").first("raised")).toBe(1);
});
