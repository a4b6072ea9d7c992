import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { countRows } from "#support/counting.ts";
import { SessionObject } from "#session/session.ts";
import { model, telegram } from "#support/outside.ts";

/** What is billed of one thing that is done: Worker, objects, database, queues, models. */
export type Counted = Record<
  | "requests"
  | "objectRequests"
  | "objectRowsWritten"
  | "databaseRowsRead"
  | "databaseRowsWritten"
  | "queueMessages"
  | "modelInputCharacters"
  | "modelOutputCharacters",
  number
>;

const counted: Counted = {
  requests: 0,
  objectRequests: 0,
  objectRowsWritten: 0,
  databaseRowsRead: 0,
  databaseRowsWritten: 0,
  queueMessages: 0,
  modelInputCharacters: 0,
  modelOutputCharacters: 0,
};

/** Counts everything from now on, in these objects. */
export async function countIn(objectNames: string[]): Promise<void> {
  for (const name of objectNames) await countObject(name);
  countDatabase();
  countQueues();
  for (const call of ["accept", "alarm"] as const) {
    const called = SessionObject.prototype[call] as (this: SessionObject, ...input: unknown[]) => Promise<void>;
    vi.spyOn(SessionObject.prototype, call).mockImplementation(function (this: SessionObject, ...input: unknown[]) {
      counted.objectRequests += 1;
      return called.apply(this, input);
    });
  }
  telegram.subscribe(({ kind }) => void (counted.requests += kind === "update" ? 1 : 0));
}

/** What was counted while something was done. */
export async function costOf(act: () => Promise<void>): Promise<Counted> {
  const before = { ...counted };
  const calls = model.calls.length;
  await act();
  for (const { messages } of model.calls.slice(calls))
    counted.modelInputCharacters += messages.reduce((sum, { content }) => sum + content.length, 0);
  const names = Object.keys(before) as Array<keyof Counted>;
  return Object.fromEntries(names.map((name) => [name, counted[name] - before[name]])) as Counted;
}

/** The answers of the model are the test's own. */
export function answered(text: string): string {
  counted.modelOutputCharacters += text.length;
  return text;
}

function countObject(name: string): Promise<void> {
  return runInDurableObject(env.SESSIONS.getByName(name), (_, { storage }) =>
    countRows(storage, (written) => void (counted.objectRowsWritten += written)),
  );
}

function countDatabase(): void {
  const { prepare, batch } = { prepare: env.DB.prepare.bind(env.DB), batch: env.DB.batch.bind(env.DB) };
  const note = ({ meta }: { meta: { rows_read?: number; rows_written?: number } }) => {
    counted.databaseRowsRead += meta.rows_read ?? 0;
    counted.databaseRowsWritten += meta.rows_written ?? 0;
  };
  const real = new WeakMap<object, D1PreparedStatement>();
  const wrap = (statement: D1PreparedStatement, sql: string): D1PreparedStatement => {
    const watched = new Proxy(statement, {
      get: (target, name) => {
        if (name === "bind") return (...values: unknown[]) => wrap(target.bind(...values), sql);
        if (name === "run" || name === "all") {
          return async () => {
            const result = await target[name]();
            note(result);
            return result;
          };
        }
        // Only a whole result tells its rows; a statement that reads may be asked twice.
        if (name === "raw" && /^\s*(select|with)/i.test(sql)) {
          return async () => {
            note(await target.all());
            return target.raw();
          };
        }
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
    real.set(watched, statement);
    return watched;
  };
  vi.spyOn(env.DB, "prepare").mockImplementation((sql) => wrap(prepare(sql), sql));
  vi.spyOn(env.DB, "batch").mockImplementation(async (statements) => {
    const results = await batch(statements.map((statement) => real.get(statement) ?? statement));
    results.forEach(note);
    return results as never;
  });
}

function countQueues(): void {
  const noted = (messages: number) => {
    counted.queueMessages += messages;
    counted.requests += messages;
  };
  const [jobs, deliveries] = [env.JOBS.send.bind(env.JOBS), env.DELIVERIES.send.bind(env.DELIVERIES)];
  const many = env.DELIVERIES.sendBatch.bind(env.DELIVERIES);
  vi.spyOn(env.JOBS, "send").mockImplementation((...input) => (noted(1), jobs(...input)));
  vi.spyOn(env.DELIVERIES, "send").mockImplementation((...input) => (noted(1), deliveries(...input)));
  vi.spyOn(env.DELIVERIES, "sendBatch").mockImplementation((messages, ...rest) => (noted([...messages].length), many(messages, ...rest)));
}
