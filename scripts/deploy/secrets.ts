import { randomBytes } from "node:crypto";

/** Nobody has to type these: the Worker and its operator only have to agree on them. */
const MADE_BY_US = ["WEBHOOK_SECRET", "ADMIN_TOKEN"];

export type SecretSources = {
  env: Record<string, string | undefined>;
  /** Undefined where nobody sits at a terminal. */
  ask: ((question: string) => Promise<string>) | undefined;
};

export type Secret = { name: string; value: string; isNew: boolean };

/** A value for each name: from the environment, else made here, else asked for. Throws a sentence when one cannot be had. */
export async function findSecrets(names: readonly string[], { env, ask }: SecretSources): Promise<Secret[]> {
  const secrets: Secret[] = [];
  for (const name of names) {
    const given = env[name]?.trim() ?? "";
    if (given !== "") secrets.push({ name, value: given, isNew: false });
    // The admin token has to be shown once, and what a machine prints stays in its logs.
    else if (MADE_BY_US.includes(name) && (name !== "ADMIN_TOKEN" || ask !== undefined)) secrets.push({ name, value: makeSecret(), isNew: true });
    else if (ask !== undefined) secrets.push({ name, value: await ask(`${name}: `), isNew: false });
    else throw new Error(`${name} is missing: set it in the environment`);
  }
  const empty = secrets.find(({ value }) => value.trim() === "");
  if (empty !== undefined) throw new Error(`${empty.name} is empty`);
  return secrets;
}

function makeSecret(): string {
  return randomBytes(32).toString("base64url");
}
