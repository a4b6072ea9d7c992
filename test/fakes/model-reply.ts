import { lessonOf, lessonWords, poseTask } from "./model-lessons.ts";
import { type Correction, correct, type ReasonLanguage, type TargetLanguage } from "./model-rules.ts";
import { capitalized } from "./model-words.ts";

export type Task = { system: string; text: string; /** How often the person has written, this time included. */ turn: number };

const mostCorrections = 3;
const languages: ReasonLanguage[] = ["English", "German", "Russian"];

/** The tutor's answer in Markdown. It claims nothing that rules could not know: no feelings, no faultless text, no real model. */
export function reply({ system, text, turn }: Task): string {
  // Of a conversation the fake notes no more than that there was one.
  if (/^Duty: summary$/m.test(system)) return "They talked and practised.";
  const target: TargetLanguage = /Target language:\s*English/i.test(system) ? "English" : "German";
  const explain = languages.find((language) => new RegExp(`Explain in:\\s*${language}`, "i").test(system)) ?? "English";
  const speech = speeches[target];
  const lesson = lessonOf(system);
  if (lesson?.duty === "pose") return poseTask(lesson.mode, target, turn);
  if (speech.asksWhoIAm.test(text)) return speech.whoIAm;
  if (isForeign(text, target)) return speech.foreign;
  const { corrected, corrections } = correct(text.trim(), target);
  const topic = speech.topics.find(({ about }) => about.test(text)) ?? speech.anyTopic;
  const question = topic.questions[turn % topic.questions.length] ?? "";
  if (lesson?.duty === "check" || lesson?.duty === "recheck")
    return checkTask({ corrections, corrected, explain, target, duty: lesson.duty });
  if (corrections.length === 0) return [`${topic.reaction} ${speech.praise}`, question].join("\n\n");
  const lines = corrections.slice(0, mostCorrections).map((correction) => lineOf(correction, explain));
  return [topic.reaction, lines.join("\n"), `> ${sentence(corrected)}`, question].join("\n\n");
}

type Checked = { corrections: Correction[]; corrected: string; explain: ReasonLanguage; target: TargetLanguage; duty: "check" | "recheck" };

/** Right is what the rules find no mistake in: the fake understands no task. */
function checkTask({ corrections, corrected, explain, target, duty }: Checked): string {
  const words = lessonWords[target];
  if (corrections.length === 0) return `✅ ${words.right}`;
  const lines = corrections.slice(0, mostCorrections).map((correction) => lineOf(correction, explain));
  return [`❌ ${words.wrong}`, lines.join("\n"), `> ${sentence(corrected)}`, duty === "check" ? words.again : words.next].join("\n\n");
}

const lineOf = ({ wrong, right, type, reasons }: Correction, explain: ReasonLanguage): string =>
  `~~${wrong}~~ **${right}** [${type}] — ${reasons[explain]}`;

/** One quoted line, begun with a capital letter and ended with a stop. */
function sentence(text: string): string {
  const line = capitalized(text.replace(/\s+/g, " ").trim());
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}

const common: Record<TargetLanguage, RegExp> = {
  German: /(?<!\p{L})(ich|du|er|wir|ihr|der|die|das|ein|eine|und|nicht|ist|bin|habe|mit|auf|zu|hallo|danke|ja|nein)(?!\p{L})/giu,
  English: /(?<!\p{L})(i|you|he|she|we|the|a|an|and|not|is|am|are|have|with|to|of|how|what|hello|thanks|yes|no)(?!\p{L})/giu,
};

/** Whether the person writes in another script, or in the other language of the two. */
function isForeign(text: string, target: TargetLanguage): boolean {
  const count = (language: TargetLanguage) => text.match(common[language])?.length ?? 0;
  return (
    /\p{Script=Cyrillic}|\p{Script=Arabic}|\p{Script=Ethiopic}/u.test(text) ||
    (count(target) === 0 && count(target === "German" ? "English" : "German") >= 2)
  );
}

type Topic = { reaction: string; questions: string[] };
type Speech = {
  asksWhoIAm: RegExp;
  whoIAm: string;
  foreign: string;
  praise: string;
  topics: Array<Topic & { about: RegExp }>;
  anyTopic: Topic;
};

const speeches: Record<TargetLanguage, Speech> = {
  German: {
    asksWhoIAm: /bist du (ein |eine )?(mensch|ki|roboter|bot|echt|programm|maschine)|wer bist du/i,
    whoIAm:
      "Ich bin `stoa-fake-1`, ein kleines Übungsprogramm mit festen Regeln, kein echtes Sprachmodell.\n\nWorüber möchtest du schreiben?",
    foreign: "Ich kann nur auf Deutsch üben.\n\nSchreibst du mir einen Satz auf Deutsch?",
    praise: "Ich habe keinen Fehler gefunden, sehr schön!",
    topics: [
      {
        about: /hallo|guten (tag|morgen|abend)|^hi\b/i,
        reaction: "Hallo und willkommen!",
        questions: ["Wie war dein Tag?", "Was machst du heute?"],
      },
      {
        about: /kino|film|serie/i,
        reaction: "Kino ist ein gutes Thema.",
        questions: ["Welchen Film hast du gesehen?", "Wie war der Film?"],
      },
      {
        about: /urlaub|reise|fahren|gefahren|berlin|meer|strand/i,
        reaction: "Das klingt nach einer Reise.",
        questions: ["Wie lange warst du dort?", "Was hast du dort gesehen?"],
      },
      {
        about: /arbeit|büro|beruf|chef|kolleg/i,
        reaction: "Danke, dass du von der Arbeit erzählst.",
        questions: ["Was machst du bei der Arbeit am liebsten?", "Wann fängt dein Tag an?"],
      },
      {
        about: /familie|mutter|vater|bruder|schwester|kind|sohn|tochter/i,
        reaction: "Schön, dass du von deiner Familie erzählst.",
        questions: ["Was macht ihr zusammen?", "Wo wohnt deine Familie?"],
      },
      {
        about: /essen|gegessen|kochen|restaurant|brot|kuchen|kaffee/i,
        reaction: "Das klingt lecker.",
        questions: ["Was isst du am liebsten?", "Kochst du gern?"],
      },
      { about: /hund|katze|tier/i, reaction: "Tiere sind ein schönes Thema.", questions: ["Wie heißt das Tier?", "Was macht es gern?"] },
      {
        about: /deutsch|lernen|schule|kurs|prüfung/i,
        reaction: "Gut, dass du übst.",
        questions: ["Was findest du am Deutschen schwer?", "Wie oft lernst du in der Woche?"],
      },
      {
        about: /wochenende|gestern|heute|morgen/i,
        reaction: "Danke, das kann ich mir gut vorstellen.",
        questions: ["Was hast du danach gemacht?", "Mit wem warst du dort?"],
      },
    ],
    anyTopic: {
      reaction: "Danke für deinen Text.",
      questions: ["Erzählst du mir mehr davon?", "Warum ist das für dich wichtig?", "Wie ging es weiter?"],
    },
  },
  English: {
    asksWhoIAm: /are you (a |an )?(human|ai|robot|bot|real|program|machine)|who are you/i,
    whoIAm:
      "I am `stoa-fake-1`, a small practice program with fixed rules, not a real language model.\n\nWhat would you like to write about?",
    foreign: "I can only practise in English.\n\nCould you write me a sentence in English?",
    praise: "I found no mistake, well done!",
    topics: [
      {
        about: /hello|good (morning|evening)|^hi\b/i,
        reaction: "Hello and welcome!",
        questions: ["How was your day?", "What are you doing today?"],
      },
      { about: /cinema|film|movie/i, reaction: "Films are a good topic.", questions: ["Which film was it?", "What was it about?"] },
      {
        about: /holiday|travel|trip|sea|beach/i,
        reaction: "That sounds like a trip.",
        questions: ["How long did you stay?", "What did you see there?"],
      },
      {
        about: /work|office|job|boss/i,
        reaction: "Thank you for telling me about work.",
        questions: ["What do you like most about it?", "When does your day begin?"],
      },
      {
        about: /family|mother|father|brother|sister|child/i,
        reaction: "It is nice to hear about your family.",
        questions: ["What do you do together?", "Where do they live?"],
      },
    ],
    anyTopic: {
      reaction: "Thank you for writing.",
      questions: ["Can you tell me more?", "Why is that important to you?", "What happened next?"],
    },
  },
};
