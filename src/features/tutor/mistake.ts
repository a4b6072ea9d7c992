import * as z from "zod";

/** What a mistake is about, in the words that teachers of languages use for CEFR levels; `other` is what fits none of them. */
export const MISTAKE_TYPES = [
  "article",
  "case",
  "verb form",
  "tense",
  "word order",
  "spelling",
  "vocabulary",
  "preposition",
  "agreement",
  "pronoun",
  "plural",
  "other",
] as const;
export type MistakeType = (typeof MISTAKE_TYPES)[number];

/** One correction: what the learner wrote, what is right, and why in one line. */
export const correction = z.object({
  wrong: z.string().min(1).max(300),
  right: z.string().min(1).max(300),
  type: z.enum(MISTAKE_TYPES),
  reason: z.string().max(400),
});
export type Correction = z.infer<typeof correction>;

/** A correction as it is kept: with the sentence that it stood in, and whether the learner has got it right since, or doubts it. */
export const mistake = correction.extend({
  sentence: z.string(),
  at: z.number(),
  isMended: z.boolean().default(false),
  isDisputed: z.boolean().optional(),
});
export type Mistake = z.infer<typeof mistake>;
