import { expect, test } from "vitest";
import type { Turn } from "#platform/turn.ts";
import { ALBUM, albumOf, collectPart, takeParts } from "#src/dispatch/albums.ts";
import { createCore } from "#support/core.ts";

const SECOND_MS = 1_000;

/** A chat whose albums are collected, and what was taken of each. */
function aGallery() {
  const taken: number[][] = [];
  const handle = (body: string, turn: Turn) => {
    const { kind, data, ...part } = JSON.parse(body);
    if (kind === ALBUM) taken.push(takeParts(turn, albumOf.parse(data).groupId).map(({ message_id: id }) => id));
    else collectPart(turn, part, "album");
  };
  const core = createCore({ handle });
  const post = async (messageId: number) => {
    core.accept(`t:${messageId}`, { message_id: messageId });
    await core.run();
  };
  const wait = async (ms: number) => {
    core.clock.now += ms;
    await core.run();
  };
  return { taken, post, wait };
}

test("an album whose parts come a second apart, the later one first, is taken once and in its order", async () => {
  const { taken, post, wait } = aGallery();
  await post(12);
  await wait(SECOND_MS);
  await post(11);
  await wait(SECOND_MS);
  expect(taken).toEqual([]);
  await wait(SECOND_MS);
  expect(taken).toEqual([[11, 12]]);
  await wait(60 * SECOND_MS);
  expect(taken).toEqual([[11, 12]]);
});
