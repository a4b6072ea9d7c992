import { beginToTalk, register } from "./beginnings.ts";
import type { Scenario } from "./scenario.ts";

const morning = { clock: { to: "next-morning" } } as const;

/** From the first word to the seventh morning, with a bad day in the middle. */
export const week: Scenario = {
  name: "week",
  title: "A week at the academy",
  steps: [
    ...register("Lena", { language: "English", level: "A2", explanations: "English" }),
    ...beginToTalk("Lena"),
    { who: "Lena", say: "Hallo, ich heiße Lena und ich lerne Deutsch." },
    { who: "Lena", say: "Gestern ich habe ins Kino gegangen." },
    { who: "Lena", voice: "Der Film war lustig, weil der Hund hat gesprochen." },
    { who: "Lena", tap: "End conversation" },
    morning,
    { who: "Nikos", say: "/add_tip Describe what you see on your way to work, in German and in your head." },
    { who: "Lena", say: "/learn" },
    { who: "Lena", tap: "Free conversation" },
    { who: "Lena", say: "Heute ich bin müde, aber ich möchte üben." },
    morning,
    { clock: { hours: 3 } },
    { switches: { model: "dead" } },
    { who: "Lena", say: "Kannst du mir etwas über Berlin erzählen?" },
    { pause: 1500 },
    { switches: { model: "well" } },
    { who: "Lena", tap: "Try again" },
    morning,
    { worker: "killed" },
    { who: "Lena", say: "Bist du noch da?" },
    { pause: 1500 },
    { worker: "running" },
    { who: "Lena", say: "Ich habe auf dich gewartet." },
    morning,
    { who: "Lena", post: "sticker" },
    { who: "Lena", tap: "End conversation" },
    { who: "Lena", say: "/settings" },
    morning,
    { who: "Elena", group: "German in the evening", say: "Wer hat diese Woche jeden Tag geübt?" },
    { who: "Mira", group: "German in the evening", say: "Ich, fast!" },
    morning,
    { who: "Lena", say: "/mydata" },
  ],
};
