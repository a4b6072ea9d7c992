// The AI SDK's adapters import the whole of zod under this name, which costs 66 KiB; these are the members they use.
export * from "zod";
import { any, array, boolean, enum as zodEnum, literal, looseObject, number, object, record, string, union, unknown } from "zod";

export const z = { any, array, boolean, enum: zodEnum, literal, looseObject, number, object, record, string, union, unknown };
