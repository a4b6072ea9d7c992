import type { Reasons, Rule } from "./model-rules.ts";
import { anyOf, likeIn, pairs, words } from "./model-words.ts";

const thirdPerson = pairs(
  "go:goes do:does have:has like:likes want:wants work:works live:lives need:needs play:plays study:studies " +
    "think:thinks know:knows say:says make:makes come:comes love:loves don't:doesn't",
);
const past = pairs(
  "go:went am:was is:was are:were have:had do:did see:saw eat:ate come:came buy:bought make:made meet:met " +
    "work:worked play:played visit:visited watch:watched learn:learned",
);
const helpers = /(?<!\p{L})(do|does|did|can|could|will|would|should|must|may|might|let|to|help|make|see|saw)(?!\p{L})/iu;

/** A rule that puts one fixed phrase in the place of another. */
function phrase(find: string, right: string, reasons: Reasons): Rule {
  return { find: words(find, "giu"), put: ({ words: [found = ""] }) => likeIn(found, right), why: () => reasons };
}

export const englishRules: Rule[] = [
  {
    find: words("i(?='|\\s)"),
    put: () => "I",
    why: () => ({
      English: `"I" is always a capital letter`,
      German: "„I“ schreibt man immer groß",
      Russian: "«I» всегда с большой буквы",
    }),
  },
  phrase("I am agree", "I agree", {
    English: `"agree" is a verb and needs no "am"`,
    German: "„agree“ ist ein Verb und braucht kein „am“",
    Russian: "«agree» — глагол, «am» не нужно",
  }),
  {
    find: words(`(yesterday|last (?:week|year|night|month)),? (I|you|he|she|we|they) (${anyOf(Object.keys(past))})`, "giu"),
    put: ({ words: [, when = "", who = "", verb = ""] }) => `${when} ${who} ${past[verb.toLowerCase()]}`,
    why: ({ words: [, when = ""] }) => ({
      English: `"${when.toLowerCase()}" asks for the past tense`,
      German: `„${when.toLowerCase()}“ verlangt die Vergangenheit`,
      Russian: `с «${when.toLowerCase()}» нужно прошедшее время`,
    }),
  },
  {
    find: words(`([Hh]e|[Ss]he|[Ii]t) (${anyOf(Object.keys(thirdPerson))})`),
    put: ({ words: [, who = "", verb = ""], before }) => (helpers.test(before) ? undefined : `${who} ${thirdPerson[verb]}`),
    why: ({ words: [, who = ""] }) => ({
      English: `the verb takes -s after "${who.toLowerCase()}"`,
      German: `nach „${who.toLowerCase()}“ bekommt das Verb ein -s`,
      Russian: `после «${who.toLowerCase()}» глагол получает -s`,
    }),
  },
  {
    find: words("since ((?:\\d+|two|three|four|five|six|ten|many|a few) (?:years|months|weeks|days|hours))", "giu"),
    put: ({ words: [, time = ""] }) => `for ${time}`,
    why: () => ({
      English: `"for" with a length of time, "since" with its beginning`,
      German: "„for“ bei einer Dauer, „since“ bei ihrem Anfang",
      Russian: "«for» — длительность, «since» — начало",
    }),
  },
  {
    find: words("([Aa]) (?!(?:university|European|one|useful|user|unit|union)\\b)([aeiou]\\p{L}*)"),
    put: ({ words: [, article = "", noun = ""] }) => `${article}n ${noun}`,
    why: () => ({ English: `"an" before a vowel sound`, German: "„an“ vor einem Vokal", Russian: "«an» перед гласным звуком" }),
  },
  {
    find: words("([Aa])n (?!(?:hour|honest|honou?r)\\b)([bcdfghjklmnpqrstvwxz]\\p{L}*)"),
    put: ({ words: [, article = "", noun = ""] }) => `${article} ${noun}`,
    why: () => ({ English: `"a" before a consonant`, German: "„a“ vor einem Konsonanten", Russian: "«a» перед согласным" }),
  },
  {
    find: words("I have (\\d+) years(?: old)?"),
    put: ({ words: [, years = ""] }) => `I am ${years} years old`,
    why: () => ({ English: `age is said with "be"`, German: "das Alter sagt man mit „be“", Russian: "возраст — с глаголом «be»" }),
  },
  phrase("informations", "information", {
    English: `"information" has no plural`,
    German: "„information“ hat keinen Plural",
    Russian: "у «information» нет множественного числа",
  }),
  phrase("more better", "better", {
    English: `"better" is already the comparative`,
    German: "„better“ ist schon der Komparativ",
    Russian: "«better» — уже сравнительная степень",
  }),
  phrase("people is", "people are", {
    English: `"people" is plural`,
    German: "„people“ ist Plural",
    Russian: "«people» — множественное число",
  }),
];
