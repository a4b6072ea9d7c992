import { englishRules } from "./model-rules-english.ts";
import { germanRules } from "./model-rules-german.ts";

export type TargetLanguage = "German" | "English";
export type ReasonLanguage = "English" | "German" | "Russian";
export type Reasons = Record<ReasonLanguage, string>;

/** A place in the text that a rule looks at: the match and its groups, and what stands beside it in the same clause. */
export type Place = { words: string[]; before: string; after: string };

/** One mistake that learners make. `put` gives the right form, or undefined where the text is right after all. */
export type Rule = {
  /** What the mistake is about, in the words that the tutor's prompt names; left out it is `other`. */
  type?: string;
  find: RegExp;
  put: (place: Place) => string | undefined;
  why: (place: Place) => Reasons;
};

export type Correction = { wrong: string; right: string; type: string; reasons: Reasons };

/** The rules run in their order, each on what the one before has left. The same text always gives the same corrections. */
export function correct(text: string, target: TargetLanguage): { corrected: string; corrections: Correction[] } {
  const corrections: Correction[] = [];
  let corrected = text;
  for (const rule of target === "German" ? germanRules : englishRules) corrected = apply(rule, corrected, corrections);
  return { corrected, corrections };
}

function apply(rule: Rule, text: string, corrections: Correction[]): string {
  let result = "";
  let done = 0;
  for (const match of text.matchAll(rule.find)) {
    const place = placeOf(text, match);
    const right = rule.put(place);
    if (right === undefined || right === match[0]) continue;
    corrections.push({ wrong: match[0], right, type: rule.type ?? "other", reasons: rule.why(place) });
    result += text.slice(done, match.index) + right;
    done = match.index + match[0].length;
  }
  return result + text.slice(done);
}

function placeOf(text: string, match: RegExpExecArray): Place {
  const before =
    text
      .slice(0, match.index)
      .split(/[.!?,;:\n]/)
      .at(-1) ?? "";
  const after = text.slice(match.index + match[0].length).split(/[.!?,;:\n]/)[0] ?? "";
  return { words: [...match].map((word) => word ?? ""), before, after };
}
