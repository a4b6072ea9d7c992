import de from "#locales/de/tutor.ftl";
import en from "#locales/en/tutor.ftl";
import ru from "#locales/ru/tutor.ftl";
import { forgetUsage, listUsage } from "#platform/ai/ledger.ts";
import { onPress, type Feature } from "#platform/feature.ts";
import { answerMedia, answerText, beginTalk, cancelTalk, endTalk, openLearnMenu, retry } from "./bot.ts";
import { endButton, learnButton, retryButton, talkButton } from "./buttons.ts";
import { conversationCell } from "./conversation.ts";
import { hearJob, replyJob } from "./jobs.ts";

/** Conversation with an AI tutor that corrects. */
export const tutor: Feature = {
  name: "tutor",
  locales: { en, de, ru },
  requires: (config) => (config.models.chat.length > 0 ? [] : ["AI_CHAT"]),
  asks: ["level", "explanations"],
  cancel: cancelTalk,
  menu: (turn) => [{ label: turn.t("menu-learn"), data: learnButton.data({}) }],
  commands: [{ name: "learn", describe: "command-learn", handle: openLearnMenu }],
  buttons: [onPress(learnButton, openLearnMenu), onPress(talkButton, beginTalk), onPress(retryButton, retry), onPress(endButton, endTalk)],
  fallbacks: [
    { kind: "text", priority: 10, handle: answerText },
    { kind: "media", priority: 10, handle: answerMedia },
  ],
  jobs: [replyJob, hearJob],
  personData: {
    export: async (personId, { db }, state) => ({
      conversation: state.read(conversationCell) ?? null,
      modelUse: await listUsage(db, personId),
    }),
    forget: (personId, { db }, now) => forgetUsage(db, personId, now),
  },
};
