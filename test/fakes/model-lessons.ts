import type { TargetLanguage } from "./model-rules.ts";

export type FakeLesson = { mode: string; duty: string };

/** What the tutor's prompt says of the lesson; undefined for any other prompt. */
export function lessonOf(system: string): FakeLesson | undefined {
  const [mode, duty] = [/^Mode: (\w+)$/m.exec(system)?.[1], /^Duty: (\w+)$/m.exec(system)?.[1]];
  return mode === undefined || duty === undefined ? undefined : { mode, duty };
}

/** One of a few fixed tasks for each mode: the fake invents nothing. */
export function poseTask(mode: string, target: TargetLanguage, turn: number): string {
  const forMode = tasks[target][mode] ?? [];
  return forMode[turn % Math.max(forMode.length, 1)] ?? lessonWords[target].none;
}

export const lessonWords: Record<TargetLanguage, Record<"right" | "wrong" | "again" | "next" | "none", string>> = {
  German: {
    right: "Ich habe keinen Fehler gefunden.",
    wrong: "Noch nicht ganz.",
    again: "Versuchst du es noch einmal?",
    next: "Weiter geht es mit der nächsten Aufgabe.",
    none: "Dafür habe ich keine Aufgabe.",
  },
  English: {
    right: "I found no mistake.",
    wrong: "Not quite.",
    again: "Would you like to try once more?",
    next: "The next task can come.",
    none: "I have no task for this.",
  },
};

const tasks: Record<TargetLanguage, Record<string, string[]>> = {
  German: {
    grammar: [
      "Nach „gestern“ steht zuerst das Verb: *Gestern ging ich heim.*\n\nWie heißt der Satz? Gestern / ich / im Kino / sein",
      "„Gehen“ bildet das Perfekt mit „sein“: *Ich bin gegangen.*\n\nWie heißt der Satz im Perfekt? Ich gehe nach Hause.",
    ],
    reading: [
      "> Anna wohnt in Bonn. Sie hat einen Hund. Jeden Morgen geht sie mit ihm in den Park.\n\nWas macht Anna jeden Morgen?",
      "> Paul arbeitet in einem Büro. Am Freitag hat er frei. Dann kocht er für seine Freunde.\n\nWann hat Paul frei?",
    ],
    listening: [
      "> Guten Tag! Der Zug nach Köln kommt heute zehn Minuten später. Er fährt von Gleis drei.\n\nVon welchem Gleis fährt der Zug?",
      "> Hallo, hier ist Mia. Ich komme heute um acht Uhr. Bring bitte Brot mit!\n\nWas soll man mitbringen?",
    ],
    writing: ["Schreib einem Freund eine kurze Nachricht. Lade ihn zum Essen ein, nenne Tag und Uhrzeit und sag, was du kochst."],
    speaking: ["Erzähl eine halbe Minute von deinem Morgen: Wann stehst du auf? Was isst du?"],
    vocabulary: [
      "Ein Tier, das bellt: Ich gehe mit dem … in den Park.\n\nWelches Wort fehlt?",
      "Darin liest man: Ich lese ein ….\n\nWelches Wort fehlt?",
    ],
  },
  English: {
    grammar: ["After *he*, *she* and *it* the verb takes an s: *She works.*\n\nWhich form fits? He … (play) football."],
    reading: ["> Anna lives in Leeds. She has a dog. Every morning she takes it to the park.\n\nWhat does Anna do every morning?"],
    listening: [
      "> Good morning! The train to York leaves from platform three at nine o'clock.\n\nWhich platform does the train leave from?",
    ],
    writing: ["Write a short message to a friend. Invite them to dinner, name the day and the time, and say what you cook."],
    speaking: ["Speak for half a minute about your morning: when do you get up, and what do you eat?"],
    vocabulary: ["An animal that barks: I walk my … in the park.\n\nWhich word is missing?"],
  },
};
