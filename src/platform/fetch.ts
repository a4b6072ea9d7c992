import { OutsideError } from "./outside-error.ts";

const DEADLINE_MS = 90_000;

/**
 * A fetch that reaches only the configured roots and follows no redirect, whatever a caller was talked into. It gives an answer's
 * first byte a minute and a half at most; callers set shorter deadlines of their own.
 */
export function createFetch(roots: Record<string, string>): typeof fetch {
  const origins = new Set(
    Object.values(roots)
      .filter((root) => root !== "")
      .map((root) => new URL(root).origin),
  );
  return async (input, init) => {
    if (!origins.has(new URL(input instanceof Request ? input.url : input).origin))
      throw new OutsideError({ service: "network", reason: "a host outside the configured roots", retryable: false });
    const ofCaller = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new DOMException("no answer in time", "TimeoutError")), DEADLINE_MS);
    try {
      const signal = ofCaller === undefined ? controller.signal : AbortSignal.any([ofCaller, controller.signal]);
      return await fetch(input, { ...init, redirect: "manual", signal });
    } finally {
      clearTimeout(timer);
    }
  };
}
