import { type Fields, membersOf } from "./method-table.ts";
import { readUpload } from "./upload.ts";

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
    if (contentType.includes("form")) return { ...query, ...(await withFiles(await readForm(request, contentType))) };
    return query;
  } catch {
    return undefined;
  }
}

/** grammY leaves the names of files unquoted, which Telegram reads and the parser of workerd does not. */
async function readForm(request: Request, contentType: string): Promise<Payload> {
  if (!contentType.includes("multipart")) return Object.fromEntries(await request.formData());
  const bytes = new Uint8Array(await request.arrayBuffer());
  const latin = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const quoted = latin.replace(/;filename=([^"\r\n]+)\r\n/g, ';filename="$1"\r\n');
  const body = Uint8Array.from(quoted, (letter) => letter.charCodeAt(0));
  return Object.fromEntries(await new Response(body, { headers: { "content-type": contentType } }).formData());
}

async function withFiles(form: Payload): Promise<Payload> {
  const read = Object.entries(form).map(async ([name, value]) => [name, value instanceof Blob ? await readUpload(value) : value]);
  return Object.fromEntries(await Promise.all(read));
}

/** Turns the text of a form into the types that the method's parameters ask for; what does not parse stays as it is, for the judge to refuse. */
export function decodePayload(payload: Payload, params: Fields): Payload {
  const typeOf = (name: string) => params[name] ?? params[`${name}?`];
  return attached(Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, decode(value, typeOf(name))])));
}

/** `attach://<name>`, to any depth, stands for the file of that name, which then is no parameter of its own. */
function attached(payload: Payload): Payload {
  const used = new Set<string>();
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value === "object" && value !== null && !(value instanceof Blob)) return mapValues(value, replace);
    const name = typeof value === "string" && value.startsWith("attach://") ? value.slice("attach://".length) : undefined;
    if (name === undefined || !(payload[name] instanceof Blob)) return value;
    used.add(name);
    return payload[name];
  };
  const replaced = mapValues(payload, replace);
  return Object.fromEntries(Object.entries(replaced).filter(([name]) => !used.has(name)));
}

const mapValues = (value: object, change: (value: unknown) => unknown): Payload =>
  Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));

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
