import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import type { InterfaceLanguage } from "../profile.ts";

/** A message by its key, in one language. Throws on an unknown key or a missing variable: both are bugs. */
export type Translate = (key: string, variables?: Record<string, FluentVariable>) => string;

/** The source texts of one feature, Fluent syntax, by language. */
export type Locales = Record<InterfaceLanguage, string>;

/** All words of the given features; a language is parsed when it is first asked for. */
export function createWords(sources: readonly Locales[]): (language: InterfaceLanguage) => Translate {
  const bundles = new Map<InterfaceLanguage, FluentBundle>();
  return (language) => {
    const bundle = bundles.get(language) ?? parseBundle(language, sources);
    bundles.set(language, bundle);
    return (key, variables) => format(bundle, key, variables);
  };
}

function parseBundle(language: InterfaceLanguage, sources: readonly Locales[]): FluentBundle {
  // Without isolating marks: Telegram would show them as boxes.
  const bundle = new FluentBundle(language, { useIsolating: false });
  for (const locales of sources) {
    const errors = bundle.addResource(new FluentResource(locales[language]));
    if (errors.length > 0) throw new Error(`${language}: ${errors.map(String).join("; ")}`);
  }
  return bundle;
}

function format(bundle: FluentBundle, key: string, variables?: Record<string, FluentVariable>): string {
  const pattern = bundle.getMessage(key)?.value;
  if (pattern === undefined || pattern === null) throw new Error(`no message ${key} in ${bundle.locales.join()}`);
  const errors: Error[] = [];
  const text = bundle.formatPattern(pattern, variables ?? null, errors);
  if (errors.length > 0) throw new Error(`message ${key}: ${errors.map(String).join("; ")}`);
  return text;
}
