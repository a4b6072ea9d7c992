import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { countUnknown, type Evidence, listAnswers, listNeedless, listNewMessages } from "./evidence.ts";
import { MARK } from "./outside.ts";
import { root } from "../../scripts/run.ts";
import { storm } from "./storm.ts";
import type { StrikeKind } from "./strikes.ts";
import { tell } from "./tell.ts";

const seed = process.env["FAULTS_SEED"] ?? String(Math.floor(Math.random() * 1e9));
let found: Evidence;

beforeAll(async () => {
  console.log(`the same plan again: FAULTS_SEED=${seed} npm run test:faults`);
  found = await storm(seed);
  console.log(tell(found));
  mkdirSync(join(root, "reports"), { recursive: true });
  writeFileSync(join(root, "reports", "faults-evidence.json"), JSON.stringify(found));
});

const killsOf = (...kinds: StrikeKind[]) => found.kills.filter(({ kind }) => kinds.includes(kind));
/** What the tutor has answered: its messages repeat the mark, and nothing else that is sent holds one. */
const marksAnswered = () =>
  new Set(found.calls.flatMap(({ method, payload }) => (method === "sendMessage" ? (JSON.stringify(payload).match(MARK) ?? []) : [])));
const rowsOf = (key: string) => found.stored.objects.flatMap(({ inbox }) => inbox.filter((row) => row.key === key));

test("the Worker was killed at least ten times, at every planned moment, under at least 2,000 updates", () => {
  expect(found.posted.length).toBeGreaterThanOrEqual(2_000);
  expect(found.kills.length).toBeGreaterThanOrEqual(10);
  expect(new Set(found.kills.map(({ kind }) => kind)).size).toBe(7);
});

test("case 5: an update whose delivery a kill cut off is stored once and handled once, after one more try", () => {
  const cutOff = found.posted.filter(({ tries }) => tries.length > 1);
  expect(cutOff.length).toBeGreaterThan(0);
  for (const { updateId, isAccepted } of cutOff) {
    expect(isAccepted).toBe(true);
    expect(rowsOf(`t:${updateId}`).map(({ status }) => status)).toEqual(["done"]);
  }
});

test("case 5: an update that was accepted right before a kill is handled after it", () => {
  for (const { touchedBy } of killsOf("after an accept")) expect(rowsOf(touchedBy).map(({ status }) => status)).toEqual(["done"]);
});

test("case 6: an answer that was committed and not sent before a kill reaches Telegram once after it", () => {
  for (const { touchedBy, at } of killsOf("before Telegram has it")) {
    const calls = listAnswers(found.calls, touchedBy);
    expect(calls[0]?.at).toBeGreaterThan(at);
    // More than once only where another kill fell into the second try.
    expect(listNeedless(found, calls)).toEqual([]);
  }
});

test("case 7: a message whose outcome a kill left unknown doubles at most once, and an edit only repeats what is shown", () => {
  for (const { touchedBy } of killsOf("before Telegram's answer")) {
    const calls = listAnswers(found.calls, touchedBy);
    expect(calls.length).toBeGreaterThanOrEqual(1);
    expect(listNeedless(found, calls)).toEqual([]);
  }
  const refused = found.calls.filter(({ method, refusal }) => method === "editMessageText" && refusal !== undefined);
  expect(refused.filter(({ refusal }) => refusal?.includes("not modified") !== true)).toEqual([]);
});

test("case 8: an object killed at its first contact has both tables or none, and its person is registered in the end", () => {
  expect(killsOf("at the first contact").length).toBeGreaterThan(0);
  for (const { tables } of found.stored.objects) expect([[], ["inbox", "state"]]).toContainEqual(tables);
  const regulars = found.people.filter(({ chosen }) => chosen !== undefined);
  expect(new Set(found.stored.people.map(({ personId }) => personId))).toEqual(new Set(regulars.map(({ personId }) => personId)));
});

test("I1: each accepted update has exactly one end, and when all is settled nothing is open", () => {
  const accepted = found.posted.filter(({ isAccepted }) => isAccepted).map(({ updateId }) => `t:${updateId}`);
  const ended = found.stored.objects.flatMap(({ inbox }) => inbox.map(({ key }) => key).filter((key) => key.startsWith("t:")));
  expect(ended.sort()).toEqual(accepted.sort());
  expect(found.posted.filter(({ isAccepted }) => !isAccepted)).toEqual([]);
  expect(
    found.stored.objects.flatMap(({ inbox }) =>
      inbox.filter(({ status, body, effects }) => status !== "done" || body !== "" || effects !== "[]"),
    ),
  ).toEqual([]);
  expect(found.stored.objects.filter(({ jobs }) => jobs > 0)).toEqual([]);
});

test("I2: nobody lacks a message, and beyond the outcomes that a kill left unknown nobody has one twice", () => {
  for (const { personId, awaited } of found.people) {
    const received = listNewMessages(found.calls, personId);
    expect(received.length, `messages of ${personId}`).toBeGreaterThanOrEqual(awaited);
    expect(received.length, `messages of ${personId}`).toBeLessThanOrEqual(awaited + countUnknown(found, received));
  }
});

test("I2: no answer of the tutor is sent again after Telegram acknowledged it", () => {
  const marks = marksAnswered();
  expect(marks.size).toBeGreaterThan(0);
  for (const mark of marks) expect(listNeedless(found, listAnswers(found.calls, mark)), mark).toEqual([]);
});

test("I3: the models' ledger sums to the same for people, tutor and bot, with each answer paid for and no call that was never made", () => {
  const sum = (scope: RegExp) => {
    const rows = found.stored.usage.filter((row) => scope.test(row.scope));
    return { calls: rows.reduce((total, { calls }) => total + calls, 0), spent: rows.reduce((total, { spent }) => total + spent, 0) };
  };
  expect(sum(/^person:/)).toEqual(sum(/^bot$/));
  expect(sum(/^feature:tutor$/)).toEqual(sum(/^bot$/));
  for (const { personId } of found.people) {
    const isOurs = (mark: string) => mark.startsWith(`Satz ${personId}-`);
    const { calls } = sum(new RegExp(`^person:${personId}$`));
    expect(calls, `calls for ${personId}`).toBeGreaterThanOrEqual([...marksAnswered()].filter(isOurs).length);
    expect(calls, `calls for ${personId}`).toBeLessThanOrEqual(found.marksAsked.filter(isOurs).length);
  }
});

test("I4: every person is in a known step: /menu answers each of them", () => {
  expect(found.stuck).toEqual([]);
});

test("I5: D1, the objects and what people pressed last agree", () => {
  const profiles = found.stored.objects.flatMap(({ profile }) => profile ?? []).sort((a, b) => a.personId - b.personId);
  expect(found.stored.people).toEqual(profiles);
  const pressed = found.people.flatMap(({ personId, chosen }) => (chosen === undefined ? [] : [{ personId, ...chosen }]));
  for (const choice of pressed) expect(found.stored.people).toContainEqual(expect.objectContaining(choice));
});

test("I6: intake answered nothing but 2xx and 503; the rest are connections that a kill cut off", () => {
  const answers = found.posted.flatMap(({ tries }) => tries).filter((answer) => typeof answer === "number");
  expect(answers.filter((status) => status !== 200 && status !== 503)).toEqual([]);
});

test("I7: the log holds neither what people wrote nor the token", () => {
  expect(found.log.length).toBeGreaterThan(found.posted.length);
  expect(found.log.filter((line) => line.includes("Satz") || line.includes("ttttt"))).toEqual([]);
});
