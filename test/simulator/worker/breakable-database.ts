import { SLOW_MS } from "../slow.ts";

/** What the simulator can do to the database: nothing, a connection that fails, or one that takes its time. */
export type DatabaseTrouble = "none" | "down" | "slow";

/** Where the simulated clock is kept. A real clock goes on while the database is down, so this is always readable. */
const CLOCK = /^select .* from "settings" /;

/** D1 with a switch. One switch serves the Worker and its objects, as locally they live in one isolate. */
export function createBreakableDatabase(): { wrap: (db: D1Database) => D1Database; setTrouble: (trouble: DatabaseTrouble) => void } {
  let trouble: DatabaseTrouble = "none";
  const natives = new WeakMap<object, D1PreparedStatement>();

  async function meetTrouble(): Promise<void> {
    if (trouble === "down") throw new Error("D1_ERROR: Network connection lost.");
    if (trouble === "slow") await new Promise((resolve) => setTimeout(resolve, SLOW_MS.database));
  }

  /** Preparing and binding never touch the database; running does. */
  function wrapStatement(native: D1PreparedStatement): D1PreparedStatement {
    const statement = guard(native, ["first", "run", "all", "raw"], {
      bind: (...values: unknown[]) => wrapStatement(native.bind(...values)),
    });
    natives.set(statement, native);
    return statement;
  }

  function guard<T extends object>(target: T, running: Array<keyof T & string>, own: Partial<Record<keyof T, unknown>>): T {
    return new Proxy(target, {
      get(_, name: keyof T & string) {
        if (name in own) return own[name];
        const value: unknown = target[name];
        if (typeof value !== "function") return value;
        if (!running.includes(name)) return value.bind(target);
        return async (...args: unknown[]) => {
          await meetTrouble();
          return value.apply(target, args);
        };
      },
    });
  }

  return {
    wrap: (db) =>
      guard(db, ["exec", "dump"], {
        prepare: (query: string) => (CLOCK.test(query) ? db.prepare(query) : wrapStatement(db.prepare(query))),
        batch: async (statements: D1PreparedStatement[]) => {
          await meetTrouble();
          return db.batch(statements.map((statement) => natives.get(statement) ?? statement));
        },
      }),
    setTrouble: (next) => void (trouble = next),
  };
}
