import { expect, test } from "vitest";
import { itemOf, membersOf, methodNamed, methodTable } from "./method-table.ts";

const primitives = ["String", "Integer", "Float", "Boolean", "True"];

test("every type that the table names is in the table", () => {
  const fields = [
    ...Object.values(methodTable.methods).flatMap(({ params, returns }) => [...Object.values(params), returns]),
    ...Object.values(methodTable.types).flatMap((type) => ("anyOf" in type ? type.anyOf : Object.values(type.fields))),
  ];
  const unknown = fields.flatMap(namesIn).filter((name) => !primitives.includes(name) && !name.startsWith("'") && !methodTable.types[name]);
  expect(unknown).toEqual([]);
});

test("a method is found in any case, as Telegram finds it", () => {
  expect(methodNamed("SENDmessage")).toBe("sendMessage");
  expect(methodNamed("sendMesage")).toBeUndefined();
});

test("what Bot API 10.3 has replaced is gone", () => {
  const withLooseParameters = Object.entries(methodTable.methods).filter(([, { params }]) => "callback_query_id?" in params);
  expect(withLooseParameters).toEqual([]);
  expect(methodTable.methods["sendPhoto"]?.params).toHaveProperty("ephemeral_message_parameters?");
  expect(methodTable.methods["editEphemeralMessageText"]?.params).not.toHaveProperty("text");
});

/** The names in a type, lists opened; a type that holds lists of itself is opened once. */
function namesIn(type: string): string[] {
  return membersOf(type).flatMap((member) => {
    let inner = member;
    for (let item = itemOf(inner); item !== undefined; item = itemOf(inner)) inner = item;
    return inner.split("|");
  });
}
