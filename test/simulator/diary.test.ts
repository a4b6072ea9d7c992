import { expect, test } from "vitest";
import { aChat } from "#fakes/telegram/a-telegram.ts";
import { createDiary } from "./diary.ts";

async function aDiary() {
  const { telegram, person } = await aChat();
  return { diary: createDiary(telegram, () => 0, []), personId: person.id };
}

test("what was broken before a person came is theirs, what the clock did is not", async () => {
  const { diary, personId } = await aDiary();
  diary.noteSwitches({ model: "dead" });
  diary.noteClock(60_000);
  expect(diary.of(personId)).toEqual([]);
  diary.note({ personId, chatId: personId, deed: { say: "Hallo" } });
  expect(diary.of(personId)).toMatchObject([{ switches: { model: "dead" } }, { deed: { say: "Hallo" } }]);
});
