import * as z from "zod";
import type { ClockMove, PostKind, Switches } from "./wire.ts";

// What comes from a page as well as from a file.

const DAYS_OF_A_YEAR = 366;

/** Forward only, and not further than a year at once. */
export const clockMove: z.ZodType<ClockMove> = z.union([
  z.strictObject({
    hours: z
      .number()
      .min(0)
      .max(24 * DAYS_OF_A_YEAR),
  }),
  z.strictObject({
    minutes: z
      .number()
      .min(0)
      .max(60 * 24 * DAYS_OF_A_YEAR),
  }),
  z.strictObject({ to: z.literal("next-morning") }),
]);

export const someSwitches: z.ZodType<Partial<Switches>> = z.strictObject({
  telegram: z.enum(["well", "429", "5xx", "slow"]).exactOptional(),
  model: z.enum(["well", "dead", "slow", "garbage"]).exactOptional(),
  database: z.enum(["well", "down", "slow"]).exactOptional(),
});

export const postKind: z.ZodType<PostKind> = z.enum(["sticker", "contact", "location"]);

/** A text as Telegram takes it. */
export const messageText = z.string().min(1).max(4096);

export const newcomer = z.strictObject({
  name: z.string().trim().min(1).max(64),
  languageCode: z.string().min(2).max(10),
});
