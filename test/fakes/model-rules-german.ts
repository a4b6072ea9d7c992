import type { Rule } from "./model-rules.ts";
import { anyOf, capitalized, likeIn, pairs, words } from "./model-words.ts";
import {
  articles,
  auxiliaries,
  type Case,
  finiteForms,
  type Gender,
  genders,
  modalForms,
  openings,
  participles,
  pastForms,
  prepositions,
  samePlural,
  umlautWords,
  type Verb,
  verbs,
} from "./model-words-german.ts";

const pronouns = "[Ii]ch|[Dd]u|[Ee]r|[Ss]ie|[Ee]s|[Ww]ir|[Ii]hr|[Mm]an";
const nounPhrase = "(?:der|die|das|ein|eine|(?:mein|dein|sein|ihr|unser)e?)\\s+\\p{Lu}\\p{L}+";
const clause = "[^.!?,;:\\n]";
const haveForms = anyOf([...auxiliaries.keys()]);
const beForms = anyOf([...auxiliaries.values()]);

const withoutUmlauts = new Map(umlautWords.map((word) => [transcribed(word), word]));

const umlauts: Rule = {
  type: "spelling",
  find: words(anyOf([...withoutUmlauts.keys()]), "giu"),
  put: ({ words: [word = ""] }) => {
    const right = [word, word.toLowerCase(), capitalized(word)].map((key) => withoutUmlauts.get(key)).find((found) => found !== undefined);
    return right && likeIn(word, right);
  },
  why: () => ({
    English: "German writes an umlaut here",
    German: "hier steht ein Umlaut",
    Russian: "здесь пишется умлаут",
  }),
};

const capitals: Rule = {
  type: "spelling",
  find: words(anyOf([...genders.keys()].map((noun) => noun.toLowerCase()))),
  put: ({ words: [noun = ""] }) => capitalized(noun),
  why: () => ({
    English: "German nouns begin with a capital letter",
    German: "Nomen schreibt man groß",
    Russian: "существительные пишутся с большой буквы",
  }),
};

const conjugation: Rule = {
  type: "verb form",
  find: words(`(${pronouns})\\s+(${anyOf([...finiteForms, "sein"])})`),
  put: ({ words: [, pronoun = "", form = ""], before, after }) => {
    if (isInverted(before) || (isInfinitive(form) && hasModal(before + after))) return undefined;
    if (form === "sein" && /^\s+\p{Lu}/u.test(after)) return undefined;
    const candidates = verbs.filter((verb) => Object.values(verb).includes(form));
    const fitting = candidates.flatMap((verb) => formsFor(pronoun, verb));
    return fitting.includes(form) ? undefined : `${pronoun} ${fitting[0]}`;
  },
  why: ({ words: [, pronoun = ""] }) => ({
    English: `the verb has to agree with "${pronoun.toLowerCase()}"`,
    German: `das Verb muss zu „${pronoun.toLowerCase()}“ passen`,
    Russian: `глагол согласуется с «${pronoun.toLowerCase()}»`,
  }),
};

const article: Rule = {
  type: "article",
  find: words(`([Dd]er|[Dd]ie|[Dd]as|[Dd]en|[Dd]em|[Ee]in|[Ee]ine|[Ee]inen|[Ee]inem|[Ee]iner)\\s+(${anyOf([...genders.keys()])})`),
  put: ({ words: [, used = "", noun = ""], before, after }) => {
    // "Frau Müller" has no article of its own, and a relative "der" may stand before it.
    if (/^\s+\p{Lu}/u.test(after)) return undefined;
    const cases = casesAfter(before, after);
    const kind = used.toLowerCase().startsWith("d") ? "definite" : "indefinite";
    const fitting = cases.map((name) => articles[genderOf(noun)][kind][name]);
    const mayBePlural = kind === "definite" && samePlural.has(noun) && ["die", "den", "der"].includes(used.toLowerCase());
    return mayBePlural || fitting.includes(used.toLowerCase()) ? undefined : `${likeIn(used, fitting[0] ?? used)} ${noun}`;
  },
  why: ({ words: [, , noun = ""] }) => {
    const name = articles[genderOf(noun)].definite.nominative;
    return {
      English: `"${noun}" is ${genderOf(noun)}: ${name} ${noun}`,
      German: `„${noun}“ ist ${germanGender[genderOf(noun)]}: ${name} ${noun}`,
      Russian: `«${noun}» — ${russianGender[genderOf(noun)]} род: ${name} ${noun}`,
    };
  },
};

const perfectWithSein: Rule = {
  type: "tense",
  find: words(`((?:${pronouns})\\s+)?(${haveForms})(${clause}*?\\s)(${anyOf(participles.sein)})`),
  put: ({ words: [, subject = "", form = "", between = "", participle = ""] }) => {
    // Who drives a thing has it as an object, and then "haben" is right.
    if (/(das|ein|den|einen|mein\p{L}*) (Auto|Fahrrad|Bus|Zug|Wagen)/u.test(between)) return undefined;
    return `${subject}${auxiliaries.get(form)}${between}${participle}`;
  },
  why: ({ words: [, , , , participle = ""] }) => ({
    English: `"${participle}" takes "sein": movement or change`,
    German: `„${participle}“ bildet das Perfekt mit „sein“: Bewegung oder Veränderung`,
    Russian: `«${participle}» образует перфект с «sein»: движение или изменение`,
  }),
};

const perfectWithHaben: Rule = {
  type: "tense",
  find: words(`([Ii]ch|[Dd]u|[Ww]ir|[Ii]hr)\\s+(${beForms})(${clause}*?\\s)(${anyOf(participles.haben)})`),
  put: ({ words: [, subject = "", form = "", between = "", participle = ""] }) => {
    const have = [...auxiliaries].find(([, be]) => be === form)?.[0];
    return `${subject} ${have}${between}${participle}`;
  },
  why: ({ words: [, , , , participle = ""] }) => ({
    English: `"${participle}" takes "haben"`,
    German: `„${participle}“ bildet das Perfekt mit „haben“`,
    Russian: `«${participle}» образует перфект с «haben»`,
  }),
};

const participleLast: Rule = {
  type: "word order",
  find: words(
    `(${beForms}|${haveForms})\\s+(${anyOf([...participles.sein, ...participles.haben])})\\s+` +
      `((?!und |oder |aber |als |wie |zu )${clause}+?)(?=\\s+und\\s|\\s*[.!?,;:\\n]|\\s*$)`,
  ),
  put: ({ words: [, form = "", participle = "", rest = ""] }) => `${form} ${rest} ${participle}`,
  why: () => ({
    English: "the participle goes to the end",
    German: "das Partizip steht am Ende",
    Russian: "причастие стоит в конце",
  }),
};

const verbSecond: Rule = {
  type: "word order",
  find: new RegExp(
    `(?<=^|[.!?\\n]\\s*)(${anyOf(openings)}),?\\s+(${pronouns})\\s+(${anyOf([...finiteForms, ...pastForms])})(?!\\p{L})`,
    "giu",
  ),
  put: ({ words: [, opening = "", pronoun = "", form = ""] }) => `${opening} ${form} ${pronoun}`,
  why: ({ words: [, opening = ""] }) => ({
    English: `after "${opening}" the verb comes second`,
    German: `nach „${opening}“ steht das Verb an zweiter Stelle`,
    Russian: `после «${opening}» глагол стоит на втором месте`,
  }),
};

const verbLast: Rule = {
  type: "word order",
  find: words(
    `([Ww]eil|[Dd]ass|[Ww]enn|[Oo]b|[Oo]bwohl)\\s+(${pronouns}|${nounPhrase})\\s+(${anyOf(finiteForms)})\\s+(${clause}+?)(?=\\s*[.!?,;:\\n]|\\s*$)`,
  ),
  put: ({ words: [, conjunction = "", pronoun = "", form = "", rest = ""] }) => {
    const last = rest.split(" ").at(-1) ?? "";
    return [...modalForms, ...finiteForms].includes(last) ? undefined : `${conjunction} ${pronoun} ${rest} ${form}`;
  },
  why: ({ words: [, conjunction = ""] }) => ({
    English: `after "${conjunction.toLowerCase()}" the verb goes to the end`,
    German: `nach „${conjunction.toLowerCase()}“ steht das Verb am Ende`,
    Russian: `после «${conjunction.toLowerCase()}» глагол стоит в конце`,
  }),
};

const wennForOnce: Rule = {
  type: "vocabulary",
  find: words(`([Ww])enn(?=\\s+${clause}*\\s(?:${anyOf(pastForms)})\\s*(?:[.!?,;:\\n]|$))`),
  put: ({ words: [, letter = ""], before, after }) =>
    /immer|jedes Mal/i.test(before + after) ? undefined : letter === "W" ? "Als" : "als",
  why: () => ({
    English: `"als" for one time in the past, "wenn" for every time`,
    German: "„als“ für einmal in der Vergangenheit, „wenn“ für jedes Mal",
    Russian: "«als» — один раз в прошлом, «wenn» — каждый раз",
  }),
};

const age: Rule = {
  type: "vocabulary",
  find: words("([Ii]ch|[Ee]r|[Ss]ie) (?:habe|hat|bin|ist) (\\d+) Jahre(?: alt)?"),
  put: ({ words: [, pronoun = "", years = ""] }) => `${pronoun} ${pronoun.toLowerCase() === "ich" ? "bin" : "ist"} ${years} Jahre alt`,
  why: () => ({
    English: `age is said with "sein … Jahre alt"`,
    German: "das Alter sagt man mit „sein … Jahre alt“",
    Russian: "возраст: «sein … Jahre alt»",
  }),
};

const goingHome: Rule = {
  type: "preposition",
  find: words(`(?:zu Hause|zuhause)(?=\\s+(?:gehen|gegangen|fahren|gefahren|kommen|gekommen|laufen))`),
  put: () => "nach Hause",
  why: () => ({
    English: `"nach Hause" is where one goes, "zu Hause" where one is`,
    German: "„nach Hause“ geht man, „zu Hause“ ist man",
    Russian: "«nach Hause» — куда, «zu Hause» — где",
  }),
};

const comparison: Rule = {
  type: "vocabulary",
  find: words("mehr (gut|groß|klein|schön|schnell|alt|jung|teuer|billig)"),
  put: ({ words: [, adjective = ""] }) => comparatives[adjective],
  why: () => ({
    English: `the comparative is one word, without "mehr"`,
    German: "der Komparativ steht ohne „mehr“",
    Russian: "сравнительная степень — одно слово, без «mehr»",
  }),
};

/** In the order in which they run: first the words, then the forms, then the order of the sentence. */
export const germanRules: Rule[] = [
  umlauts,
  capitals,
  conjugation,
  article,
  age,
  goingHome,
  comparison,
  perfectWithSein,
  perfectWithHaben,
  participleLast,
  verbSecond,
  verbLast,
  wennForOnce,
];

const comparatives = pairs(
  "gut:besser groß:größer klein:kleiner schön:schöner schnell:schneller alt:älter jung:jünger teuer:teurer billig:billiger",
);
const germanGender: Record<Gender, string> = { masculine: "maskulin", feminine: "feminin", neuter: "neutral" };
const russianGender: Record<Gender, string> = { masculine: "мужской", feminine: "женский", neuter: "средний" };

function transcribed(word: string): string {
  const letters: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", Ä: "Ae", Ö: "Oe", Ü: "Ue" };
  return word.replace(/[äöüÄÖÜ]/g, (letter) => letters[letter] ?? letter);
}

const genderOf = (noun: string): Gender => genders.get(noun) ?? "neuter";

/** "sie" is she and they. */
function formsFor(pronoun: string, verb: Verb): string[] {
  switch (pronoun.toLowerCase()) {
    case "ich":
      return [verb.ich];
    case "du":
      return [verb.du];
    case "wir":
      return [verb.wir];
    case "ihr":
      return [verb.ihr];
    case "sie":
      return [verb.er, verb.wir];
    default:
      return [verb.er];
  }
}

const isInfinitive = (form: string): boolean => verbs.some(({ infinitive }) => infinitive === form);
const hasModal = (text: string): boolean => text.split(/\s+/).some((word) => modalForms.includes(word.toLowerCase()));

/** In "habe ich kaufen …" the verb of "ich" has come before. */
const isInverted = (before: string): boolean =>
  [...finiteForms, ...pastForms, ...modalForms].includes((before.trim().split(/\s+/).at(-1) ?? "").toLowerCase());

const dativeVerbs =
  /(?<!\p{L})(helf|hilf|half|geholf|dank|geb|gib|gab|antwort|gefall|gefäll|gehör|zeig|schenk|erzähl|sag|schick|bring|erklär|schmeck|glaub)/iu;
const isSomewhere = /(?<!\p{L})(bin|bist|ist|sind|seid|war|waren|wohn\p{L}*|arbeit\p{L}*|sitz\p{L}*)(?!\p{L})/iu;
const subjects = "(?:ich|du|er|wir|ihr)";
const withObject = "(?:hab|ha|seh|sieh|kauf|les|lies|ess|iss|trink|brauch|such|find|kenn|mag|lieb|nehm|nimm|möchte|hör)\\p{L}*";
const hasObject = words(`${subjects} ${withObject}|${withObject} ${subjects}`, "iu");

/** The cases that may follow, the likeliest first. */
function casesAfter(before: string, after: string): Case[] {
  const last = (before.trim().split(/\s+/).at(-1) ?? "").toLowerCase();
  if (prepositions.dative.includes(last)) return ["dative"];
  if (prepositions.accusative.includes(last)) return ["accusative"];
  if (prepositions.both.includes(last)) return isSomewhere.test(before) ? ["dative", "accusative"] : ["accusative", "dative"];
  if (dativeVerbs.test(before + after) || /\p{Lu}\p{L}+\s$/u.test(before)) return ["nominative", "accusative", "dative"];
  return new RegExp(`${hasObject.source}\\s$`, "iu").test(before) ? ["accusative"] : ["nominative", "accusative"];
}
