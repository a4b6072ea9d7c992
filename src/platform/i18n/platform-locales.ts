import de from "#locales/de/platform.ftl";
import en from "#locales/en/platform.ftl";
import ru from "#locales/ru/platform.ftl";
import type { Locales } from "./words.ts";

export const platformLocales: Locales = { en, de, ru };
