import { fieldsOf, itemOf, membersOf } from "#fakes/telegram/method-table.ts";
import { naughtyStrings } from "./naughty-strings.ts";
import type { Random } from "../session/simulation/random.ts";

type Maker = {
  random: Random;
  /** Whose update it is: most ids in it are theirs. */
  personId: number;
  /** How likely a value is something else than its type says. */
  garbage: number;
};

const DEEPEST = 5;

/** The kinds of update that the Bot API knows. */
export const updateKinds: string[] = Object.keys(fieldsOf("Update") ?? {})
  .filter((field) => field !== "update_id")
  .map(nameOf);

/** An update of this kind as the Bot API's types allow it, each optional field there or not. */
export function makeUpdateOf(kind: string, maker: Maker): Record<string, unknown> {
  const type = fieldsOf("Update")?.[`${kind}?`];
  if (type === undefined) throw new Error(`the Bot API has no update ${kind}`);
  return { [kind]: makeValue(type, maker, 0) };
}

function makeValue(type: string, maker: Maker, depth: number): unknown {
  const { random } = maker;
  if (random.chance(maker.garbage)) return makeGarbage(random);
  const [first = type, ...others] = membersOf(type);
  const member = random.pick([first, ...others]);
  const item = itemOf(member);
  if (item !== undefined)
    return Array.from({ length: depth < DEEPEST ? random.between(0, 3) : 0 }, () => makeValue(item, maker, depth + 1));
  const fields = fieldsOf(member);
  return fields === undefined ? makeScalar(member, random) : makeObject(member, fields, maker, depth);
}

function makeObject(type: string, fields: Record<string, string>, maker: Maker, depth: number): Record<string, unknown> {
  const { random, personId } = maker;
  const isThere = (field: string) => !field.endsWith("?") || (depth < DEEPEST && random.chance(0.5 / (depth + 1)));
  const made = Object.fromEntries(
    Object.entries(fields)
      .filter(([field]) => isThere(field))
      .map(([field, fieldType]) => [nameOf(field), makeValue(fieldType, maker, depth + 1)]),
  );
  if (random.chance(maker.garbage)) return made;
  if (type === "User") return { ...made, id: personId, is_bot: random.chance(0.05) };
  if (type === "Chat")
    return {
      ...made,
      ...(random.chance(0.7)
        ? { id: personId, type: "private" }
        : { id: -1_000_000 - personId, type: random.pick(["group", "supergroup", "channel"]) }),
    };
  return made;
}

function makeScalar(type: string, random: Random): unknown {
  switch (type) {
    case "Integer":
      return random.pick([0, 1, -1, 42, 2 ** 31, 2 ** 52, -(2 ** 40), Math.floor(Date.now() / 1000)]);
    case "Float":
      return random.next() * 1_000;
    case "Boolean":
      return random.chance(0.5);
    case "True":
      return true;
    case "String": {
      const [first = "", ...others] = naughtyStrings;
      return random.pick([first, ...others]);
    }
    default:
      return type.startsWith("'") ? type.slice(1, -1) : {};
  }
}

function makeGarbage(random: Random): unknown {
  return random.pick<unknown>([
    null,
    [],
    {},
    "",
    "0",
    -1,
    1e300,
    false,
    { length: -1 },
    { id: "7", is_bot: "no" },
    [[[[[[null]]]]]],
    JSON.parse('{"__proto__":{"isAdmin":true}}'),
  ]);
}

function nameOf(field: string): string {
  return field.replace(/\?$/, "");
}
