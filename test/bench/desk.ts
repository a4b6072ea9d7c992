import { setTimeout as sleep } from "node:timers/promises";
import { percentile } from "./figures.ts";
import { line } from "./report.ts";
import type { Subject } from "./subjects.ts";
import { pressesInGroup, writes } from "./updates.ts";

/** The staff group and one of the owners, as the Worker is told of them. */
export const DESK = { chatId: -1_001_000_000_500, approverId: 9_000 };

const REQUESTS = 30;
/** Ten a minute. */
const EVERY_MS = 6_000;
const FIRST_CLIENT = 50_000;

/** Milliseconds from the sending of an update to what somebody sees at Telegram. */
type Way = { confirmed: number; onCard: number; decided: number; settled: number };

const PROMISES: Array<{ name: string; of: (way: Way) => number; mostMs: number }> = [
  { name: "a request is confirmed to the client", of: ({ confirmed }) => confirmed, mostMs: 2_000 },
  { name: "a request is on its card", of: ({ onCard }) => onCard, mostMs: 3_000 },
  { name: "a decision is told to the client", of: ({ decided }) => decided, mostMs: 5_000 },
  { name: "a decision is on its card", of: ({ settled }) => settled, mostMs: 2_000 },
];

/** Requests at ten a minute, each decided by a press on its card; a table of what it took, read from what Telegram was sent. */
export async function measureDesk(subject: Subject): Promise<string> {
  const ways: Way[] = [];
  for (let n = 0; n < REQUESTS; n++) {
    const startedAt = performance.now();
    ways.push(await goThrough(subject, n));
    await sleep(Math.max(0, startedAt + EVERY_MS - performance.now()));
  }
  const header = line([`Requests at the desk (${REQUESTS}, ten a minute)`, "p50 ms", "p95 ms", "target"]);
  const rows = PROMISES.map(({ name, of, mostMs }) => {
    const [p50, p95] = [0.5, 0.95].map((share) => percentile(ways.map(of), share));
    return line([name, p50?.toFixed(0) ?? "", p95?.toFixed(0) ?? "", `≤ ${mostMs}`, (p95 ?? mostMs) < mostMs ? "met" : "missed"]);
  });
  return [header, ...rows, ""].join("\n");
}

/** The cards are numbered in the order of the requests, of which there is one at a time. */
async function goThrough({ post, telegram }: Subject, n: number): Promise<Way> {
  const clientId = FIRST_CLIENT + n;
  const [confirmation, card] = [telegram.next("message", clientId), telegram.next("message", DESK.chatId)];
  const askedAt = performance.now();
  await post(writes(clientId, "/request Please let me in."));
  const [confirmedAt, shownAt] = [await confirmation, await card];
  const [decision, change] = [telegram.next("message", clientId), telegram.next("message", DESK.chatId)];
  const pressedAt = performance.now();
  await post(pressesInGroup(DESK, `desk:do:${n + 1}:approve`));
  const [toldAt, changedAt] = [await decision, await change];
  return {
    confirmed: confirmedAt - askedAt,
    onCard: shownAt - askedAt,
    decided: toldAt - pressedAt,
    settled: changedAt - pressedAt,
  };
}
