import type { Mistake } from "#features/tutor/mistake.ts";
import type { Mode } from "#features/tutor/modes.ts";
import type { Practice } from "#features/tutor/store.ts";
import { addDays, beginningOfStudyDay, studyDay } from "#platform/study-day.ts";

type Example = Pick<Mistake, "type" | "wrong" | "right" | "reason">;
/** A stretch of practice in the evening of a day; each mistake by its name below, those with a tick were mended. */
type Evening = [daysAgo: number, mode: Mode, minutes: number, ...mistakes: string[]];

const EVENING_MS = 14 * 60 * 60_000;
const MINUTE_MS = 60_000;

const EXAMPLES: Record<string, Example> = {
  verbSecond: { type: "word order", wrong: "Gestern ich habe", right: "Gestern habe ich", reason: "the verb stands in second place" },
  verbLast: { type: "word order", wrong: "weil ich bin müde", right: "weil ich müde bin", reason: "after “weil” the verb goes to the end" },
  notHere: { type: "word order", wrong: "ich nicht gehe", right: "ich gehe nicht", reason: "“nicht” follows the verb" },
  cat: { type: "article", wrong: "ein Katze", right: "eine Katze", reason: "Katze is feminine" },
  weather: { type: "article", wrong: "die Wetter", right: "das Wetter", reason: "Wetter is neuter" },
  withDog: { type: "case", wrong: "mit der Hund", right: "mit dem Hund", reason: "“mit” takes the dative" },
  forFriend: { type: "case", wrong: "für mein Freund", right: "für meinen Freund", reason: "“für” takes the accusative" },
  went: { type: "verb form", wrong: "habe gegangen", right: "bin gegangen", reason: "verbs of movement take “sein”" },
  street: { type: "spelling", wrong: "die Strasse", right: "die Straße", reason: "ß after a long vowel" },
  make: { type: "vocabulary", wrong: "ein Foto nehmen", right: "ein Foto machen", reason: "in German a photo is made" },
  children: { type: "plural", wrong: "zwei Kinds", right: "zwei Kinder", reason: "the plural of Kind is Kinder" },
};

/** Eight weeks of somebody who likes to talk, is off on a day and leaves out what she finds hard. */
const EVENINGS: Evening[] = [
  [1, "conversation", 18, "verbSecond ✓", "cat", "withDog"],
  [2, "grammar", 12, "verbLast ✓", "verbSecond ✓"],
  [3, "vocabulary", 8, "make"],
  [5, "conversation", 22, "verbLast ✓", "weather", "went ✓"],
  [6, "reading", 10, "forFriend"],
  [8, "conversation", 25, "verbSecond", "verbLast", "notHere ✓", "cat", "weather", "withDog"],
  [9, "grammar", 15, "went", "cat"],
  [10, "writing", 14, "street", "forFriend", "went ✓"],
  [12, "conversation", 16, "verbSecond", "cat"],
  [15, "reading", 9],
  [17, "conversation", 20, "verbLast ✓", "weather", "withDog"],
  [20, "vocabulary", 11, "make"],
  [23, "conversation", 14, "verbSecond"],
  [33, "conversation", 17, "children", "children", "verbSecond"],
  [36, "grammar", 12, "children ✓"],
  [41, "conversation", 12, "children", "cat"],
];

/** What a student of the simulator has practised before anybody looks. */
export function pastPractice(personId: number, timezone: string, now: Date): Practice[] {
  const today = studyDay(timezone, now);
  return EVENINGS.map(([daysAgo, mode, minutes, ...mistakes]) => {
    const startedAt = beginningOfStudyDay(timezone, addDays(today, -daysAgo)).getTime() + EVENING_MS;
    const activeMs = minutes * MINUTE_MS;
    const made = mistakes.map((name, at) => exampleOf(name, startedAt + at * MINUTE_MS));
    return {
      personId,
      mode,
      level: "A2",
      timezone,
      study: { startedAt, lastAt: startedAt + activeMs, activeMs, turns: 6, mistakes: made },
    };
  });
}

function exampleOf(marked: string, at: number): Mistake {
  const [name = ""] = marked.split(" ");
  const example = EXAMPLES[name];
  if (example === undefined) throw new Error(`nothing is known of a mistake ${name}`);
  return { ...example, sentence: `${example.wrong}.`, at, isMended: marked !== name };
}
