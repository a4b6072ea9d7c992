/** The German that the fake model knows: enough for the mistakes of the first two years. */

export type Gender = "masculine" | "feminine" | "neuter";

const masculine =
  "Mann Hund Tisch Stuhl Tag Film Freund Bruder Vater Sohn Apfel Kaffee Tee Computer Zug Bus Garten Brief Kuchen Lehrer Schüler";
const feminine =
  "Frau Katze Schule Arbeit Stadt Mutter Schwester Tochter Freundin Lehrerin Sprache Zeitung Woche Stunde Küche Lampe Tasche Blume Familie Musik Wohnung";
const neuter = "Kind Haus Auto Buch Mädchen Kino Wasser Brot Bier Bild Zimmer Fenster Restaurant Wochenende Jahr Fahrrad Handy Land Spiel";

export const genders = new Map<string, Gender>([
  ...masculine.split(" ").map((noun): [string, Gender] => [noun, "masculine"]),
  ...feminine.split(" ").map((noun): [string, Gender] => [noun, "feminine"]),
  ...neuter.split(" ").map((noun): [string, Gender] => [noun, "neuter"]),
]);

/** Nouns whose plural looks like their singular, so that `die` before them may be right. */
export const samePlural = new Set(["Lehrer", "Schüler", "Computer", "Kuchen", "Mädchen", "Zimmer", "Fenster"]);

export type Case = "nominative" | "accusative" | "dative";
type Articles = Record<Case, string>;

export const articles: Record<Gender, { definite: Articles; indefinite: Articles }> = {
  masculine: {
    definite: { nominative: "der", accusative: "den", dative: "dem" },
    indefinite: { nominative: "ein", accusative: "einen", dative: "einem" },
  },
  feminine: {
    definite: { nominative: "die", accusative: "die", dative: "der" },
    indefinite: { nominative: "eine", accusative: "eine", dative: "einer" },
  },
  neuter: {
    definite: { nominative: "das", accusative: "das", dative: "dem" },
    indefinite: { nominative: "ein", accusative: "ein", dative: "einem" },
  },
};

export const prepositions = {
  dative: "mit bei nach von zu aus seit".split(" "),
  accusative: "für durch gegen ohne um".split(" "),
  both: "in an auf über unter vor hinter neben zwischen".split(" "),
};

/** Forms for ich, du, er, wir, ihr; the form for wir is the infinitive, save for `sein`. */
const irregular: Record<string, string> = {
  sein: "bin bist ist sind seid",
  haben: "habe hast hat haben habt",
  werden: "werde wirst wird werden werdet",
  fahren: "fahre fährst fährt fahren fahrt",
  laufen: "laufe läufst läuft laufen lauft",
  schlafen: "schlafe schläfst schläft schlafen schlaft",
  lesen: "lese liest liest lesen lest",
  essen: "esse isst isst essen esst",
  sprechen: "spreche sprichst spricht sprechen sprecht",
  sehen: "sehe siehst sieht sehen seht",
  nehmen: "nehme nimmst nimmt nehmen nehmt",
  geben: "gebe gibst gibt geben gebt",
  helfen: "helfe hilfst hilft helfen helft",
  treffen: "treffe triffst trifft treffen trefft",
  wissen: "weiß weißt weiß wissen wisst",
  können: "kann kannst kann können könnt",
  müssen: "muss musst muss müssen müsst",
  wollen: "will willst will wollen wollt",
  sollen: "soll sollst soll sollen sollt",
  dürfen: "darf darfst darf dürfen dürft",
  mögen: "mag magst mag mögen mögt",
  möchten: "möchte möchtest möchte möchten möchtet",
};
const regular =
  "gehen kommen bleiben machen lernen wohnen spielen kaufen hören kochen trinken schreiben verstehen lieben leben fragen sagen suchen " +
  "brauchen denken glauben studieren tanzen reisen heißen arbeiten warten finden antworten";

export type Verb = { infinitive: string; ich: string; du: string; er: string; wir: string; ihr: string };

export const verbs: Verb[] = [
  ...Object.entries(irregular).map(([infinitive, forms]) => verb(infinitive, forms.split(" "))),
  ...regular.split(" ").map((infinitive) => verb(infinitive, regularForms(infinitive))),
];

const modalInfinitives = ["können", "müssen", "wollen", "sollen", "dürfen", "mögen", "möchten", "werden"];

/** Finite forms beside which another verb stands as an infinitive. */
export const modalForms = [
  ...verbs
    .filter(({ infinitive }) => modalInfinitives.includes(infinitive))
    .flatMap(({ ich, du, er, wir, ihr }) => [ich, du, er, wir, ihr]),
  ..."würde würdest würden könnte könntest könnten musste mussten konnte konnten wollte wollten lasse lässt lassen zu".split(" "),
];

export const finiteForms = [...new Set(verbs.flatMap(({ ich, du, er, wir, ihr }) => [ich, du, er, wir, ihr]))];
export const pastForms =
  "war warst waren wart hatte hattest hatten ging gingen kam kamen fuhr fuhren machte machten wohnte wohnten lebte lebten".split(" ");

/** Participles that go with `sein`, and some that go with `haben`. */
export const participles = {
  sein: "gegangen gefahren gekommen gelaufen gewesen geblieben geflogen aufgestanden eingeschlafen geworden gereist passiert umgezogen angekommen".split(
    " ",
  ),
  haben:
    "gegessen getrunken gemacht gesehen gekauft gelernt gearbeitet gelesen geschrieben gespielt gesprochen geschlafen gehört gekocht gewohnt".split(
      " ",
    ),
};

export const auxiliaries = new Map([
  ["habe", "bin"],
  ["hast", "bist"],
  ["hat", "ist"],
  ["haben", "sind"],
  ["habt", "seid"],
]);

/** Words that a keyboard without umlauts writes with e. */
export const umlautWords = (
  "für über schön möchte möchtest möchten können müssen dürfen früh spät wäre hätte würde natürlich zurück fünf zwölf Mädchen Tür Küche grün " +
  "Österreich schönes schöne hören fährt läuft schläft Schüler Prüfung Übung erzählen Bücher Häuser Männer Äpfel"
).split(" ");

/** Openings of a sentence after which the verb must come. */
export const openings = [
  ..."gestern heute morgen dann danach jetzt manchmal oft leider natürlich vielleicht später zuerst hier dort deshalb".split(" "),
  "letzte Woche",
  "letztes Jahr",
  "nächste Woche",
  "nächstes Jahr",
  "jeden Tag",
  "jeden Morgen",
  "jeden Abend",
  "nach der Arbeit",
  "nach der Schule",
  ..."Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Wochenende Morgen Abend".split(" ").map((day) => `am ${day}`),
  ..."Sommer Winter Frühling Herbst".split(" ").map((season) => `im ${season}`),
];

function verb(infinitive: string, [ich = "", du = "", er = "", wir = "", ihr = ""]: string[]): Verb {
  return { infinitive, ich, du, er, wir, ihr };
}

function regularForms(infinitive: string): string[] {
  const stem = infinitive.slice(0, -2);
  const link = /[td]$/.test(stem) ? "e" : "";
  const du = /[sßzx]$/.test(stem) ? "t" : `${link}st`;
  return [`${stem}e`, stem + du, `${stem}${link}t`, infinitive, `${stem}${link}t`];
}
