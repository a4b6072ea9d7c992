import type * as z from "zod";
import type { World } from "./world.ts";

/** One thing that a page may ask for: the input is checked, the answer goes back as JSON. */
export type Action = (body: unknown, world: World) => unknown;

export function action<S extends z.ZodType>(schema: S, run: (input: z.infer<S>, world: World) => unknown): Action {
  return (body, world) => run(schema.parse(body), world);
}
