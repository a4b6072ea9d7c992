import { expect, test } from "vitest";
import { daytime } from "#platform/daytime.ts";
import { orderOf, readOrder } from "#features/subscription/orders.ts";
import {
  daysLeft,
  NOTICE_HOURS,
  foldGrants,
  isActive,
  isNewer,
  nextNotice,
  parseDays,
  phaseOf,
  wasTaken,
  type Grant,
} from "#features/subscription/rules.ts";
import { parsePlans } from "#platform/plans.ts";

const at = (text: string) => new Date(text);

function aGrant(grant: Partial<Grant> & { at: Date }): Grant {
  return { grantId: `g:${grant.at.getTime()}:${grant.kind ?? "staff"}`, kind: "staff", days: 0, takesBack: null, ...grant };
}

const month = aGrant({ grantId: "month", kind: "payment", days: 30, at: at("2027-01-01T12:00:00Z") });

test("nothing gives nothing", () => {
  expect(foldGrants([])).toBeUndefined();
  expect(foldGrants([aGrant({ kind: "revoke", at: at("2027-01-01") })])).toBeUndefined();
});

test("a period begins at once, and one that overlaps is added to its end", () => {
  expect(foldGrants([month])).toEqual(at("2027-01-31T12:00:00Z"));
  const second = aGrant({ kind: "payment", days: 30, at: at("2027-01-20T00:00:00Z") });
  expect(foldGrants([month, second])).toEqual(at("2027-03-02T12:00:00Z"));
});

test("after a gap a period begins when it is given", () => {
  const later = aGrant({ kind: "gift", days: 7, at: at("2027-06-01T08:00:00Z") });
  expect(foldGrants([month, later])).toEqual(at("2027-06-08T08:00:00Z"));
});

test("the order in which they are told does not matter", () => {
  const trial = aGrant({ kind: "trial", days: 7, at: at("2026-12-30T12:00:00Z") });
  const gift = aGrant({ kind: "gift", days: 3, at: at("2027-02-20T00:00:00Z") });
  const all = [trial, month, gift];
  const orders = all.flatMap((first) => all.filter((one) => one !== first).map((second) => [first, second]));
  for (const [first, second] of orders) {
    const third = all.find((one) => one !== first && one !== second);
    expect(foldGrants([first, second, third].filter((one) => one !== undefined))).toEqual(at("2027-02-23T00:00:00Z"));
  }
});

test("access that is taken ends there, and what is given later begins anew", () => {
  const taken = aGrant({ kind: "revoke", at: at("2027-01-10T00:00:00Z") });
  expect(foldGrants([month, taken])).toEqual(at("2027-01-10T00:00:00Z"));
  const late = aGrant({ kind: "revoke", at: at("2027-05-01T00:00:00Z") });
  expect(foldGrants([month, late])).toEqual(at("2027-01-31T12:00:00Z"));
  const again = aGrant({ days: 10, at: at("2027-01-12T00:00:00Z") });
  expect(foldGrants([month, taken, again])).toEqual(at("2027-01-22T00:00:00Z"));
});

test("access that was taken has no grace, unless something was given after it", () => {
  const taken = aGrant({ kind: "revoke", at: at("2027-01-10T00:00:00Z") });
  const again = aGrant({ days: 10, at: at("2027-01-12T00:00:00Z") });
  expect([[month], [month, taken], [month, taken, again]].map(wasTaken)).toEqual([false, true, false]);
  const late = aGrant({ kind: "revoke", at: at("2027-02-01T00:00:00Z") });
  expect(wasTaken([month, late])).toBe(true);
});

test("a payment that is given back never was, and what was bought after it moves up", () => {
  const second = aGrant({ grantId: "second", kind: "payment", days: 30, at: at("2027-01-11T12:00:00Z") });
  const refund = aGrant({ kind: "refund", takesBack: "month", at: at("2027-01-20T00:00:00Z") });
  expect(foldGrants([month, refund])).toBeUndefined();
  expect(foldGrants([month, second, refund])).toEqual(at("2027-02-10T12:00:00Z"));
});

test("a decision that is taken back takes its own days and nothing else", () => {
  const given = aGrant({ grantId: "card:1:a", days: 30, at: at("2027-01-02T00:00:00Z") });
  const taken = aGrant({ grantId: "card:1:b", kind: "revoke", takesBack: "card:1:a", at: at("2027-01-03T00:00:00Z") });
  expect(foldGrants([month, given, taken])).toEqual(at("2027-01-31T12:00:00Z"));
});

test("access is open until its end, and through the days of grace", () => {
  const end = at("2027-03-01T00:00:00Z");
  expect(phaseOf(undefined, 3, at("2027-01-01"))).toBe("none");
  expect(phaseOf(end, 0, at("2027-02-28T23:59:59Z"))).toBe("active");
  expect(phaseOf(end, 0, end)).toBe("ended");
  expect(phaseOf(end, 3, at("2027-03-03T23:59:59Z"))).toBe("grace");
  expect(phaseOf(end, 3, at("2027-03-04T00:00:00Z"))).toBe("ended");
});

test("days that are left are rounded up, and never less than none", () => {
  expect(daysLeft(at("2027-03-08T00:00:00Z"), at("2027-03-01T00:00:00Z"))).toBe(7);
  expect(daysLeft(at("2027-03-08T00:00:00Z"), at("2027-03-07T11:00:00Z"))).toBe(1);
  expect(daysLeft(at("2027-03-08T00:00:00Z"), at("2027-03-09T00:00:00Z"))).toBe(0);
});

test("there is a notice seven, three and one days before the end and at the end, and of those that were missed none", () => {
  const end = at("2027-03-31T10:00:00Z");
  expect(nextNotice(end, at("2027-03-01"))).toEqual(at("2027-03-24T10:00:00Z"));
  expect(nextNotice(end, at("2027-03-24T10:00:00Z"))).toEqual(at("2027-03-28T10:00:00Z"));
  expect(nextNotice(end, at("2027-03-29"))).toEqual(at("2027-03-30T10:00:00Z"));
  expect(nextNotice(end, at("2027-03-30T12:00:00Z"))).toEqual(end);
  expect(nextNotice(end, end)).toBeUndefined();
});

test("people are told from nine in the morning until eight in the evening where they are, also when clocks change", () => {
  const berlin = (text: string) => daytime(NOTICE_HOURS, "Europe/Berlin", at(text));
  expect(berlin("2027-01-10T12:00:00Z")).toEqual({ from: at("2027-01-10T12:00:00Z"), until: at("2027-01-10T19:00:00Z") });
  expect(berlin("2027-01-10T07:59:00Z").from).toEqual(at("2027-01-10T08:00:00Z"));
  expect(berlin("2027-01-10T19:00:00Z")).toEqual({ from: at("2027-01-11T08:00:00Z"), until: at("2027-01-11T19:00:00Z") });
  // The night in which summer begins, and the one in which it ends.
  expect(berlin("2027-03-27T20:00:00Z").from).toEqual(at("2027-03-28T07:00:00Z"));
  expect(berlin("2027-10-30T20:00:00Z").from).toEqual(at("2027-10-31T08:00:00Z"));
  expect(daytime(NOTICE_HOURS, "Asia/Tokyo", at("2028-02-28T23:30:00Z")).from).toEqual(at("2028-02-29T00:00:00Z"));
});

test("a period is read as staff write it", () => {
  expect(["30d", "30", "+7d", "4w", "1Y"].map(parseDays)).toEqual([30, 30, 7, 28, 365]);
  expect(["0d", "d", "-3d", "30m", "9999d", "3 d", ""].map(parseDays)).toEqual(Array(7).fill(undefined));
});

test("what Telegram tells of a subscription counts by its update, and after a recount by its time", () => {
  const known = { updateId: 100, at: 0 };
  expect(isNewer({ updateId: 101, at: 5 }, known)).toBe(true);
  expect(isNewer({ updateId: 99, at: 5 }, known)).toBe(false);
  expect(isNewer({ updateId: 7, at: 8 * 86_400_000 }, known)).toBe(true);
  expect(isNewer({ updateId: 7, at: 0 }, undefined)).toBe(true);
});

test("what renews itself counts as active for three days after what is paid for, or after news of it", () => {
  const renewal = {
    state: "active" as const,
    paidUntil: at("2027-03-01").getTime(),
    asOf: { updateId: 1, at: at("2027-02-01").getTime() },
  };
  expect(isActive(renewal, at("2027-03-03T23:59:59Z"))).toBe(true);
  expect(isActive(renewal, at("2027-03-04T00:00:00Z"))).toBe(false);
  expect(isActive({ ...renewal, paidUntil: 0 }, at("2027-02-03"))).toBe(true);
  expect(isActive({ ...renewal, state: "canceled" }, at("2027-02-03"))).toBe(false);
});

test("an order is read from the invoice that it was written into, and from nothing else", () => {
  const order = orderOf(42, { days: 30, stars: 250, isMonthly: true });
  expect(readOrder(order.orderId)).toEqual(order);
  expect(["", "lesson:1", "sub:42:30:250", "sub:42:30:250:weekly", `${order.orderId}:x`].map(readOrder)).toEqual(Array(5).fill(undefined));
});

test("plans are days and Stars, each once; a month is thirty days and has a highest price", () => {
  expect(parsePlans("30d 250, monthly 200")).toEqual({
    isGated: true,
    plans: [
      { days: 30, stars: 250, isMonthly: false },
      { days: 30, stars: 200, isMonthly: true },
    ],
  });
  expect(parsePlans("ask")).toEqual({ isGated: true, plans: [] });
  expect(parsePlans("free")).toEqual({ isGated: false, plans: [] });
  for (const wrong of ["30d", "30d 0", "0d 5", "monthly 10001", "30d 250, 30d 300", "weekly 5", "30d 250,"])
    expect(parsePlans(wrong), wrong).toBeUndefined();
});
