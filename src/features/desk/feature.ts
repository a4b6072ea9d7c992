import de from "#locales/de/desk.ftl";
import en from "#locales/en/desk.ftl";
import ru from "#locales/ru/desk.ftl";
import * as z from "zod";
import {
  cardButton,
  changeButton,
  chooseButton,
  claimButton,
  correctButton,
  doButton,
  handOverButton,
  handToButton,
  releaseButton,
  sendAgainButton,
} from "#platform/desk/buttons.ts";
import {
  CARD_CARRY,
  CARD_COPIED,
  CARD_DELIVERED,
  CARD_EDITED,
  CARD_NOTICE,
  CARD_OVERRIDDEN,
  CARD_POSTED,
  CARD_REFRESH,
  cardNotice,
  cardToShow,
  copiedMessages,
  deliveredNotice,
  editedCopy,
  overriddenCard,
  postedCard,
  shownCard,
} from "#platform/desk/events.ts";
import { forgetMessages, listSentBy } from "#platform/desk/messages.ts";
import { CARD_LIST } from "#platform/desk/waiting-list.ts";
import { onEvent, onPress, type Command, type Feature } from "#platform/feature.ts";
import { GIVEN_ROLES } from "#platform/role.ts";
import { hintAtCards } from "./bare-words.ts";
import { askChange, keep, pressAction, pressSendAgain } from "./bot.ts";
import { askHandOver, handOver, pressHolding } from "./holding.ts";
import { endClaims } from "./claims.ts";
import { deskRoutes } from "./http.ts";
import { carryBelow, noteCopies } from "./copies.ts";
import { editCopy, followEdit } from "./edits.ts";
import { CARD_MORNING, morning, sayMorning, sendMorningLists } from "./morning.ts";
import { exportCards, forgetCards } from "#platform/desk/forget.ts";
import { pressChoice } from "./choices.ts";
import { noteDelivery, tellHolder, tellPerson } from "./notices.ts";
import { notePost, showCard } from "./posts.ts";
import { nextInQueueButton, queueButton, queueMenu, showByNumber, showNextInQueue, showQueue } from "./queue.ts";
import { answerWithAlbum } from "./replies.ts";
import { CARD_REMIND, CARD_REMIND_LIST, cardsToRemindOf, cardToRemindOf, remindStaff, sayReminder, sayReminders } from "./reminders.ts";
import { actByCommand, answerReply } from "./typed.ts";
import { listToOpen, OPEN_NEXT, openListed, openNext, openNextButton, showList } from "./waiting-list.ts";
import { followWords } from "./words-edits.ts";
import { wordsFlow } from "./words-flow.ts";

/** Staff need not have registered; who may do what to a card is part of the write that does it. */
const anybody = { registration: "waived" } as const;

/** Before anything else that answers a text: a reply to a card is meant for it. */
const FIRST = 100;
/** Before "I do not understand", behind every conversation. */
const LAST = 1;

const stepCommand = (name: string): Command => ({
  name,
  needs: anybody,
  where: "anywhere",
  handle: (ctx, rest) => actByCommand(ctx, name, rest),
});

/** The staff's cards: every way to do something to one, and what becomes of it. */
export const desk: Feature = {
  name: "desk",
  locales: { en, de, ru },
  menu: queueMenu,
  stepCommand,
  adminRoutes: deskRoutes,
  commands: [
    { name: "queue", describe: "command-queue", describeFor: GIVEN_ROLES, needs: anybody, keepsFlow: true, handle: showQueue },
    {
      name: "card",
      describe: "command-card",
      describeFor: GIVEN_ROLES,
      needs: anybody,
      where: "anywhere",
      keepsFlow: true,
      handle: showByNumber,
    },
  ],
  buttons: [
    onPress(doButton, pressAction, anybody),
    onPress(correctButton, pressAction, anybody),
    onPress(chooseButton, pressChoice, anybody),
    onPress(changeButton, askChange, anybody),
    onPress(claimButton, (ctx, { cardId }) => pressHolding(ctx, cardId, "claim"), anybody),
    onPress(releaseButton, (ctx, { cardId }) => pressHolding(ctx, cardId, "release"), anybody),
    onPress(handOverButton, askHandOver, anybody),
    onPress(handToButton, handOver, anybody),
    onPress(sendAgainButton, pressSendAgain, anybody),
    onPress(cardButton, keep, anybody),
    onPress(openNextButton, openNext, anybody),
    onPress(queueButton, showQueue, anybody),
    onPress(nextInQueueButton, showNextInQueue, anybody),
  ],
  fallbacks: [
    { kind: "group", priority: FIRST, handle: answerReply },
    { kind: "reply", priority: FIRST, handle: answerReply },
    { kind: "group", priority: LAST, handle: hintAtCards },
    { kind: "text", priority: LAST, handle: hintAtCards },
    { kind: "stranger", priority: LAST, handle: hintAtCards },
    { kind: "edited", priority: FIRST, handle: followWords },
    { kind: "edited", priority: FIRST, handle: followEdit },
  ],
  albums: [{ priority: FIRST, where: "anywhere", handle: answerWithAlbum }],
  flows: [wordsFlow],
  personData: {
    export: async (personId, { db }) => ({ ...(await exportCards(db, personId)), sent: await listSentBy(db, personId) }),
    forget: (personId, { db }, now) => [...forgetMessages(db, personId), ...forgetCards(db, personId, now)],
  },
  events: [
    onEvent({ kind: CARD_REFRESH, version: 1, schema: cardToShow, handle: showCard }),
    onEvent({ kind: CARD_POSTED, version: 1, schema: postedCard, handle: notePost }),
    onEvent({ kind: CARD_NOTICE, version: 1, schema: cardNotice, handle: tellPerson }),
    onEvent({ kind: CARD_DELIVERED, version: 1, schema: deliveredNotice, handle: noteDelivery }),
    onEvent({ kind: CARD_OVERRIDDEN, version: 1, schema: overriddenCard, handle: tellHolder }),
    onEvent({ kind: CARD_LIST, version: 1, schema: z.unknown(), handle: showList }),
    onEvent({ kind: OPEN_NEXT, version: 1, schema: listToOpen, handle: openListed }),
    onEvent({ kind: CARD_CARRY, version: 1, schema: shownCard, handle: carryBelow }),
    onEvent({ kind: CARD_COPIED, version: 1, schema: copiedMessages, handle: noteCopies }),
    onEvent({ kind: CARD_EDITED, version: 1, schema: editedCopy, handle: editCopy }),
    onEvent({ kind: CARD_REMIND, version: 1, schema: cardToRemindOf, handle: sayReminder }),
    onEvent({ kind: CARD_REMIND_LIST, version: 1, schema: cardsToRemindOf, handle: sayReminders }),
    onEvent({ kind: CARD_MORNING, version: 1, schema: morning, handle: sayMorning }),
  ],
  schedules: [
    { name: "desk.reminders", cron: "*/5 * * * *", run: remindStaff },
    { name: "desk.morning", cron: "*/5 * * * *", run: sendMorningLists },
    { name: "desk.claims", cron: "*/5 * * * *", run: endClaims },
  ],
};
