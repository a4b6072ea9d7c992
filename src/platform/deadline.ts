/**
 * Gives work a signal that aborts after `ms`, or with `parent`, and rejects then even if the work does not listen. The timer ends
 * with the work: one that went on (`AbortSignal.timeout`) would keep an idle object awake, and paid for.
 */
export async function withDeadline<Value>(ms: number, work: (signal: AbortSignal) => Promise<Value>, parent?: AbortSignal): Promise<Value> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let giveUp: (() => void) | undefined;
  const ended = new Promise<never>((_, reject) => {
    const end = (reason: unknown) => {
      controller.abort(reason);
      reject(reason);
    };
    timer = setTimeout(() => end(new DOMException(`not done after ${ms} ms`, "TimeoutError")), ms);
    giveUp = () => end(parent?.reason);
    parent?.addEventListener("abort", giveUp, { once: true });
  });
  try {
    parent?.throwIfAborted();
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    if (timer !== undefined) clearTimeout(timer);
    if (giveUp !== undefined) parent?.removeEventListener("abort", giveUp);
  }
}
