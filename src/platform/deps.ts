import { createClock, type Clock } from "./clock.ts";
import { readConfig, type Config, type ConfigProblem } from "./config.ts";
import { openDatabase, type Database } from "./database.ts";
import type { Kinds } from "./feature.ts";
import { createFetch } from "./fetch.ts";
import { createLog, type Log } from "./log.ts";
import { countEvent } from "./metrics.ts";
import { createModels, type OpenModels } from "./ai/models.ts";
import { withNextKey } from "./ai/next-key.ts";
import { createSharedBudget, type SharedBudget } from "./ai/shared-budget.ts";
import { createSessions, type Sessions, type SessionStub } from "./sessions.ts";
import { accepted, refused, type Result } from "./result.ts";
import { createTelegramClient, type TelegramClient } from "./telegram/client.ts";

export type Deps = {
  config: Config;
  db: Database;
  log: Log;
  /** Counts one thing that happened; `reason` is a code. */
  count: (event: string, reason?: string) => void;
  clock: Clock;
  fetch: typeof fetch;
  telegram: TelegramClient;
  /** Opened for one job at a time, by `withinBudget`. */
  models: OpenModels;
  sharedBudget: SharedBudget;
  sessions: Sessions;
  queue: Queue;
  /** Of what goes to many, which one consumer sends at its pace. */
  deliveries: Queue;
  files: R2Bucket;
};

/** The bindings that the platform uses; `Env` fits it. */
export type PlatformEnv = {
  DB: D1Database;
  JOBS: Queue;
  DELIVERIES: Queue;
  FILES: R2Bucket;
  AI?: Ai;
  METRICS?: AnalyticsEngineDataset;
  SESSIONS: { getByName: (name: string, options?: DurableObjectNamespaceGetDurableObjectOptions) => SessionStub };
};

/** What Hono's routes find in their context. */
export type HttpEnv = { Bindings: Env; Variables: { deps: Deps; now: Date; kinds: Kinds } };

const known = new WeakMap<object, Result<Deps, ConfigProblem[]>>();

/** Everything built from the environment, once for each isolate; the only reader of it. */
export function createDeps(env: PlatformEnv): Result<Deps, ConfigProblem[]> {
  const deps = known.get(env) ?? assemble(env);
  known.set(env, deps);
  return deps;
}

/** The same where the environment was already checked at the edge; throws when it is wrong after all. */
export function getDeps(env: PlatformEnv): Deps {
  const deps = createDeps(env);
  if (!deps.ok) throw new Error(`configuration: ${deps.reason.map((problem) => problem.variable).join(", ")}`);
  return deps.value;
}

function assemble(env: PlatformEnv): Result<Deps, ConfigProblem[]> {
  const config = readConfig(env);
  if (!config.ok) return refused(config.reason);
  const db = openDatabase(env.DB);
  const fetch = createFetch(config.value.roots);
  const log = createLog(config.value.logLevel);
  return accepted({
    config: config.value,
    db,
    log,
    count: (event, reason) => countEvent(env, event, reason),
    clock: createClock(config.value, db),
    fetch,
    telegram: createTelegramClient({ token: config.value.botToken, root: config.value.roots.telegram, fetch }),
    models: createModels({
      config: config.value,
      fetch: withNextKey(fetch, config.value.nextKeys),
      log,
      ...(env.AI === undefined ? {} : { workersAi: env.AI }),
    }),
    sharedBudget: createSharedBudget(db, config.value),
    sessions: createSessions(env.SESSIONS, config.value.locationHint),
    queue: env.JOBS,
    deliveries: env.DELIVERIES,
    files: env.FILES,
  });
}
