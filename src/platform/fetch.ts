import { OutsideError, type OutsideService } from "./outside-error.ts";

/** A fetch that reaches only the configured roots and follows no redirect, whatever a caller was talked into. */
export function createFetch(roots: Record<string, string>): typeof fetch {
  const origins = new Set(
    Object.values(roots)
      .filter((root) => root !== "")
      .map((root) => new URL(root).origin),
  );
  return async (input, init) => {
    const request = new Request(input, init);
    if (!origins.has(new URL(request.url).origin)) throw outside("telegram", "a host outside the configured roots");
    return fetch(new Request(request, { redirect: "manual" }));
  };
}

function outside(service: OutsideService, reason: string): OutsideError {
  return new OutsideError({ service, reason, retryable: false });
}
