/** On the first line of a prompt's file, for us alone: its name and version. */
const NAME = /^<!-- (.+) -->\s*/;

/** Which prompt it is, and its version, as `<name> <number>`; kept with what a model has answered to it. */
export function nameOfPrompt(template: string): string {
  const name = NAME.exec(template)?.[1];
  if (name === undefined) throw new Error("the prompt does not say which version it is");
  return name;
}

/** Fills `{{name}}` in a prompt. Throws on a name without a value and on a value without a place: both are mistakes of ours. */
export function fillPrompt(template: string, values: Record<string, string>): string {
  const unused = new Set(Object.keys(values));
  const filled = template.replace(NAME, "").replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the prompt asks for ${name}`);
    unused.delete(name);
    return value;
  });
  if (unused.size > 0) throw new Error(`the prompt has no place for ${[...unused].join(", ")}`);
  return filled;
}
