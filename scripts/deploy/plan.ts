import { nameMoment, type Moment } from "./bookmark.ts";
import { listQueues, type Bindings } from "./products.ts";

/** What the account already has. */
export type Account = { queues: readonly string[]; databases: readonly string[]; secrets: readonly string[] };

export const EMPTY_ACCOUNT: Account = { queues: [], databases: [], secrets: [] };

export type Deployment = Bindings & { vars: Record<string, unknown>; secrets?: { required?: string[] | undefined } | undefined };

/** `secrets` are handed to the command in a file of their own, so that no process list and no history shows them. */
export type Step = { why: string; args: string[]; secrets: string[] };

/** `flags` name the environment, `moments` say where its databases stand before anything is changed: the version keeps them as its message. */
export type Target = { flags?: readonly string[]; moments?: readonly Moment[] };

/**
 * What a deployment has to do on this account, in order. Nothing that exists is made again, so it may be repeated after any failure.
 *
 * The database is made and migrated before the Worker: `wrangler deploy` would make it too, but then the new code would run
 * for a while on tables that are not there. Without an id in `wrangler.toml` it is found by its name. Missing secrets go up
 * together with the code, because wrangler refuses the first deployment of a Worker whose required secrets come later.
 */
export function planDeployment(config: Deployment, account: Account, { flags = [], moments = [] }: Target = {}): Step[] {
  const step = (why: string, ...args: string[]): Step => ({ why, args, secrets: [] });
  const missing = (names: readonly string[], known: readonly string[]) => names.filter((name) => !known.includes(name));
  const names = config.d1_databases.map((database) => ({ ...database, name: database.database_name ?? database.binding }));
  const secrets = missing(config.secrets?.required ?? [], account.secrets);
  return [
    ...missing(listQueues(config), account.queues).map((queue) => step(`the queue ${queue} is missing`, "queues", "create", queue)),
    ...missing(
      names.map(({ name }) => name),
      account.databases,
    ).map((name) => step(`the database ${name} is missing`, "d1", "create", name, ...locationOf(config))),
    ...names.map(({ name, binding }) =>
      step(`${name} gets the migrations that it lacks`, "d1", "migrations", "apply", binding, "--remote", ...flags),
    ),
    {
      why: secrets.length === 0 ? "the Worker goes up" : `the Worker goes up, with the secrets that it lacks: ${secrets.join(", ")}`,
      args: ["deploy", "--minify", ...flags, ...moments.flatMap((moment) => ["--message", nameMoment(moment)])],
      secrets,
    },
  ];
}

const D1_LOCATIONS = ["weur", "eeur", "apac", "oc", "wnam", "enam"];

/** Beside the objects. D1 knows fewer places than they do; without one it chooses by itself. */
function locationOf({ vars }: Deployment): string[] {
  const location = D1_LOCATIONS.find((place) => place === vars["LOCATION_HINT"]);
  return location === undefined ? [] : ["--location", location];
}

export function renderStep({ args, secrets }: Step): string {
  const file = secrets.length === 0 ? [] : ["--secrets-file", `<a temporary file with ${secrets.join(", ")}>`];
  const quoted = args.map((arg) => (arg.includes(" ") ? `"${arg}"` : arg));
  return `$ wrangler ${[...quoted, ...file].join(" ")}`;
}
