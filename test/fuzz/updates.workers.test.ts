import { expect, test } from "vitest";
import { nameOf } from "#platform/object-name.ts";
import { ownerOf } from "#platform/telegram/owner-of.ts";
import { parseUpdate } from "#platform/telegram/update.ts";
import { deliver } from "#support/outside.ts";
import { aLearner } from "#support/person.ts";
import { createRandom } from "../session/simulation/random.ts";
import { inParts, rowsAtRest } from "./inbox.ts";
import { makeUpdateOf, updateKinds } from "./made-update.ts";

/** Another word draws other updates. */
const SEED = "stoa";
const ROUNDS = 12;
const AT_ONCE = 25;
/** Kinds that only a bot for businesses, for guests or of bots is sent: answered and left. */
const FOR_OTHER_BOTS = new Set([
  "business_connection",
  "business_message",
  "edited_business_message",
  "deleted_business_messages",
  "guest_message",
  "managed_bot",
]);
let nextId = 5_000_000;

/** Posts one update of each kind a few times and tells what went wrong, each with what is needed to make it again. */
async function fuzz(garbage: number): Promise<{ faults: string[]; stored: Set<string> }> {
  const faults: string[] = [];
  const stored = new Set<string>();
  const cases = Array.from({ length: ROUNDS }, (_, round) => updateKinds.map((kind) => ({ kind, round }))).flat();
  await inParts(cases, AT_ONCE, async ({ kind, round }) => {
    const { end, body } = await post(kind, { seed: `${SEED} ${garbage} ${kind} ${round}`, personId: nextId++, garbage });
    if (end === "done") stored.add(kind);
    else if (end !== "not ours") faults.push(`${kind}, round ${round}, seed ${SEED}: ${end}: ${body}`);
  });
  return { faults, stored };
}

async function post(kind: string, { seed, personId, garbage }: { seed: string; personId: number; garbage: number }) {
  const updateId = nextId++;
  const body = JSON.stringify({ update_id: updateId, ...makeUpdateOf(kind, { random: createRandom(seed), personId, garbage }) });
  const end = await endOf(body, updateId).catch((error: unknown) => String(error));
  return { end, body: body.slice(0, 2_000) };
}

async function endOf(body: string, updateId: number): Promise<string> {
  const response = await deliver(body);
  if (response.status < 200 || response.status > 299) return `answered ${response.status}`;
  const update = parseUpdate(body);
  const owner = update === undefined ? undefined : ownerOf(update);
  if (owner === undefined) return "not ours";
  const row = (await rowsAtRest(nameOf(owner))).find(({ key }) => key === `t:${updateId}`);
  if (row === undefined) return "was not stored";
  return row.status;
}

test("every kind of update, with random optional fields left out, is answered 2xx and comes to a good end", async () => {
  const { faults, stored } = await fuzz(0);
  expect(faults).toEqual([]);
  expect([...stored].toSorted()).toEqual(updateKinds.filter((kind) => !FOR_OTHER_BOTS.has(kind)).toSorted());
}, 120_000);

test("whatever somebody posts who has registered, it comes to a good end", async () => {
  const faults: string[] = [];
  await inParts(
    Array.from({ length: 25 }, (_, at) => at),
    AT_ONCE,
    async (at) => {
      const { user } = await aLearner();
      for (const [n, kind] of ["message", "callback_query", "message", "edited_message", "message", "message"].entries()) {
        const { end, body } = await post(kind, { seed: `${SEED} learner ${at} ${n}`, personId: user.id, garbage: 0 });
        if (end !== "done" && end !== "not ours") faults.push(`${end}: ${body}`);
      }
    },
  );
  expect(faults).toEqual([]);
});

test("every kind of update, with garbage in the place of some values, is answered 2xx and comes to a good end", async () => {
  const { faults, stored } = await fuzz(0.02);
  expect(faults).toEqual([]);
  expect(stored.size).toBeGreaterThan(10);
}, 120_000);
