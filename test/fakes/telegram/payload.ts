import { type Fields, membersOf } from "./method-table.ts";

export type Payload = Record<string, unknown>;

/**
 * The parameters of a call, however they travel: query string, JSON, urlencoded or multipart form. In a form everything but files is text, and
 * objects are JSON inside it; Telegram reads them alike. Undefined when the body is not what its content type says.
 */
export async function readPayload(request: Request): Promise<Payload | undefined> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const contentType = request.headers.get("content-type") ?? "";
  try {
    if (contentType.includes("json")) return { ...query, ...parseObject(await request.text()) };
    if (contentType.includes("form")) return { ...query, ...Object.fromEntries(await request.formData()) };
    return query;
  } catch {
    return undefined;
  }
}

/** Turns the text of a form into the types that the method's parameters ask for; what does not parse stays as it is, for the judge to refuse. */
export function decodePayload(payload: Payload, params: Fields): Payload {
  const typeOf = (name: string) => params[name] ?? params[`${name}?`];
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, decode(value, typeOf(name))]));
}

function decode(value: unknown, type: string | undefined): unknown {
  if (typeof value !== "string" || !type) return value;
  const members = membersOf(type);
  if (members.includes("Integer") && /^-?\d+$/.test(value)) return Number(value);
  if (members.some((member) => member === "String" || member.startsWith("'"))) return value;
  if (members.includes("Boolean") || members.includes("True"))
    return /^(true|1)$/i.test(value) ? true : /^(false|0)$/i.test(value) ? false : value;
  return parsed(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function parseObject(text: string): Payload {
  const value: unknown = JSON.parse(text === "" ? "{}" : text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new SyntaxError("The body is no JSON object");
  return { ...value };
}
