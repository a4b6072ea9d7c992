import { expect, test } from "vitest";
import { reply } from "./model-reply.ts";
import { correct } from "./model-rules.ts";

const german: Array<[wrong: string, right: string]> = [
  ["Ich habe gegangen.", "Ich bin gegangen."],
  ["Gestern ich habe ins Kino gegangen.", "Gestern bin ich ins Kino gegangen."],
  ["Ich bin gekommen nach Berlin.", "Ich bin nach Berlin gekommen."],
  ["Ich bin gegessen eine Pizza.", "Ich habe eine Pizza gegessen."],
  ["Am Montag ich arbeite.", "Am Montag arbeite ich."],
  ["Ich gehen nach Hause.", "Ich gehe nach Hause."],
  ["Er gehen.", "Er geht."],
  ["Du hat recht.", "Du hast recht."],
  ["Der Frau ist nett.", "Die Frau ist nett."],
  ["Ein Katze schläft.", "Eine Katze schläft."],
  ["Das Mann kommt.", "Der Mann kommt."],
  ["Ich habe ein Hund.", "Ich habe einen Hund."],
  ["Ich fahre mit das Auto.", "Ich fahre mit dem Auto."],
  ["Meine katze schläft.", "Meine Katze schläft."],
  ["Wenn ich klein war, wohnte ich dort.", "Als ich klein war, wohnte ich dort."],
  ["Ich moechte zurueck.", "Ich möchte zurück."],
  ["Ich bleibe hier, weil ich bin müde.", "Ich bleibe hier, weil ich müde bin."],
  ["Er ist lustig, weil der Hund hat gesprochen.", "Er ist lustig, weil der Hund gesprochen hat."],
  ["Ich glaube, dass meine Mutter kommt morgen.", "Ich glaube, dass meine Mutter morgen kommt."],
  ["Ich bin 20 Jahre.", "Ich bin 20 Jahre alt."],
  ["Das ist mehr gut.", "Das ist besser."],
];

test.each(german)("%s becomes %s", (wrong, right) => {
  expect(correct(wrong, "German").corrected).toBe(right);
});

const english: Array<[wrong: string, right: string]> = [
  ["He go to school.", "He goes to school."],
  ["I am agree.", "I agree."],
  ["Yesterday I go home.", "Yesterday I went home."],
  ["I live here since three years.", "I live here for three years."],
  ["I eat a apple.", "I eat an apple."],
];

test.each(english)("%s becomes %s", (wrong, right) => {
  expect(correct(wrong, "English").corrected).toBe(right);
});

const faultless = [
  "Ich bin gestern mit dem Zug nach Hamburg gefahren, weil dort meine Schwester wohnt.",
  "Heute möchte ich gehen, aber wir arbeiten bis Abend.",
  "Er hat das Auto gefahren und hat der Frau geholfen.",
  "Die Lehrer sind nett, und das Auto der Frau ist rot.",
  "Immer wenn ich müde war, trank ich einen Tee.",
  "Ich glaube, dass er sein Buch in der Schule liest.",
  "Was habt ihr gemacht? Wie heißt du?",
];

test.each(faultless)("nothing is wrong with: %s", (text) => {
  expect(correct(text, "German").corrections).toEqual([]);
});

const tutor = (explain: string) => `You are a tutor.\nTarget language: German\nExplain in: ${explain}`;

test("an answer reacts, corrects in the language of the reasons, quotes the sentence and asks back", () => {
  const answer = reply({ system: tutor("English"), text: "gestern ich habe ins Kino gegangen", turn: 1 });
  expect(answer.split("\n\n")).toEqual([
    "Kino ist ein gutes Thema.",
    '~~ich habe ins Kino gegangen~~ **ich bin ins Kino gegangen** [tense] — "gegangen" takes "sein": movement or change\n' +
      '~~gestern ich bin~~ **gestern bin ich** [word order] — after "gestern" the verb comes second',
    "> Gestern bin ich ins Kino gegangen.",
    "Wie war der Film?",
  ]);
});

test.each([
  ["German", "hier steht ein Umlaut"],
  ["Russian", "здесь пишется умлаут"],
  ["Amharic", "German writes an umlaut here"],
])("reasons come in %s, or else in English", (language, reason) => {
  expect(reply({ system: tutor(language), text: "Ich moechte kommen.", turn: 1 })).toContain(reason);
});

test("at most three corrections are shown, and the quote has them all", () => {
  const answer = reply({ system: tutor("English"), text: "ich gehen, er gehen, du hat, ihr gehen, fuer mich", turn: 1 });
  expect(answer.match(/~~/g)).toHaveLength(6);
  expect(answer).toContain("> Ich gehe, er geht, du hast, ihr geht, für mich.");
});

test("a text without mistakes is praised for no more than that", () => {
  expect(reply({ system: tutor("English"), text: "Ich lese ein Buch.", turn: 1 })).toContain("Ich habe keinen Fehler gefunden");
});

test("who asks is told that no real model answers", () => {
  expect(reply({ system: tutor("English"), text: "Bist du ein Mensch?", turn: 1 })).toContain("kein echtes Sprachmodell");
});

test("another language than the one learnt is not corrected", () => {
  expect(reply({ system: tutor("English"), text: "How do you say it?", turn: 1 })).toContain("Ich kann nur auf Deutsch üben.");
});
