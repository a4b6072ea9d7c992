/** Pieces with which the rules of both languages are written. */

/** Matches whole words everywhere in a text; `\b` would take an umlaut for the end of a word. */
export const words = (pattern: string, flags = "gu"): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, flags);

export const anyOf = (list: readonly string[]): string => [...list].sort((a, b) => b.length - a.length).join("|");

export const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A table written as `go:goes do:does`. */
export const pairs = (text: string): Record<string, string> => Object.fromEntries(text.split(" ").map((pair) => pair.split(":")));

/** Gives the word the capital letter that the other one has. */
export const likeIn = (model: string, word: string): string => (/^\p{Lu}/u.test(model) ? capitalized(word) : word);
