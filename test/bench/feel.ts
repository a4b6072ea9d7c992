import type { Page } from "playwright-core";

/** What a person feels of a page: how long each key took until it was painted, and how long each frame. In milliseconds. */
export type Feel = { keys: number[]; frames: number[] };

const FRAME_MS = 1000 / 60;

/** The page notes it from now on. Gives the way to read what it has felt since it was asked last. */
export async function feel(page: Page): Promise<() => Promise<Feel>> {
  await page.evaluate(() => {
    const felt: Feel = { keys: [], frames: [] };
    Object.assign(globalThis, { felt });
    let last = performance.now();
    const tick = (now: number) => {
      felt.frames.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    // What follows a frame runs when it has been painted.
    const noteKey = ({ timeStamp }: Event) => requestAnimationFrame(() => setTimeout(() => felt.keys.push(performance.now() - timeStamp)));
    addEventListener("keydown", noteKey, { capture: true });
  });
  const read = () =>
    page.evaluate(() => {
      const { felt } = globalThis as unknown as { felt: Feel };
      return { keys: felt.keys.splice(0), frames: felt.frames.splice(0) };
    });
  await read();
  return read;
}

/** The share of the frames of a screen with sixty a second that were not drawn in their time, in percent. */
export function droppedPercent(frames: readonly number[]): number {
  const due = frames.map((ms) => Math.max(1, Math.round(ms / FRAME_MS)));
  const expected = due.reduce((sum, count) => sum + count, 0);
  return (100 * (expected - frames.length)) / expected;
}
