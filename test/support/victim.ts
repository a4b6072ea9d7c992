import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { aLearner, type Person } from "./person.ts";

/** Somebody one of whose presses, that of B1, a mistake of ours has killed. */
export async function aVictim(): Promise<Person> {
  const person = await aLearner();
  await person.say("/settings");
  await person.tap("Level");
  const prepare = env.DB.prepare.bind(env.DB);
  const mistaken = vi.spyOn(env.DB, "prepare").mockImplementation((query) => {
    if (query.startsWith('insert into "people"')) throw new TypeError("a mistake of ours");
    return prepare(query);
  });
  await person.tap("B1");
  mistaken.mockRestore();
  return person;
}
