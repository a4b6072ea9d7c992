import { vi } from "vitest";

/** From now on it is so much later that what all people share is asked for anew. */
export function halfAMinuteLater(): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 30_000 });
}
