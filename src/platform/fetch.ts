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
    const request = new Request(input, { ...init, redirect: "manual" });
    if (!origins.has(new URL(request.url).origin))
      throw new OutsideError({ service: "network", reason: "a host outside the configured roots", retryable: false });
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new DOMException("no answer in time", "TimeoutError")), DEADLINE_MS);
    try {
      return await fetch(request, { signal: AbortSignal.any([request.signal, controller.signal]) });
    } finally {
      clearTimeout(timer);
    }
  };
}
