import type { Scenario } from "./scenario.ts";

/** What has happened before somebody opens the simulator for the first time. */
export const firstDay: Scenario = {
  name: "first-day",
  title: "The first day",
  steps: [
    { who: "Mira", say: "/start" },
    { who: "Mira", tap: "English" },
    { who: "Mira", tap: "A2" },
    { who: "Mira", tap: "English" },
    { who: "Mira", tap: "Learn" },
    { who: "Mira", tap: "Free conversation" },
    { who: "Mira", say: "Hallo! Gestern ich habe ins Kino gegangen." },
    { who: "Mira", voice: "Der Film war sehr gut, aber ein bisschen lang." },
    { who: "Nikos", say: "/start" },
    { who: "Nikos", tap: "English" },
    { who: "Nikos", tap: "C1" },
    { who: "Nikos", tap: "English" },
    { who: "Elena", say: "/start" },
    { who: "Elena", tap: "Deutsch" },
    { who: "Elena", tap: "C2" },
    { who: "Elena", tap: "Deutsch" },
    { who: "Elena", group: "Stoa staff", topic: "Homework", say: "Good morning! Who looks through the homework today?" },
    { who: "Nikos", group: "Stoa staff", topic: "Homework", say: "I can. The new group starts on Monday, by the way." },
    { who: "Elena", group: "German in the evening", say: "Willkommen in der Gruppe! Schreibt gern, worüber ihr sprechen möchtet." },
    { who: "Mira", group: "German in the evening", say: "Ich möchte über Filme sprechen 🎬" },
  ],
};
