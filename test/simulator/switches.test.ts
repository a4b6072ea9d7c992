import { expect, test } from "vitest";
import { aChat } from "#fakes/telegram/a-telegram.ts";
import type { ModelFailure } from "#fakes/model-failures.ts";
import { createBroadcast } from "./broadcast.ts";
import { createDiary } from "./diary.ts";
import { createSwitchBoard } from "./switches.ts";
import type { WorkerClient } from "./worker-client.ts";

async function aBoard() {
  const { telegram, call, person } = await aChat();
  const model = {
    failures: [] as ModelFailure[],
    heal: () => model.failures.splice(0),
    fail: (each: ModelFailure) => model.failures.push(each),
  };
  const asked: string[] = [];
  const worker = { breakDatabase: async (fault: string) => void asked.push(fault) } as WorkerClient;
  const diary = createDiary(telegram, () => 0, []);
  const board = createSwitchBoard({ telegram, model, worker, broadcast: createBroadcast(), diary });
  const say = () => call("sendMessage", { chat_id: person.id, text: "Hi" });
  return { board, say, model, asked, diary };
}

test("a Telegram that is broken answers so at each call, until it is healed", async () => {
  const { board, say } = await aBoard();
  await board.set({ telegram: "429" });
  for (let n = 0; n < 2; n++) expect(await say()).toMatchObject({ error_code: 429, parameters: { retry_after: 5 } });
  await board.set({ telegram: "5xx" });
  expect(await say()).toMatchObject({ error_code: 502 });
  await board.set({ telegram: "well" });
  expect(await say()).toMatchObject({ ok: true });
});

test("one switch leaves the others as they are", async () => {
  const { board, model, asked } = await aBoard();
  await board.set({ model: "garbage" });
  expect(await board.set({ database: "slow" })).toEqual({ telegram: "well", model: "garbage", database: "slow" });
  expect(model.failures).toEqual([{ kind: "garbage", times: Infinity }]);
  await board.set({ model: "slow" });
  expect(model.failures).toMatchObject([{ kind: "slow", times: Infinity }]);
  await board.set({ model: "well" });
  expect(model.failures).toEqual([]);
  expect(asked).toEqual(["slow"]);
});

test("a Worker that has started anew is told of its database's trouble, and of none that is over", async () => {
  const { board, asked } = await aBoard();
  await board.set({ database: "down" });
  await board.applyToWorker();
  await board.set({ database: "well" });
  await board.applyToWorker();
  expect(asked).toEqual(["down", "down", "none", "none"]);
});

test("what was broken is noted for the exported conversation", async () => {
  const { board, diary } = await aBoard();
  await board.set({ model: "dead" });
  expect(diary.entries).toMatchObject([{ switches: { model: "dead" } }]);
});
