/** A clock that stands still until everything that waits for this moment is done. */
export type VirtualTime = {
  now: () => number;
  at: (instant: number, work: () => void) => void;
  /** Goes on until an instant, or until nothing waits any more. */
  runTo: (instant: number) => Promise<void>;
};

export function createVirtualTime(start: number): VirtualTime {
  let now = start;
  let count = 0;
  const waiting: Array<{ instant: number; order: number; work: () => void }> = [];
  const at: VirtualTime["at"] = (instant, work) => {
    const entry = { instant: Math.max(instant, now), order: count++, work };
    const before = waiting.findIndex((other) => other.instant > entry.instant);
    if (before === -1) waiting.push(entry);
    else waiting.splice(before, 0, entry);
  };
  // Whatever was set off at a moment comes to its next wait before time goes on.
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    now: () => now,
    at,
    runTo: async (instant) => {
      await settle();
      for (let next = waiting[0]; next !== undefined && next.instant <= instant; next = waiting[0]) {
        waiting.shift();
        now = next.instant;
        next.work();
        await settle();
      }
      now = instant;
    },
  };
}
