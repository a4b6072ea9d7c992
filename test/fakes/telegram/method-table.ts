import generated from "./method-table.json" with { type: "json" };
import { newer } from "./newer.ts";

/**
 * The Bot API as data. A name that ends in `?` is optional. A type is a primitive (`String`, `Integer`, `Float`, `Boolean`, `True`),
 * a name under `types`, a literal in single quotes, a union `A|B` or a list `A[]`.
 */
export type MethodTable = { version: string; methods: Record<string, Method>; types: Record<string, ObjectType> };
export type Method = { params: Fields; returns: string };
export type Fields = Record<string, string>;
export type ObjectType = { fields: Fields } | { anyOf: string[] };

export const methodTable: MethodTable = newer(generated);

const namesInLowerCase = new Map(Object.keys(methodTable.methods).map((name) => [name.toLowerCase(), name]));

/** The method's name as the table spells it: Telegram takes methods in any case. */
export const methodNamed = (name: string): string | undefined => namesInLowerCase.get(name.toLowerCase());

/** Everything that a type may be, unions opened: primitives, literals, lists and names of objects. */
export function membersOf(type: string): string[] {
  const options = type.startsWith("(") ? [type] : type.split("|");
  return options.flatMap((option) => {
    const named = methodTable.types[option];
    return named && "anyOf" in named
      ? named.anyOf.flatMap((member) => (member === `${option}[]` ? [member] : membersOf(member)))
      : [option];
  });
}

/** The type of a list's items, or undefined for what is no list. */
export const itemOf = (type: string): string | undefined =>
  type.endsWith("[]") ? type.slice(0, -2).replace(/^\((.*)\)$/, "$1") : undefined;

/** An object type's fields, or undefined for what is no object. */
export function fieldsOf(type: string): Fields | undefined {
  const named = methodTable.types[type];
  return named && "fields" in named ? named.fields : undefined;
}
