import { randomBytes } from "node:crypto";

/** Nobody has to type these: the Worker and its operator only have to agree on them. */
const MADE_BY_US = ["WEBHOOK_SECRET", "ADMIN_TOKEN"];

export type SecretSources = {
  env: Record<string, string | undefined>;
  /** Undefined where nobody sits at a terminal. */
  ask: ((question: string) => Promise<string>) | undefined;
};

export type Secret = { name: string; value: string; isNew: boolean };

/** A value for each name: from the environment, else made here, else asked for. Throws a sentence that names all that cannot be had. */
export async function findSecrets(names: readonly string[], { env, ask }: SecretSources): Promise<Secret[]> {
  const given = (name: string) => env[name]?.trim() ?? "";
  // The admin token has to be shown once, and what is printed where nobody sits stays in a log.
  const isMade = (name: string) => MADE_BY_US.includes(name) && (name !== "ADMIN_TOKEN" || ask !== undefined);
  const find = async (name: string): Promise<Secret> => {
    if (given(name) !== "") return { name, value: given(name), isNew: false };
    if (isMade(name)) return { name, value: makeSecret(), isNew: true };
    return { name, value: (await ask?.(`${name}: `))?.trim() ?? "", isNew: false };
  };
  const secrets: Secret[] = [];
  for (const name of names) secrets.push(await find(name));
  const missing = secrets.filter(({ value }) => value === "").map(({ name }) => name);
  if (missing.length > 0) throw new Error(`Missing: ${missing.join(", ")}. Set them in the environment.`);
  return secrets;
}

function makeSecret(): string {
  return randomBytes(32).toString("base64url");
}
