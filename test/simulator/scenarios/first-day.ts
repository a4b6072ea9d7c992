import { beginToTalk, register } from "./beginnings.ts";
import type { Scenario } from "./scenario.ts";

/** What has happened before somebody opens the simulator for the first time. */
export const firstDay: Scenario = {
  name: "first-day",
  title: "The first day",
  steps: [
    ...register("Mira", { language: "English", level: "A2", explanations: "English" }),
    ...beginToTalk("Mira"),
    { who: "Mira", say: "Hallo! Gestern ich habe ins Kino gegangen." },
    { who: "Mira", voice: "Der Film war sehr gut, aber ein bisschen lang." },
    ...register("Nikos", { language: "English", level: "C1", explanations: "English" }),
    ...register("Elena", { language: "Deutsch", level: "C2", explanations: "Deutsch" }),
    { who: "Elena", group: "Stoa staff", topic: "Homework", say: "Good morning! Who looks through the homework today?" },
    { who: "Nikos", group: "Stoa staff", topic: "Homework", say: "I can. The new group starts on Monday, by the way." },
    { who: "Elena", group: "German in the evening", say: "Willkommen in der Gruppe! Schreibt gern, worüber ihr sprechen möchtet." },
    { who: "Mira", group: "German in the evening", say: "Ich möchte über Filme sprechen 🎬" },
  ],
};
