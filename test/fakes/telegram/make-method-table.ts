/**
 * Makes method-table.json from two machine-readable specifications of the Bot API:
 *
 *     node make-method-table.ts <api.json> <api-10.2.json>
 *
 * The second, newer file decides names and types; return types stand only in the first. Prose is left behind.
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { Fields, MethodTable, ObjectType } from "./method-table.ts";

type OlderSpec = { methods: Record<string, { returns: string[] }> };
type NewerSpec = { version: string; methods: Record<string, Definition>; types: Record<string, Definition> };
type Definition = { name: string; description: string; fields: Field[] };
type Field = { name: string; type: string; required: boolean; description: string };

const [olderPath, newerPath] = process.argv.slice(2);
if (!olderPath || !newerPath) throw new Error("Usage: node make-method-table.ts <api.json> <api-10.2.json>");

const older = JSON.parse(readFileSync(olderPath, "utf8")) as OlderSpec;
const newer = JSON.parse(readFileSync(newerPath, "utf8")) as NewerSpec;
const table: MethodTable = { version: newer.version, methods: {}, types: {} };

for (const method of Object.values(newer.methods)) {
  table.methods[method.name] = { params: fieldsOf(method), returns: returnsOf(method.name) };
}
for (const type of Object.values(newer.types)) table.types[type.name] = objectTypeOf(type);

writeFileSync(`${import.meta.dirname}/method-table.json`, render(table));

function fieldsOf(definition: Definition): Fields {
  return Object.fromEntries(definition.fields.map((field) => [field.required ? field.name : `${field.name}?`, typeOf(field)]));
}

/** `Array of A, B and C` takes any mixture, so the array stands outside: `(A|B|C)[]`. */
function typeOf(field: Field): string {
  const literals = field.type === "String" ? literalsIn(field) : [];
  if (literals.length > 0) return literals.map((literal) => `'${literal}'`).join("|");
  const depth = field.type.match(/Array of /g)?.length ?? 0;
  const names = field.type
    .replaceAll("Array of ", "")
    .split(/, | or | and /)
    .flatMap((name) => (depth > 0 && isTextToo(name) ? ["String", name] : [name]));
  const union = names.length > 1 && depth > 0 ? `(${names.join("|")})` : names.join("|");
  return union + "[]".repeat(depth);
}

/** In a reply keyboard a plain button may be just its text. */
function isTextToo(name: string): boolean {
  return newer.types[name]?.description.includes("String can be used instead of this object") ?? false;
}

/** Fixed values, as in "Type of the block, always 'table'" (which tells the members of a union apart) or "must be one of 'left', 'right'". */
function literalsIn({ description, required }: Field): string[] {
  const choice = description.match(/must be one of ('[^.]*)/i)?.[1];
  if (choice) return [...choice.matchAll(/'([\w/]+)'/g)].map((match) => match[1] ?? "");
  const single = required && description.match(/^[^.]*, (?:always|must be) '?([a-z][a-z0-9_]*)'?$/)?.[1];
  return single ? [single] : [];
}

function objectTypeOf(type: Definition): ObjectType {
  if (type.fields.length > 0) return { fields: fieldsOf(type) };
  const members = [...type.description.matchAll(/^ ?- (\w+)$/gm)].map((match) => match[1] ?? "");
  if (members.length === 0) return { fields: {} };
  const plain = type.description.includes("a String for plain text") ? ["String", `${type.name}[]`] : [];
  return { anyOf: [...plain, ...members] };
}

/** The five methods that only the newer file has edit or delete what another user sees, and confirm with True. */
function returnsOf(method: string): string {
  const returns = older.methods[method]?.returns ?? ["Boolean"];
  return returns.map((name) => (name.startsWith("Array of ") ? `${name.slice("Array of ".length)}[]` : name)).join("|");
}

/** A line for each method and type keeps the file small and its diffs readable. */
function render({ version, methods, types }: MethodTable): string {
  const lines = (record: object) => Object.entries(record).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  const section = (name: string, record: object) => `  "${name}": {\n${lines(record).join(",\n")}\n  }`;
  return `{\n  "version": ${JSON.stringify(version)},\n${section("methods", methods)},\n${section("types", types)}\n}\n`;
}
