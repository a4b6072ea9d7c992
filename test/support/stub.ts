import type { SessionStub } from "#platform/sessions.ts";

/** An object that takes everything and does nothing, but for what the test says. */
export function aStub(parts: Partial<SessionStub> = {}): SessionStub {
  return {
    accept: async () => undefined,
    beat: async () => true,
    recall: async () => [],
    recallBodies: async () => [],
    replay: async () => false,
    ...parts,
  };
}
