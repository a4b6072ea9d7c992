import * as z from "zod";

const MAX_BYTES = 64;
type Args = Record<string, z.ZodType<string | number, string>>;

/** A kind of inline button: `feature:action` and its typed arguments, written into at most 64 bytes of callback data. */
export type ButtonKind<Shape extends Args = Args> = {
  name: string;
  data: (args: z.output<z.ZodObject<Shape>>) => string;
  /** Undefined for anything that this kind of button could not have written. */
  parse: (data: string) => z.output<z.ZodObject<Shape>> | undefined;
};

/** Declares a button; the arguments travel in the order of `shape`. `data` throws when they do not fit. */
export function defineButton<Shape extends Args>(name: `${string}:${string}`, shape: Shape): ButtonKind<Shape> {
  const schema = z.object(shape);
  const fields = Object.keys(shape);
  return {
    name,
    data: (args) => {
      const values = new Map(Object.entries(args));
      return checkData([name, ...fields.map((field) => String(values.get(field)))], fields.length);
    },
    parse: (data) => {
      const parts = splitData(data);
      if (parts.name !== name || parts.args.length !== fields.length) return undefined;
      return schema.safeParse(Object.fromEntries(fields.map((field, at) => [field, parts.args[at]]))).data;
    },
  };
}

/** A whole number as a button argument. */
export const integerArg = z
  .string()
  .regex(/^-?\d{1,15}$/)
  .transform(Number);

/** The kind's name and the raw arguments of any callback data. */
export function splitData(data: string): { name: string; args: string[] } {
  const [feature = "", action = "", ...args] = data.split(":");
  return { name: `${feature}:${action}`, args };
}

function checkData(parts: string[], argCount: number): string {
  const data = parts.join(":");
  const bytes = new TextEncoder().encode(data).length;
  if (bytes > MAX_BYTES) throw new Error(`button ${parts[0]} needs ${bytes} bytes, Telegram takes ${MAX_BYTES}`);
  if (splitData(data).args.length !== argCount) throw new Error(`button ${parts[0]} has a colon in an argument`);
  return data;
}
