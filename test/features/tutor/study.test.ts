import { expect, test } from "vitest";
import { beginStudy, countByType, isSilent, minutesOf, practise, type Study } from "#features/tutor/study.ts";

const minutes = (count: number) => new Date(count * 60_000);
const article = { wrong: "ein Katze", right: "eine Katze", type: "article", reason: "feminine" } as const;

function say(before: Study, at: number, text: string, corrections: (typeof article)[] = []): Study {
  return practise(before, { at: minutes(at), written: { text, isSpoken: false }, corrections, targetLanguage: "de" });
}

test("the minutes are those of practice: a pause counts for three at most", () => {
  let study = beginStudy(minutes(0));
  for (const at of [0, 2, 4, 24]) study = say(study, at, "Hallo");
  expect(minutesOf(study)).toBe(7);
  expect(study.turns).toBe(4);
});

test("a correction that the learner then uses is mended, and made again it is not any more", () => {
  let study = say(beginStudy(minutes(0)), 0, "Hallo. Ich habe ein Katze.", [article]);
  expect(study.mistakes).toMatchObject([{ sentence: "Ich habe ein Katze.", isMended: false }]);
  study = say(study, 1, "Meine Schwester hat auch eine Katze!");
  expect(study.mistakes).toMatchObject([{ isMended: true }]);
  study = say(study, 2, "Danach hatte sie schon wieder ein Katze.");
  expect(study.mistakes).toMatchObject([{ isMended: false }]);
});

test("mistakes are counted by type", () => {
  expect(countByType([{ type: "article" }, { type: "case" }, { type: "article" }])).toEqual({ article: 2, case: 1 });
});

test("half an hour without a word is silence", () => {
  const study = beginStudy(minutes(0));
  expect([isSilent(study, minutes(29)), isSilent(study, minutes(30))]).toEqual([false, true]);
});
