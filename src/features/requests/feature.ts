import de from "#locales/de/requests.ftl";
import en from "#locales/en/requests.ftl";
import ru from "#locales/ru/requests.ftl";
import { onEvent, onPress, type Feature } from "#platform/feature.ts";
import { beginButton } from "#platform/request-kind.ts";
import { access } from "./access.ts";
import { answerByReply, answerByText, askFor, askForKind, attach, askWhatToSay, renew, showStatus, withdraw } from "./bot.ts";
import { askButton, renewButton, speakButton, statusButton, withdrawButton } from "./buttons.ts";
import { REQUEST_MOVED, requestCard } from "./card.ts";
import { followEdit } from "./editing.ts";
import { expireRequests } from "./expiry.ts";
import { requestRoutes } from "./http.ts";
import { ACCESS_CHANGED, accessChange, findMember, forgetMember } from "./members.ts";
import { requestFlows } from "./request-flow.ts";
import { speakFlow } from "./speaking.ts";
import { movedRequest, takeAccess, takeMove } from "./standing.ts";
import { requestMenu, requestWelcome } from "./view.ts";

/** Whoever asks to be let in is not in yet. */
const anybody = { registration: "waived" } as const;

/** Before a conversation that is going on: the reply says what it answers. */
const BEFORE_TALK = 50;
/** Before the desk, which changes the copies of what is edited. */
const BEFORE_COPIES = 200;
/** Before "I do not understand", behind everything that does. */
const LAST = 1;

/** What people ask staff for, one at a time of each kind, from the first word to what came of it. */
export const requests: Feature = {
  name: "requests",
  locales: { en, de, ru },
  requestKinds: [access],
  requestCard,
  menu: requestMenu,
  welcome: requestWelcome,
  commands: [
    { name: "request", describe: "command-request", needs: anybody, handle: askFor },
    { name: "status", describe: "command-status", needs: anybody, handle: showStatus },
  ],
  buttons: [
    onPress(askButton, (ctx) => askFor(ctx), anybody),
    onPress(beginButton, askForKind, anybody),
    onPress(statusButton, showStatus, anybody),
    onPress(speakButton, askWhatToSay, anybody),
    onPress(withdrawButton, withdraw, anybody),
    onPress(renewButton, renew, anybody),
  ],
  flows: [...requestFlows, speakFlow],
  fallbacks: [
    { kind: "text", priority: BEFORE_TALK, handle: ({ turn, deps }, sent) => answerByReply(sent, turn, deps) },
    { kind: "media", priority: BEFORE_TALK, handle: ({ turn, deps }, sent) => answerByReply(sent, turn, deps) },
    { kind: "text", priority: LAST, handle: answerByText },
    { kind: "stranger", priority: LAST, handle: answerByText },
    { kind: "media", priority: LAST, handle: attach },
    { kind: "stranger", priority: LAST, handle: attach },
    { kind: "edited", priority: BEFORE_COPIES, handle: followEdit },
  ],
  events: [
    onEvent({ kind: REQUEST_MOVED, version: 1, schema: movedRequest, handle: takeMove }),
    onEvent({ kind: ACCESS_CHANGED, version: 1, schema: accessChange, handle: takeAccess }),
  ],
  schedules: [{ name: "requests.expire", cron: "*/5 * * * *", run: expireRequests }],
  personData: {
    export: async (personId, { db }) => ({ member: (await findMember(db, personId)) ?? null }),
    forget: (personId, { db }) => forgetMember(db, personId),
  },
  adminRoutes: requestRoutes,
};
