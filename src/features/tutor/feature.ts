import de from "#locales/de/tutor.ftl";
import en from "#locales/en/tutor.ftl";
import ru from "#locales/ru/tutor.ftl";
import { forgetUsage, listUsage } from "#platform/ai/ledger.ts";
import { onEvent, onPress, type Feature } from "#platform/feature.ts";
import { forgetOutagesOf, listOutagesOf } from "#platform/outages.ts";
import { listStudyDays } from "#platform/study-days.ts";
import { answerMedia, answerText, askForTask, beginTalk, cancelTalk, endThis, isTalking, openLearnMenu, retry } from "./bot.ts";
import {
  cardButton,
  disputeButton,
  editFactButton,
  endButton,
  exportButton,
  factsButton,
  forgetFactButton,
  resumeButton,
  learnButton,
  practiseButton,
  retryButton,
  talkButton,
  taskButton,
} from "./buttons.ts";
import { conversationCell } from "./conversation.ts";
import { disputeCorrection, makeCard } from "./corrections.ts";
import { disputeCard } from "./dispute-card.ts";
import { exportTalk, resume } from "./earlier.ts";
import { editFact, factFlow, forgetFact, openFacts } from "./facts.ts";
import { hearJob } from "./hear-job.ts";
import { factsCell, mistakesCell } from "./memory.ts";
import { endSilently, saveAgain, saveJob, SILENCE, silence, UNSAVED } from "./practice.ts";
import { replyJob } from "./reply-job.ts";
import { speakJob } from "./speak-job.ts";
import { spokenNotice, tidySpeeches } from "./speech.ts";
import { noteSpoken } from "./spoken.ts";
import { summaryJob } from "./summary-job.ts";
import { forgetPractice, listDisputes, listMistakes, listStudySessions, practice } from "./store.ts";

// What other features may know of practice: what is written down of it, and the way into it.
export { practiseButton, talkButton } from "./buttons.ts";
export { MISTAKE_TYPES, type MistakeType } from "./mistake.ts";
export { typeName } from "./mistake-words.ts";
export { MODES, type Mode } from "./modes.ts";
export { saveUnfinished } from "./practice.ts";
export * from "./record.ts";
export { languageName } from "./rules.ts";

const entitled = { entitlement: true } as const;

/** Conversation with an AI tutor that corrects. What is one's own, and the end of a conversation, is open to everybody. */
export const tutor: Feature = {
  name: "tutor",
  locales: { en, de, ru },
  requires: (config) => (config.models.chat.length > 0 ? [] : ["AI_CHAT"]),
  asks: ["level", "explanations"],
  cancel: cancelTalk,
  menu: (turn) => [{ label: turn.t("menu-learn"), data: learnButton.data({}) }],
  commands: [{ name: "learn", describe: "command-learn", needs: entitled, handle: openLearnMenu }],
  buttons: [
    onPress(learnButton, openLearnMenu, entitled),
    onPress(talkButton, beginTalk, entitled),
    onPress(practiseButton, beginTalk, entitled),
    onPress(taskButton, askForTask, entitled),
    onPress(retryButton, retry, entitled),
    onPress(resumeButton, resume, entitled),
    onPress(exportButton, exportTalk),
    onPress(factsButton, openFacts),
    onPress(editFactButton, editFact),
    onPress(forgetFactButton, forgetFact),
    onPress(endButton, endThis),
    onPress(cardButton, makeCard),
    onPress(disputeButton, disputeCorrection),
  ],
  events: [
    onEvent({ kind: SILENCE, version: 1, schema: silence, handle: endSilently }),
    onEvent({ kind: "tutor.spoken", version: 1, schema: spokenNotice, handle: noteSpoken }),
    onEvent({ kind: UNSAVED, version: 1, schema: practice, handle: saveAgain }),
  ],
  fallbacks: [
    { kind: "text", priority: 10, needs: entitled, isMeant: isTalking, handle: answerText },
    { kind: "media", priority: 10, needs: entitled, isMeant: isTalking, handle: answerMedia },
  ],
  cards: [disputeCard],
  flows: [factFlow],
  schedules: [{ name: "tutor.speeches.tidy", cron: "*/5 * * * *", run: tidySpeeches }],
  jobs: [replyJob, hearJob, saveJob, summaryJob, speakJob],
  personData: {
    export: async (personId, { db }, state) => ({
      conversation: state.read(conversationCell) ?? null,
      facts: state.read(factsCell) ?? [],
      latestMistakes: state.read(mistakesCell) ?? [],
      mistakes: await listMistakes(db, personId),
      disputes: await listDisputes(db, personId),
      practice: await listStudySessions(db, personId),
      studyDays: await listStudyDays(db, personId),
      modelUse: await listUsage(db, personId),
      unserved: await listOutagesOf(db, personId),
    }),
    forget: (personId, { db }, now) => [...forgetUsage(db, personId, now), ...forgetPractice(db, personId), forgetOutagesOf(db, personId)],
  },
};
