/** The value of a JSON text; undefined when it is none. What it holds is unknown until a schema has checked it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
