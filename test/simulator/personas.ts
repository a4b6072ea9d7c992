import type { ChatInfo, Persona } from "./wire.ts";

/** The bot that the simulator plays; its fields are those of getMe. */
export const simulatedBot = { id: 700_100_200, first_name: "Stoa", username: "stoa_simulator_bot" };

/** Who is there at the start. Further learners are added from the page. */
export const firstPersonas: Persona[] = [
  { personId: 100_001, name: "Lena", role: "new learner", languageCode: "en" },
  { personId: 100_003, name: "Mira", role: "student", languageCode: "en" },
  { personId: 100_002, name: "Nikos", role: "owner", languageCode: "en" },
  { personId: 100_004, name: "Elena", role: "teacher", languageCode: "de" },
  { personId: 100_005, name: "Timur", role: "stranger", languageCode: "ru" },
];

export const ownerIds = firstPersonas.filter((persona) => persona.role === "owner").map((persona) => persona.personId);

/** The chat of a person with the bot, whose id is the person's. */
export function privateChat({ personId }: Persona): ChatInfo {
  return { chatId: personId, kind: "private", title: simulatedBot.first_name, members: [personId] };
}
