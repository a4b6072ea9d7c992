/**
 * What a value is made of, whatever it says: the way to each leaf and its type. JSON in a string is looked into, and a number in a
 * name, such as that of a job, stands for any.
 */
export function shapeOf(value: unknown, path = ""): string[] {
  const inner = typeof value === "string" ? parseObject(value) : value;
  if (Array.isArray(inner)) return [...new Set(inner.flatMap((item) => shapeOf(item, `${path}[]`)))].sort();
  if (typeof inner !== "object" || inner === null) return [`${path}: ${inner === null ? "null" : typeof inner}`];
  const isNamed = "key" in inner && "json" in inner;
  if (isNamed) return shapeOf(inner.json, `${path}.${anyNumber(String(inner.key))}`);
  return [...new Set(Object.entries(inner).flatMap(([key, item]) => shapeOf(item, `${path}.${anyNumber(key)}`)))].sort();
}

function anyNumber(name: string): string {
  return name.replaceAll(/-?\d+/g, "#");
}

function parseObject(text: string): unknown {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
