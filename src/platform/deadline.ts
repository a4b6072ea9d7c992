/**
 * Gives work a signal that aborts after `ms`, and rejects then even if the work does not listen. The timer ends with the work:
 * one that went on (`AbortSignal.timeout`) would keep an idle object awake, and paid for.
 */
export async function withDeadline<Value>(ms: number, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const reason = new DOMException(`not done after ${ms} ms`, "TimeoutError");
      controller.abort(reason);
      reject(reason);
    }, ms);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    if (timer !== undefined) clearTimeout(timer);
  }
}
