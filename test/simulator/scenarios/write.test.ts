import { expect, test } from "vitest";
import type { Deed, Entry } from "../diary.ts";
import { firstPersonas } from "../personas.ts";
import { readScenario } from "./read.ts";
import { writeScenario } from "./write.ts";

const lena = { personId: 7, name: "Lena", role: "new learner", languageCode: "en", username: "lena_7" };
const did = (deed: Deed): Entry => ({ at: 0, personId: 7, chatId: 7, deed, answer: "An answer" });

test("what a person did becomes steps, which a newcomer of the same name can take", () => {
  const deeds: Deed[] = [{ say: "/start" }, { tap: "English" }, { voice: "Hallo" }, { post: "contact" }, { pay: "newest invoice" }];
  const scenario = writeScenario({ persona: lena, entries: deeds.map(did) });
  expect(scenario).toEqual({
    name: "conversation",
    title: "A conversation of Lena",
    newcomers: [{ name: "Lena", languageCode: "en" }],
    steps: deeds.map((deed) => ({ who: "Lena", ...deed })),
  });
  expect(readScenario(JSON.stringify(scenario))).toEqual(scenario);
});

test("the clock moves on, and what was broken is broken where it was felt", () => {
  const entries: Entry[] = [
    { at: 0, switches: { model: "slow" } },
    { at: 0, switches: { model: "well", database: "down" } },
    did({ say: "A" }),
    { at: 0, laterMs: 90_000 },
    { at: 0, switches: { database: "well" } },
  ];
  const { steps } = writeScenario({ persona: lena, entries });
  expect(steps).toEqual([{ switches: { database: "down" } }, { who: "Lena", say: "A" }, { clock: { minutes: 1.5 } }]);
});

test("what a step has no words for is left as a note", () => {
  const { steps } = writeScenario({ persona: lena, entries: [did({ unsaid: "deleted a message" })] });
  expect(steps).toEqual([{ note: "Left out: Lena deleted a message" }]);
});

test("the owner stays who they are, for nobody new could be", () => {
  const owner = firstPersonas.find(({ role }) => role === "owner");
  if (!owner) throw new Error("There is no owner");
  expect(writeScenario({ persona: owner, entries: [did({ say: "/ping" })] }).newcomers).toBeUndefined();
});
