import { expect, test } from "vitest";
import { addWorkingTime, isWorkingTime, nextOpening, parseWorkingHours, type Workplace, openingOf } from "#platform/desk/working-hours.ts";

const HOUR_MS = 3_600_000;

function at(text: string, timezone = "Europe/Berlin"): Workplace {
  const hours = parseWorkingHours(text);
  if (hours === undefined) throw new Error(`"${text}" is not understood`);
  return { hours, timezone };
}

const office = at("mon-fri 09:00-18:00, sat 10:00-14:00");
const added = (from: string, hours: number, workplace = office) =>
  addWorkingTime(new Date(from), hours * HOUR_MS, workplace)
    .toISOString()
    .replace(".000Z", "Z");
const opening = (from: string, workplace = office) => nextOpening(new Date(from), workplace).toISOString().replace(".000Z", "Z");

test("a week is read with ranges, single days and ranges over Sunday", () => {
  const nine = { from: 540, to: 1080 };
  expect(parseWorkingHours("mon-fri 09:00-18:00, sat 10:00-14:00")).toEqual([
    nine,
    nine,
    nine,
    nine,
    nine,
    { from: 600, to: 840 },
    undefined,
  ]);
  expect(parseWorkingHours("Sat-Mon 9:00 - 24:00")).toEqual([
    { from: 540, to: 1440 },
    ...Array<undefined>(4).fill(undefined),
    { from: 540, to: 1440 },
    { from: 540, to: 1440 },
  ]);
  expect(parseWorkingHours("")).toEqual(Array<undefined>(7).fill(undefined));
});

test.for([
  "09:00-18:00",
  "mon",
  "mon 9-18",
  "mon 09:00",
  "mon 18:00-09:00",
  "mon 09:00-09:00",
  "mon 09:60-18:00",
  "mon 09:00-24:01",
  "mond 09:00-18:00",
  "mon-xyz 09:00-18:00",
  "mon 09:00-12:00, mon 13:00-18:00",
  "mon-fri 09:00-18:00, wed 10:00-12:00",
  "mon 09:00-18:00,",
  "mon 09:00-18:00; tue 09:00-18:00",
])("%s is not understood", (text) => {
  expect(parseWorkingHours(text)).toBeUndefined();
});

// 2026-01-12 is a Monday; Berlin is an hour ahead of UTC in winter and two in summer.
test.for([
  ["before opening", "2026-01-12T07:59:59Z", false],
  ["at opening", "2026-01-12T08:00:00Z", true],
  ["within a minute", "2026-01-12T08:00:00.500Z", true],
  ["just before closing", "2026-01-12T16:59:59.999Z", true],
  ["at closing", "2026-01-12T17:00:00Z", false],
  ["on Saturday at nine", "2026-01-17T08:30:00Z", false],
  ["on Saturday at ten", "2026-01-17T09:00:00Z", true],
  ["on Sunday", "2026-01-18T11:00:00Z", false],
  ["in summer, an hour earlier by UTC", "2026-07-13T07:00:00Z", true],
] as const)("whether somebody works %s", ([, moment, works]) => {
  expect(isWorkingTime(new Date(moment), office)).toBe(works);
});

test.for([
  ["within a day", "2026-01-12T09:00:00Z", 4, "2026-01-12T13:00:00Z"],
  ["from before opening", "2026-01-12T03:00:00Z", 4, "2026-01-12T12:00:00Z"],
  ["exactly until closing", "2026-01-12T13:00:00Z", 4, "2026-01-12T17:00:00Z"],
  ["over a night", "2026-01-12T15:00:00Z", 4, "2026-01-13T10:00:00Z"],
  ["over a short Saturday and a Sunday", "2026-01-16T16:00:00Z", 6, "2026-01-19T09:00:00Z"],
  ["from Sunday", "2026-01-18T12:00:00Z", 1, "2026-01-19T09:00:00Z"],
  ["nothing, during working hours", "2026-01-12T09:00:00Z", 0, "2026-01-12T09:00:00Z"],
  ["nothing, at night: until somebody is there", "2026-01-12T20:00:00Z", 0, "2026-01-13T08:00:00Z"],
  ["whole weeks", "2026-01-12T08:00:00Z", 98, "2026-01-24T13:00:00Z"],
  ["over the weekend on which clocks are set forward", "2026-03-27T16:00:00Z", 6, "2026-03-30T08:00:00Z"],
  ["over the weekend on which clocks are set back", "2026-10-23T15:00:00Z", 6, "2026-10-26T09:00:00Z"],
] as const)("working time is added %s", ([, from, hours, until]) => {
  expect(added(from, hours)).toBe(until);
});

test("the day on which clocks change has an hour less, or more", () => {
  const always = at("mon-sun 00:00-24:00");
  expect(added("2026-03-28T23:00:00Z", 23, always)).toBe("2026-03-29T22:00:00Z");
  expect(added("2026-03-28T22:00:00Z", 48, always)).toBe("2026-03-30T22:00:00Z");
  const sundays = at("sun 00:00-24:00");
  expect(added("2026-03-29T00:00:00Z", 22.5, sundays)).toBe("2026-04-04T22:30:00Z");
  expect(added("2026-10-24T22:00:00Z", 25, sundays)).toBe("2026-10-25T23:00:00Z");
});

test("a desk that opens in the hour that is left out opens behind it, and in the hour that comes twice at its first coming", () => {
  const nights = at("sun 02:30-05:00");
  expect(opening("2026-03-29T00:00:00Z", nights)).toBe("2026-03-29T01:30:00Z");
  expect(added("2026-03-29T00:00:00Z", 1.5, nights)).toBe("2026-03-29T03:00:00Z");
  expect(opening("2026-10-25T00:00:00Z", nights)).toBe("2026-10-25T00:30:00Z");
  expect(added("2026-10-25T00:00:00Z", 3.5, nights)).toBe("2026-10-25T04:00:00Z");
});

test("where clocks are set forward at midnight, the day begins at one", () => {
  const cairo = at("mon-sun 00:00-24:00", "Africa/Cairo");
  expect(opening("2026-04-23T21:59:59Z", cairo)).toBe("2026-04-23T21:59:59Z");
  expect(added("2026-04-23T21:00:00Z", 2, cairo)).toBe("2026-04-23T23:00:00Z");
});

test("the day is that of the desk, not that of UTC", () => {
  const tokyo = at("mon 09:00-18:00", "Asia/Tokyo");
  expect(opening("2026-01-11T20:00:00Z", tokyo)).toBe("2026-01-12T00:00:00Z");
  const losAngeles = at("mon 09:00-18:00", "America/Los_Angeles");
  expect(isWorkingTime(new Date("2026-01-13T01:30:00Z"), losAngeles)).toBe(true);
});

test("a desk opens when it next does", () => {
  expect(opening("2026-01-12T17:00:00Z")).toBe("2026-01-13T08:00:00Z");
  expect(opening("2026-01-17T13:00:00Z")).toBe("2026-01-19T08:00:00Z");
  expect(opening("2026-01-12T09:30:00Z")).toBe("2026-01-12T09:30:00Z");
});

test("a day begins when its desk opens, at nine where it never closes, and not at all where it stays closed", () => {
  const desk = at("mon-fri 08:30-18:00, sat 10:00-14:00");
  const openings = ["2026-01-12", "2026-01-17", "2026-01-18"].map((day) => openingOf(day, desk)?.toISOString());
  expect(openings).toEqual(["2026-01-12T07:30:00.000Z", "2026-01-17T09:00:00.000Z", undefined]);
  expect(openingOf("2026-07-12", at(""))?.toISOString()).toBe("2026-07-12T07:00:00.000Z");
});

test("without hours on any day the desk never closes, and nothing hangs", () => {
  const none = at("");
  expect(isWorkingTime(new Date("2026-01-18T03:00:00Z"), none)).toBe(true);
  expect(opening("2026-01-18T03:00:00Z", none)).toBe("2026-01-18T03:00:00Z");
  expect(added("2026-01-18T03:00:00Z", 4, none)).toBe("2026-01-18T07:00:00Z");
});
