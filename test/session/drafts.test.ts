import { expect, test } from "vitest";
import { createDraft } from "#session/drafts.ts";
import type { TelegramAnswer } from "#platform/telegram/client.ts";
import type { Call } from "#platform/telegram/view.ts";
import { paragraph } from "#platform/text/tree.ts";

/** A draft whose calls and waits are written down in their order. */
function aDraft({ answer = { type: "ok", result: true }, richMessages = true }: { answer?: TelegramAnswer; richMessages?: boolean } = {}) {
  const log: string[] = [];
  const calls: Call[] = [];
  const telegram = {
    call: async (call: Call) => {
      log.push(call.method);
      calls.push(call);
      return answer;
    },
    createApi: () => {
      throw new Error("a draft needs no Api");
    },
  };
  const wait = async (ms: number) => void log.push(`wait ${ms}`);
  const write = (event: string) => void log.push(event);
  const draft = createDraft({
    telegram,
    log: { debug: write, info: write, warn: write, error: write },
    chatId: 1,
    draftId: 1,
    richMessages,
    wait,
  });
  return { draft, log, calls };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("the first words follow the thinking block at once, the next ones after a while", async () => {
  const { draft, log } = aDraft();
  draft.think("…");
  await settled();
  draft.show(() => [paragraph("Guten")]);
  await settled();
  draft.show(() => [paragraph("Guten Morgen")]);
  await settled();
  expect(log).toEqual(["sendRichMessageDraft", "wait 0", "sendMessageDraft", "wait 600", "sendMessageDraft", "wait 600"]);
});

test("without rich messages the thinking is an empty draft, which Telegram shows as its own sign", async () => {
  const { draft, calls } = aDraft({ richMessages: false });
  draft.think("…");
  await settled();
  draft.show(() => [paragraph("Guten")]);
  await settled();
  const common = { chat_id: 1, draft_id: 1, can_stop: true, keep_on_stop: true };
  expect(calls).toEqual([
    { method: "sendMessageDraft", payload: { ...common, text: "" } },
    { method: "sendMessageDraft", payload: { ...common, text: "Guten" } },
  ]);
});

test("of many texts only those that are sent are rendered, and one with nothing to read yet keeps nobody waiting", async () => {
  const { draft, log } = aDraft();
  const rendered: string[] = [];
  const show = (text: string) =>
    draft.show(() => {
      rendered.push(text);
      return text === "" ? [] : [paragraph(text)];
    });
  for (const text of ["", "Guten", "Guten Mor", "Guten Morgen"]) show(text);
  await settled();
  expect(rendered).toEqual(["", "Guten", "Guten Morgen"]);
  expect(log).toEqual(["sendMessageDraft", "wait 600", "sendMessageDraft", "wait 600"]);
});

test("a text that cannot be rendered ends the draft, and nothing else", async () => {
  const { draft, log } = aDraft();
  draft.show(() => {
    throw new TypeError("a mistake of ours");
  });
  draft.show(() => [paragraph("Guten Morgen")]);
  await settled();
  await draft.settle();
  expect(log).toEqual(["session.draft.failed"]);
});

test("after a refusal for haste a draft waits as long as it was told, the thinking block too", async () => {
  const { draft, log } = aDraft({ answer: { type: "refused", code: 429, description: "Too Many Requests", retryAfterSeconds: 3 } });
  draft.think("…");
  await settled();
  expect(log).toEqual(["sendRichMessageDraft", "wait 3000"]);
});
