import * as z from "zod";
import { defineFlow } from "#platform/feature.ts";
import { INTERFACE_LANGUAGES, LEVELS, type Profile } from "#platform/profile.ts";
import { forgottenCell, unburyPerson } from "#platform/forgotten.ts";
import { deletePerson, savePerson } from "./store.ts";
import { renderExplanationQuestion, renderHome, renderLanguageQuestion, renderLevelQuestion } from "./view.ts";

const answers = z.object({
  interfaceLanguage: z.enum(INTERFACE_LANGUAGES).optional(),
  level: z.enum(LEVELS).optional(),
  explanationLanguage: z.enum(INTERFACE_LANGUAGES).optional(),
});
type Answers = z.infer<typeof answers>;
const complete = answers.required();

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** Language of the interface, level, language of explanations: then the person exists. */
export const registrationFlow = defineFlow<Answers>({
  name: "register",
  version: 1,
  first: "language",
  data: answers,
  expiresAfterMs: WEEK_MS,
  steps: {
    language: {
      accepts: "choice",
      ask: (_, turn, choose) => renderLanguageQuestion(turn, choose),
      decide: (input, data) => {
        const chosen = z.enum(INTERFACE_LANGUAGES).safeParse(input).data;
        return chosen === undefined ? { type: "stay" } : { type: "next", step: "level", data: { ...data, interfaceLanguage: chosen } };
      },
    },
    level: {
      accepts: "choice",
      ask: (data, turn, choose) => renderLevelQuestion(turn.inLanguage(data.interfaceLanguage), choose),
      decide: (input, data) => {
        const chosen = z.enum(LEVELS).safeParse(input).data;
        return chosen === undefined ? { type: "stay" } : { type: "next", step: "explanations", data: { ...data, level: chosen } };
      },
    },
    explanations: {
      accepts: "choice",
      ask: (data, turn, choose) => renderExplanationQuestion(turn.inLanguage(data.interfaceLanguage), choose),
      decide: (input, data) => {
        const chosen = z.enum(INTERFACE_LANGUAGES).safeParse(input).data;
        return chosen === undefined ? { type: "stay" } : { type: "finish", data: { ...data, explanationLanguage: chosen } };
      },
    },
  },
  save: async (data, turn, deps) => {
    const profile: Profile = {
      ...complete.parse(data),
      personId: turn.personId,
      timezone: deps.config.timezone,
      isReachable: true,
      registeredAt: turn.now,
      version: 1,
      username: turn.username ?? null,
    };
    // Whoever had themselves forgotten begins anew as somebody else, also where a restore brought their old row back.
    const isForgotten = turn.state.read(forgottenCell) !== undefined;
    await deps.db.batch([unburyPerson(deps.db, turn.personId), ...(isForgotten ? [deletePerson(deps.db, turn.personId)] : [])]);
    turn.state.clear(forgottenCell);
    turn.saveProfile((await savePerson(deps.db, profile, turn.key())) ?? profile);
    turn.show("flow-register", renderHome(turn, "registered"));
  },
});
