import { type Fields, fieldsOf, itemOf, membersOf } from "./method-table.ts";

/**
 * What is wrong with a value by its type in the table, to any depth; undefined when nothing is. Telegram ignores fields that it does not know
 * and takes the first that fit; here they are refused, because in our code such a field is a mistake.
 */
export function mismatch(value: unknown, type: string, path: string): string | undefined {
  const members = membersOf(type);
  if (Array.isArray(value)) return listMismatch(value, members, path);
  if (value instanceof Blob) return members.includes("InputFile") ? undefined : wrong(path, type);
  if (typeof value === "object" && value !== null) return objectMismatch(value as Record<string, unknown>, members, path);
  return members.some((member) => isPrimitive(value, member)) ? undefined : wrong(path, type);
}

/** The same for the fields of one object or the parameters of one call. `what` names a field in the refusal. */
export function fieldsMismatch(value: Record<string, unknown>, fields: Fields, path: string): string | undefined {
  for (const [name, type] of Object.entries(fields)) {
    const key = name.replace("?", "");
    if (value[key] === undefined) {
      if (key === name) return `can't find field "${path}${key}"`;
      continue;
    }
    const reason = mismatch(value[key], type, `${path}${key}`);
    if (reason) return reason;
  }
  const unknown = Object.keys(value).find((key) => value[key] !== undefined && !(key in fields) && !(`${key}?` in fields));
  return unknown === undefined ? undefined : `unknown field "${path}${unknown}"`;
}

function listMismatch(values: unknown[], members: string[], path: string): string | undefined {
  const item = members.map(itemOf).find((type) => type !== undefined);
  if (!item) return wrong(path, members.join("|"));
  for (const [index, value] of values.entries()) {
    const reason = mismatch(value, item, `${path}[${index}]`);
    if (reason) return reason;
  }
  return undefined;
}

function objectMismatch(value: Record<string, unknown>, members: string[], path: string): string | undefined {
  const candidates = members.map(fieldsOf).filter((fields) => fields !== undefined);
  const fitting = candidates.filter((fields) => literalsFit(value, fields));
  const likely = fitting.find((fields) => requiredIn(fields).every((key) => value[key] !== undefined)) ?? fitting[0];
  return likely ? fieldsMismatch(value, likely, `${path}.`) : wrong(path, members.join("|"));
}

/** A fixed value, such as the `type` of a block, tells the members of a union apart. */
function literalsFit(value: Record<string, unknown>, fields: Fields): boolean {
  const fixed = Object.entries(fields).filter(([name, type]) => /^'[^|]*'$/.test(type) && !name.endsWith("?"));
  return fixed.every(([name, type]) => type === `'${String(value[name])}'`);
}

const requiredIn = (fields: Fields): string[] => Object.keys(fields).filter((name) => !name.endsWith("?"));

function isPrimitive(value: unknown, type: string): boolean {
  switch (type) {
    case "String":
      return typeof value === "string";
    case "Integer":
      return Number.isSafeInteger(value);
    case "Float":
      return typeof value === "number" && Number.isFinite(value);
    case "Boolean":
    case "True":
      return typeof value === "boolean";
    default:
      return typeof value === "string" && type === `'${value}'`;
  }
}

const wrong = (path: string, type: string): string => `field "${path}" must be of type ${type.replaceAll("|", " or ")}`;
