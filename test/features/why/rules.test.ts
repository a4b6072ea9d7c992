import { expect, test } from "vitest";
import { markOf, pageOf, parseQuestion, sumModels, tellTimeline, type Story, type Told } from "#features/why/rules.ts";
import type { RecalledRow, TraceEntry } from "#platform/trace.ts";

const row = (seq: number, key: string, parts: Partial<RecalledRow> = {}): RecalledRow => ({
  key,
  seq,
  kind: "message",
  status: "done",
  tries: 1,
  acceptedAt: seq * 1000,
  notBefore: 0,
  outcome: "fallback.text",
  ms: 5,
  trace: [],
  unsent: [],
  isReplayable: false,
  ...parts,
});
const told = (parts: Partial<Told>): Told => ({
  objectName: "person:7",
  rows: [],
  decisions: [],
  events: [],
  deliveries: [],
  letters: [],
  ...parts,
});
const nameOf = (story: Story) => (story.type === "row" ? story.row.key : story.type);

test.for([
  ["@lena", { by: "username", username: "lena" }],
  ["@lena 12", { by: "username", username: "lena", updateId: 12 }],
  ["7", { by: "number", number: 7 }],
  ["7 12", { by: "number", number: 7, updateId: 12 }],
  ["update 12", { by: "update", updateId: 12 }],
  ["Update   12", { by: "update", updateId: 12 }],
  ["u12", { by: "update", updateId: 12 }],
  ["#12", { by: "update", updateId: 12 }],
  ["lena", undefined],
  ["@", undefined],
  ["@le:na", undefined],
  ["-7", undefined],
  ["7 x", undefined],
  ["7 8 9", undefined],
  ["1234567890123456", undefined],
] as const)("asked %s, it is understood as it is meant", ([text, question]) => {
  expect(parseQuestion(text)).toEqual(question);
});

test("what all sources tell stands in the order in which it happened, the newest last", () => {
  const stories = tellTimeline(
    told({
      rows: [row(1, "t:1"), row(2, "t:2"), row(4, "t:4", { acceptedAt: 2000 })],
      decisions: [{ auditId: "d", at: new Date(1500), actor: "admin", action: "x", subject: "person:7", origin: "chat" }],
      events: [{ eventId: "e", kind: "tips.due", createdAt: new Date(9000) }],
      letters: [{ deadLetterId: "l", diedAt: new Date(500), delivery: { key: "t:9", kind: "command" } }],
    }),
  );
  expect(stories.map(nameOf)).toEqual(["letter", "t:1", "decision", "t:2", "t:4", "event"]);
});

test("what was forgotten is not told, and only what can be handled anew has a name to replay it by", () => {
  const stories = tellTimeline(
    told({
      rows: [
        row(1, "t:1", { outcome: "", kind: "other" }),
        row(2, "t:2", { status: "waiting", outcome: "" }),
        row(3, "t:3", { status: "dead", isReplayable: true }),
      ],
    }),
  );
  expect(stories.map(nameOf)).toEqual(["t:2", "t:3"]);
  expect(stories.map((story) => story.type === "row" && story.deadLetterId)).toEqual([undefined, "person:7:t:3"]);
});

test("of one update it tells the jobs, timers, events and replays that came of it, and nothing of its neighbours", () => {
  const family = [
    row(5, "t:12"),
    row(6, "j:5-1:1"),
    row(7, "j:6-1:2"),
    row(8, "a:album:g:1800000000000:5"),
    row(9, "a:session.delayed:t:12"),
    row(10, "e:person:7:1800000000000:t:12#2"),
    row(11, "r:t:12:1"),
    row(12, "j:11-1:1"),
  ];
  const others = [
    row(15, "t:123"),
    row(16, "t:1"),
    row(17, "j:55-1:1"),
    row(18, "a:album:g:1800000000000:55"),
    row(19, "e:person:7:1:t:123#1"),
  ];
  const stories = tellTimeline(
    told({
      rows: [...others, ...family],
      decisions: ["person:7:1:t:12:1", "person:7:1:t:120:1"].map((auditId) => ({
        auditId,
        at: new Date(0),
        actor: "person:7",
        action: auditId,
        subject: "tips",
        origin: "chat",
      })),
    }),
    12,
  );
  const [decision, ...rows] = stories;
  expect(decision).toMatchObject({ type: "decision", action: "person:7:1:t:12:1" });
  expect(rows.map(nameOf)).toEqual(family.map(({ key }) => key));
});

test("pages are counted from the newest, and one that is not there is the nearest that is", () => {
  const stories = Array.from({ length: 5 }, (_, n): Story => ({ type: "row", at: n, row: row(n, `t:${n}`) }));
  const keysOf = (page: number) => pageOf(stories, page, 2).stories.map(nameOf);
  expect([0, 1, 2, 9, -1].map(keysOf)).toEqual([["t:3", "t:4"], ["t:1", "t:2"], ["t:0"], ["t:0"], ["t:3", "t:4"]]);
  expect(pageOf([], 0, 2)).toEqual({ stories: [], page: 0, pages: 1 });
});

test("what models cost is added up over all rows", () => {
  const call = (spent: number): TraceEntry => ({
    at: 0,
    type: "model",
    role: "chat",
    model: "m",
    outcome: "answered",
    ms: 1,
    inputTokens: 1,
    outputTokens: 1,
    spent,
  });
  const stories = tellTimeline(
    told({ rows: [row(1, "j:1-1:1", { trace: [call(3), call(4)] }), row(2, "t:2"), row(3, "j:2-1:1", { trace: [call(5)] })] }),
  );
  expect(sumModels(stories)).toEqual({ calls: 3, spent: 12 });
});

test("a mark fits a button and differs from letter to letter", () => {
  const marks = Array.from({ length: 200 }, (_, n) => markOf(`person:7:t:${n}`));
  expect(new Set(marks).size).toBe(200);
  expect(marks.every((mark) => /^[0-9a-z]{1,7}$/.test(mark))).toBe(true);
});

test("what went to many stands at the time of its last change, and is of no update", () => {
  const sources = told({
    rows: [row(1, "t:1"), row(3, "t:3")],
    deliveries: [{ kind: "tips.sent", status: "unreachable", reason: null, changedAt: new Date(2000) }],
  });
  expect(tellTimeline(sources).map(nameOf)).toEqual(["t:1", "delivery", "t:3"]);
  expect(tellTimeline(sources, 1).map(nameOf)).toEqual(["t:1"]);
});
