import type { GroupInput } from "#fakes/telegram/contract.ts";
import type { Persona } from "./wire.ts";

/** The bot that the simulator plays; its fields are those of getMe. */
export const simulatedBot = { id: 700_100_200, first_name: "Stoa", username: "stoa_simulator_bot" };

/** Who is there at the start. Further learners are added from the page. */
export const firstPersonas: Persona[] = [
  { personId: 100_001, name: "Lena", role: "new learner", languageCode: "en", username: "lena_in_stoa" },
  { personId: 100_003, name: "Mira", role: "student", languageCode: "en", username: "mira_in_stoa" },
  { personId: 100_002, name: "Nikos", role: "owner", languageCode: "en", username: "nikos_in_stoa" },
  { personId: 100_004, name: "Elena", role: "teacher", languageCode: "de", username: "elena_in_stoa" },
  { personId: 100_005, name: "Timur", role: "stranger", languageCode: "ru", username: "timur_in_stoa" },
];

/** Unlike their names, no two are the same. */
export const usernameOf = (name: string, personId: number): string =>
  `${name.toLowerCase().replaceAll(/[^a-z]/g, "") || "person"}_${personId}`;

export const ownerIds = firstPersonas.filter((persona) => persona.role === "owner").map((persona) => persona.personId);

/** Roles that are given at the start; the owner holds every one of them. */
export const firstRoles = [
  { personId: 100_004, role: "teacher" },
  { personId: 100_004, role: "approver" },
  { personId: 100_004, role: "verifier" },
];

/** The staff's room, where the bot puts what is theirs to do, a group of learners, and that of the verified students. */
export const firstGroups = {
  staff: {
    id: -1_002_700_000_001,
    title: "Stoa staff",
    topics: ["Questions", "Homework", "Alerts"],
    members: [
      { personId: 100_002, role: "creator" },
      { personId: 100_004, role: "administrator" },
    ],
  },
  learners: {
    id: -1_002_700_000_002,
    title: "German in the evening",
    // As bots are added by default: what people say to each other there is not for it.
    bot: "member",
    members: [
      { personId: 100_004, role: "creator" },
      { personId: 100_003, role: "member" },
    ],
  },
  /** Not a supergroup yet, which has another id. */
  readers: {
    id: -4_002_700_004,
    title: "Book club",
    type: "group",
    members: [
      { personId: 100_004, role: "creator" },
      { personId: 100_003, role: "member" },
      { personId: 100_002, role: "administrator" },
    ],
  },
  students: {
    id: -1_002_700_000_003,
    title: "Students of Stoa",
    members: [{ personId: 100_004, role: "creator" }],
  },
} satisfies Record<string, GroupInput & { id: number }>;
