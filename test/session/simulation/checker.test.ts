import "./in-node.ts";
import { expect, test } from "vitest";
import type { TelegramClient } from "#platform/telegram/client.ts";
import type { Effect } from "#session/effects.ts";
import type { SessionStore, StateWrite } from "#session/store.ts";
import type { Desk } from "./desk.ts";
import type { Invariant } from "./invariants.ts";
import { FAULT_POINTS } from "./faults.ts";
import { brokenUntil, seedsOf } from "./seeds.ts";
import { simulate, type Mode } from "./simulate.ts";
import type { Break } from "./world.ts";

const SEEDS = 60;

test("the same seed does the same again", async () => {
  const [seed = ""] = seedsOf("again", 1);
  const [first, second] = [await simulate(seed, "liveness"), await simulate(seed, "liveness")];
  expect(second).toEqual(first);
});

test("the runs die at every fault point, hear everything that Telegram says, and end rows in every way", async () => {
  const trace: string[] = [];
  const ends = new Set<string>();
  for (const seed of seedsOf("reach", 150)) {
    const run = await simulate(seed, "safety");
    trace.push(...run.trace);
    for (const end of run.ends) ends.add(end);
  }
  const isReached = (line: RegExp) => trace.some((noted) => line.test(noted));
  expect(FAULT_POINTS.filter((point) => !isReached(new RegExp(`crash ${point}$`)))).toEqual([]);
  expect(["ok", "unknown", "400", "401", "403", "429", "502"].filter((answer) => !isReached(new RegExp(`Telegram: .* ${answer}`)))).toEqual(
    [],
  );
  expect(["handled", "dead", "limited", "stop", "checkout"].filter((end) => !ends.has(end))).toEqual([]);
});

test.each<{ name: string; broken: Break; found: Invariant; mode?: Mode; seeds?: number }>([
  { name: "a store that forgets what was sent", broken: { store: forgetsMarks }, found: "nothing is sent again after its success" },
  { name: "a store that takes a known key again", broken: { store: takesTwice }, found: "a key that is known is not taken again" },
  { name: "a store that loses the handler's writes", broken: { store: losesState }, found: "the ledger counts the rows that were handled" },
  { name: "a store that hands out the newest row first", broken: { store: newestFirst }, found: "messages keep their order" },
  { name: "a store that loses the apology", broken: { store: losesApologies }, found: "nothing that was wanted is lost", mode: "liveness" },
  { name: "a sender that marks before it sends", broken: { telegram: marksFirst }, found: "nothing is sent that is not stored" },
  { name: "a sender that sends everything twice", broken: { telegram: sendsTwice }, found: "nothing is sent again after its success" },
  { name: "a store that loses the Stop", broken: { store: losesStops }, found: "a stopped job is not begun again", seeds: 600 },
  {
    name: "a store that forgets until when a message may be sent",
    broken: { store: forgetsTimes },
    found: "nothing is sent after its time",
  },
  {
    name: "a store that forgets how long to wait",
    broken: { store: forgetsWaits },
    found: "nothing is sent before a wait is over",
  },
  { name: "a store that takes every failure for a success", broken: { store: praises }, found: "what is told of a message is true" },
  {
    name: "a store that forgets what came back from the queue",
    broken: { store: forgetsReturns },
    found: "a job in the queue reports once",
    seeds: 600,
  },
  {
    name: "a store that forgets the second try of a job",
    broken: { store: forgetsTries },
    found: "a late result changes nothing",
    seeds: 2_000,
  },
  {
    name: "a store that forgets which message a card is on",
    broken: { store: forgetsPosts },
    found: "a card is not posted twice without a cause",
  },
  {
    name: "a store that takes a card for newer than what was shown",
    broken: { store: misdatesPosts },
    found: "a card shows its newest state in the end",
    mode: "liveness",
  },
  {
    name: "a store that forgets to show the list of cards",
    broken: { store: forgetsLists },
    found: "a card that waits is on a list",
    mode: "liveness",
    seeds: 600,
  },
  { name: "a store that forgets its topics", broken: { store: forgetsTopics }, found: "a topic is not made twice without a cause" },
  { name: "a sender that leaves topics out", broken: { telegram: leavesTopicsOut }, found: "what is for a topic stands in it" },
  { name: "a database that has a card decided twice", broken: { desk: forgetsDecisions }, found: "a decision is told once", seeds: 600 },
  { name: "an object without alarms", broken: { losesAlarms: true }, found: "work that is left has an alarm" },
])("the checker finds $name", async ({ broken, found, mode = "safety", seeds = SEEDS }) => {
  expect([...(await brokenUntil(found, mode, { broken, seeds }))]).toContain(found);
});

function forgetsMarks(store: SessionStore): SessionStore {
  const isSending = (key: string | undefined) => store.open().some((row) => row.key === key && row.status === "sending");
  return { ...store, apply: ({ row, ...rest }) => store.apply(row === undefined || isSending(row.next.key) ? rest : { row, ...rest }) };
}

function takesTwice(store: SessionStore): SessionStore {
  return { ...store, insert: (row, state) => store.insert(row, state) || store.insert({ ...row, key: `${row.key} again` }) };
}

function losesState(store: SessionStore): SessionStore {
  return { ...store, apply: ({ state: _, ...change }) => store.apply(change) };
}

function losesStops(store: SessionStore): SessionStore {
  return { ...store, insert: (row) => store.insert(row) };
}

function forgetsTimes(store: SessionStore): SessionStore {
  const withoutTime = ({ expiresAt: _, ...effect }: Effect): Effect => effect;
  return {
    ...store,
    apply: ({ row, ...rest }) =>
      store.apply(
        row === undefined ? rest : { ...rest, row: { ...row, next: { ...row.next, effects: row.next.effects.map(withoutTime) } } },
      ),
  };
}

function forgetsWaits(store: SessionStore): SessionStore {
  const withoutWait = (effect: Effect): Effect => ({ ...effect, notBefore: 0 });
  return {
    ...store,
    apply: ({ row, ...rest }) =>
      store.apply(
        row === undefined ? rest : { ...rest, row: { ...row, next: { ...row.next, effects: row.next.effects.map(withoutWait) } } },
      ),
  };
}

function praises(store: SessionStore): SessionStore {
  const praise = (body: string) => body.replace('"outcome":{"type":"failed"', '"outcome":{"type":"sent"');
  return {
    ...store,
    apply: ({ arrivals = [], ...rest }) => {
      for (const row of arrivals) row.body = praise(row.body);
      return store.apply({ ...rest, arrivals });
    },
  };
}

function forgetsReturns(store: SessionStore): SessionStore {
  return withoutState(store, ({ key, json }) => key.includes("queued:") && json === undefined);
}

function forgetsTries(store: SessionStore): SessionStore {
  return withoutState(store, ({ key, json }) => key.startsWith("queued:") && json?.includes('"attempt":2') === true);
}

function forgetsPosts(store: SessionStore): SessionStore {
  return withoutState(store, ({ key }) => key.startsWith("card:"));
}

function forgetsTopics(store: SessionStore): SessionStore {
  return withoutState(store, ({ key }) => key.startsWith("topic:"));
}

function forgetsLists(store: SessionStore): SessionStore {
  return withoutState(store, ({ key }) => key === "timer:card.list");
}

function misdatesPosts(store: SessionStore): SessionStore {
  const misdate = (write: StateWrite) =>
    write.key.startsWith("card:") ? { ...write, json: write.json?.replace(/"rev":/, '"rev":1') } : write;
  return { ...store, apply: ({ state = [], ...change }) => store.apply({ ...change, state: state.map(misdate) }) };
}

function forgetsDecisions(desk: Desk): Desk {
  return {
    ...desk,
    decide: (cardId, key) => {
      delete desk.cardOf(cardId).decidedBy;
      return desk.decide(cardId, key);
    },
  };
}

function leavesTopicsOut(call: TelegramClient["call"]): TelegramClient["call"] {
  return ({ payload: { message_thread_id: _, ...payload }, ...request }) => call({ ...request, payload });
}

function withoutState(store: SessionStore, isLost: (write: StateWrite) => boolean): SessionStore {
  return { ...store, apply: ({ state = [], ...change }) => store.apply({ ...change, state: state.filter((write) => !isLost(write)) }) };
}

function newestFirst(store: SessionStore): SessionStore {
  return { ...store, open: () => store.open().toReversed() };
}

function losesApologies(store: SessionStore): SessionStore {
  return {
    ...store,
    apply: ({ row, ...rest }) =>
      store.apply(
        row === undefined
          ? rest
          : { ...rest, row: row.next.end === "dead" ? { ...row, next: { ...row.next, effects: [], status: "dead" } } : row },
      ),
  };
}

function marksFirst(call: TelegramClient["call"]): TelegramClient["call"] {
  return async (request) => {
    setImmediate(() => void call(request));
    return { type: "ok", result: { message_id: 1 } };
  };
}

function sendsTwice(call: TelegramClient["call"]): TelegramClient["call"] {
  return async (request) => {
    await call(request);
    return call(request);
  };
}
