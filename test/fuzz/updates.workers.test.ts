import { expect, test } from "vitest";
import * as z from "zod";
import { nameOf } from "#platform/object-name.ts";
import { ownerOf } from "#platform/telegram/owner-of.ts";
import { parseUpdate } from "#platform/telegram/update.ts";
import { deliver, telegram } from "#support/outside.ts";
import { aLearner, type Person } from "#support/person.ts";
import { createRandom } from "../session/simulation/random.ts";
import { inParts, rowsAtRest } from "./inbox.ts";
import { makeUpdateOf, updateKinds } from "./made-update.ts";
import { naughtyStrings } from "./naughty-strings.ts";

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
    const random = createRandom(`${SEED} ${garbage} ${kind} ${round}`);
    const { end, body } = await post(makeUpdateOf(kind, { random, personId: nextId++, garbage }));
    if (end === "done") stored.add(kind);
    else if (end !== "not ours") faults.push(`${kind}, round ${round}, seed ${SEED}: ${end}: ${body}`);
  });
  return { faults, stored };
}

async function post(made: Record<string, unknown>): Promise<{ end: string; body: string }> {
  const updateId = nextId++;
  const body = JSON.stringify({ update_id: updateId, ...made });
  const end = await endOf(body, updateId).catch((error: unknown) => String(error));
  // Cut within a character, it could not be told by whoever runs the tests.
  return { end, body: body.slice(0, 2_000).toWellFormed() };
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

/** How often the bot has said something to somebody. */
function countSaid(personId: number): number {
  return telegram.calls.filter(({ method, payload }) => payload.chat_id === personId && /^(send|edit)/.test(method)).length;
}

/** A text in somebody's own private chat, to which silence is no answer, among whatever else a message may hold. */
function makeText(seed: string, { user }: Person): Record<string, unknown> {
  const random = createRandom(seed);
  const made = z
    .object({ message: z.record(z.string(), z.unknown()) })
    .parse(makeUpdateOf("message", { random, personId: user.id, garbage: 0 }));
  // A part of an album is answered with the album, a payment with thanks, a refund by whoever gave it; who writes as a chat is no person.
  const { media_group_id: _, successful_payment: __, refunded_payment: ___, sender_chat: ____, ...message } = made.message;
  const [first = "", ...others] = naughtyStrings.filter((text) => text !== "");
  return { message: { ...message, from: user, chat: { id: user.id, type: "private" }, text: random.pick([first, ...others]) } };
}

test("whatever somebody posts who has registered, it comes to a good end, and every text is answered", async () => {
  const faults: string[] = [];
  await inParts(
    Array.from({ length: 25 }, (_, at) => at),
    AT_ONCE,
    async (at) => {
      const lena = await aLearner();
      for (const [n, kind] of ["message", "text", "callback_query", "text", "edited_message", "message", "text"].entries()) {
        const seed = `${SEED} learner ${at} ${n}`;
        const before = countSaid(lena.user.id);
        const made =
          kind === "text" ? makeText(seed, lena) : makeUpdateOf(kind, { random: createRandom(seed), personId: lena.user.id, garbage: 0 });
        const { end, body } = await post(made);
        if (end !== "done" && end !== "not ours") faults.push(`${end}: ${body}`);
        if (kind === "text" && countSaid(lena.user.id) === before) faults.push(`not answered: ${body}`);
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
