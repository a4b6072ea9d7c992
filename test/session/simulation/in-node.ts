import { afterAll, afterEach, beforeAll, vi } from "vitest";

/** The session's shell in Node, with time that stands still until it is moved. To be imported before anything else of this folder. */
vi.mock("cloudflare:workers", () => ({
  DurableObject: class {
    ctx: unknown;
    env: unknown;
    constructor(ctx: unknown, env: unknown) {
      this.ctx = ctx;
      this.env = env;
    }
  },
}));

vi.mock(import("#session/sql-store.ts"), async (original) => {
  const [{ createSqlStore }, { wrapped }] = await Promise.all([original(), import("./wrapped-store.ts")]);
  return { createSqlStore: wrapped(createSqlStore) };
});

// The database of a simulation is its own: it holds what the desk needs, and hands over the events.
vi.mock("#platform/event-delivery.ts", () => ({
  deliverEvent: (deps: { deliverWritten: (eventId: string) => Promise<void> }, { eventId }: { eventId: string }) =>
    deps.deliverWritten(eventId),
}));

const logged: string[] = [];

beforeAll(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  // The shell writes here what it cannot hand to its bot: a crash of the simulation, and nothing else.
  for (const level of ["log", "error"] as const)
    vi.spyOn(console, level).mockImplementation((line: unknown) => void logged.push(String(line)));
});
afterEach(() => {
  const unexpected = logged.splice(0).filter((line) => !line.includes('"error":"Crash"'));
  if (unexpected.length > 0) throw new Error(`the shell failed beside its bot: ${unexpected[0]}`);
});
afterAll(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});
