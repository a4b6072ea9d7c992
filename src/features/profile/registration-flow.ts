import * as z from "zod";
import { accountCell, accountOf } from "#platform/ai/account.ts";
import { selectRecentUse } from "#platform/ai/ledger.ts";
import { writeThenRead } from "#platform/database.ts";
import { REGISTRATION_QUESTIONS } from "#platform/feature.ts";
import { defineFlow, type FlowDecision } from "#platform/flow-kind.ts";
import { INTERFACE_LANGUAGES, LEVELS, type Profile } from "#platform/profile.ts";
import { forgottenCell, unburyPerson } from "#platform/forgotten.ts";
import { deletePerson, savePerson } from "./store.ts";
import { renderExplanationQuestion, renderHome, renderLanguageQuestion, renderLevelQuestion } from "./view.ts";

const answers = z.object({
  /** What is still to be asked after the language. */
  questions: z.array(z.enum(REGISTRATION_QUESTIONS)).default([...REGISTRATION_QUESTIONS]),
  interfaceLanguage: z.enum(INTERFACE_LANGUAGES).optional(),
  level: z.enum(LEVELS).optional(),
  explanationLanguage: z.enum(INTERFACE_LANGUAGES).optional(),
});
type Answers = z.infer<typeof answers>;

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** Language of the interface and, where some feature teaches, level and language of explanations: then the person exists. */
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
        return chosen === undefined ? { type: "stay" } : goOn({ ...data, interfaceLanguage: chosen });
      },
    },
    level: {
      accepts: "choice",
      ask: (data, turn, choose) => renderLevelQuestion(turn.inLanguage(data.interfaceLanguage), choose),
      decide: (input, data) => {
        const chosen = z.enum(LEVELS).safeParse(input).data;
        return chosen === undefined ? { type: "stay" } : goOn({ ...data, level: chosen });
      },
    },
    explanations: {
      accepts: "choice",
      ask: (data, turn, choose) => renderExplanationQuestion(turn.inLanguage(data.interfaceLanguage), choose),
      decide: (input, data) => {
        const chosen = z.enum(INTERFACE_LANGUAGES).safeParse(input).data;
        return chosen === undefined ? { type: "stay" } : goOn({ ...data, explanationLanguage: chosen });
      },
    },
  },
  save: async (data, turn, deps) => {
    const interfaceLanguage = z.enum(INTERFACE_LANGUAGES).parse(data.interfaceLanguage);
    const profile: Profile = {
      interfaceLanguage,
      // Who was not asked may be taught one day all the same: from the beginning, and changed in the settings.
      level: data.level ?? "A1",
      explanationLanguage: data.explanationLanguage ?? interfaceLanguage,
      personId: turn.personId,
      timezone: deps.config.timezone,
      isReachable: true,
      registeredAt: turn.now,
      version: 1,
      username: turn.username ?? null,
    };
    // Whoever had themselves forgotten begins anew as somebody else, also where a restore brought their old row back.
    const isForgotten = turn.state.read(forgottenCell) !== undefined;
    const [used] = await writeThenRead(
      deps.db,
      [
        unburyPerson(deps.db, turn.personId),
        ...(isForgotten ? [deletePerson(deps.db, turn.personId)] : []),
        ...turn.directory.registered(turn, deps),
      ],
      [selectRecentUse(deps.db, turn.personId, turn.now)],
    );
    turn.state.clear(forgottenCell);
    // The object knows nothing any more of what they have spent today.
    if (isForgotten) turn.state.write(accountCell, accountOf(used, turn.state.read(accountCell)?.unsettled));
    turn.saveProfile((await savePerson(deps.db, profile, turn.key())) ?? profile);
    turn.show("flow-register", renderHome(turn, "registered"));
  },
});

function goOn({ questions: [next, ...questions], ...data }: Answers): FlowDecision<Answers> {
  return next === undefined
    ? { type: "finish", data: { ...data, questions: [] } }
    : { type: "next", step: next, data: { ...data, questions } };
}
