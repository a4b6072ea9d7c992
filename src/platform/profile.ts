import * as z from "zod";
import type { StateCell } from "./turn.ts";

export const INTERFACE_LANGUAGES = ["en", "de", "ru"] as const;
export type InterfaceLanguage = (typeof INTERFACE_LANGUAGES)[number];

/** CEFR levels, Common European Framework of Reference for Languages, Council of Europe 2001. */
export const LEVELS = ["A1", "A2", "B1", "B2", "C1", "C2"] as const;
export type Level = (typeof LEVELS)[number];

/** What the person's object keeps of a registered person, so that no screen needs the database. */
export const profileSchema = z.object({
  personId: z.int(),
  interfaceLanguage: z.enum(INTERFACE_LANGUAGES),
  level: z.enum(LEVELS),
  explanationLanguage: z.enum(INTERFACE_LANGUAGES),
  timezone: z.string(),
  isReachable: z.boolean(),
  registeredAt: z.coerce.date(),
  version: z.int(),
  /** Telegram's @name without the @. */
  username: z.string().nullable().default(null),
});
export type Profile = z.infer<typeof profileSchema>;

/** The language of somebody who has not registered and is written to later, when Telegram tells none. */
export const languageCell: StateCell<InterfaceLanguage> = { feature: "session", key: "language", schema: z.enum(INTERFACE_LANGUAGES) };

/** The interface language for somebody of whom only Telegram's language code is known. */
export function guessLanguage(telegramCode: string | undefined): InterfaceLanguage {
  const code = telegramCode?.slice(0, 2);
  return INTERFACE_LANGUAGES.find((language) => language === code) ?? "en";
}
