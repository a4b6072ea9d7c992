import { expect, test } from "vitest";
import * as z from "zod";
import { defineFlow } from "#platform/flow-kind.ts";
import { paragraph } from "#platform/text/tree.ts";
import { advance, type OpenFlow } from "#session/flow.ts";

const NOW = 1_000_000;
const flow = defineFlow<{ name?: string | undefined }>({
  name: "guest",
  version: 2,
  first: "name",
  data: z.object({ name: z.string().optional() }),
  expiresAfterMs: 60_000,
  steps: {
    name: {
      accepts: "text",
      ask: () => ({ text: [paragraph("name?")] }),
      decide: (input) => (input === "" ? { type: "stay", reason: "empty" } : { type: "next", step: "sure", data: { name: input } }),
    },
    sure: { accepts: "choice", ask: () => ({ text: [paragraph("sure?")] }), decide: (_, data) => ({ type: "finish", data }) },
  },
  save: () => undefined,
});
const open: OpenFlow = { flow: "guest", version: 2, step: "name", data: {}, expiresAt: NOW + 1 };
const text = (value: string) => ({ type: "text" as const, text: value });
const choice = (step: string) => ({ type: "choice" as const, flow: "guest", step, value: "yes" });

test("an answer leads to the next step, whose time begins anew", () => {
  expect(advance(flow, open, text("Lena"), NOW)).toEqual({
    type: "ask",
    state: { ...open, step: "sure", data: { name: "Lena" }, expiresAt: NOW + 60_000 },
  });
});

test("an answer that does not do stays with its reason, and one of the wrong kind stays without", () => {
  expect(advance(flow, open, text(""), NOW)).toMatchObject({ type: "stay", reason: "empty" });
  expect(advance(flow, open, choice("name"), NOW)).toEqual({ type: "stay", state: open });
});

test("the last answer finishes with what was gathered", () => {
  expect(advance(flow, { ...open, step: "sure", data: { name: "Lena" } }, choice("sure"), NOW)).toEqual({
    type: "finish",
    data: { name: "Lena" },
  });
});

test("case 24: a button of an earlier step is stale", () => {
  expect(advance(flow, { ...open, step: "sure" }, choice("name"), NOW)).toEqual({ type: "stale" });
});

test.for([
  ["of another version", { ...open, version: 1 }],
  ["that has expired", { ...open, expiresAt: NOW - 1 }],
  ["in a step that is gone", { ...open, step: "age" }],
  ["whose data does not fit any more", { ...open, data: { name: 5 } }],
] as const)("a flow %s has ended", ([, state]) => {
  expect(advance(flow, state, text("Lena"), NOW)).toEqual({ type: "ended" });
});

test("a flow of a newer version, and one that no feature has, is parked until it expires", () => {
  const newer: OpenFlow = { ...open, version: 3 };
  const migrating = { ...flow, migrate: () => ({ step: "name", data: {} }) };
  for (const kind of [flow, migrating]) expect(advance(kind, newer, text("Lena"), NOW)).toEqual({ type: "parked" });
  expect(advance(undefined, open, text("Lena"), NOW)).toEqual({ type: "parked" });
  expect(advance(flow, { ...newer, expiresAt: NOW - 1 }, text("Lena"), NOW)).toEqual({ type: "ended" });
  expect(advance(undefined, { ...open, expiresAt: NOW - 1 }, text("Lena"), NOW)).toEqual({ type: "ended" });
});

test("a flow of an older version goes on where the feature says, and ends where it says nothing", () => {
  const old: OpenFlow = { ...open, version: 1, step: "who", data: { who: "Lena" } };
  const migrating = {
    ...flow,
    migrate: ({ version, step }: { version: number; step: string }) =>
      version === 1 && step === "who" ? { step: "name", data: {} } : undefined,
  };
  expect(advance(migrating, old, text("Lena"), NOW)).toMatchObject({
    type: "ask",
    state: { version: 2, step: "sure", data: { name: "Lena" } },
  });
  expect(advance(migrating, { ...old, version: 0 }, text("Lena"), NOW)).toEqual({ type: "ended" });
  expect(advance(flow, old, text("Lena"), NOW)).toEqual({ type: "ended" });
});
