import { expect, test } from "vitest";
import { createDraft } from "#session/drafts.ts";
import type { TelegramAnswer } from "#platform/telegram/client.ts";
import { paragraph } from "#platform/text/tree.ts";

/** A draft whose calls and waits are written down in their order. */
function aDraft(answer: TelegramAnswer = { type: "ok", result: true }) {
  const log: string[] = [];
  const telegram = {
    call: async ({ method }: { method: string }) => {
      log.push(method);
      return answer;
    },
    createApi: () => {
      throw new Error("a draft needs no Api");
    },
  };
  const wait = async (ms: number) => void log.push(`wait ${ms}`);
  const draft = createDraft({ telegram, chatId: 1, draftId: 1, richMessages: true, wait });
  return { draft, log };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("the first words follow the thinking block at once, the next ones after a while", async () => {
  const { draft, log } = aDraft();
  draft.think("…");
  await settled();
  draft.show([paragraph("Guten")]);
  await settled();
  draft.show([paragraph("Guten Morgen")]);
  await settled();
  expect(log).toEqual(["sendRichMessageDraft", "wait 0", "sendMessageDraft", "wait 600", "sendMessageDraft", "wait 600"]);
});

test("after a refusal for haste a draft waits as long as it was told, the thinking block too", async () => {
  const { draft, log } = aDraft({ type: "refused", code: 429, description: "Too Many Requests", retryAfterSeconds: 3 });
  draft.think("…");
  await settled();
  expect(log).toEqual(["sendRichMessageDraft", "wait 3000"]);
});
