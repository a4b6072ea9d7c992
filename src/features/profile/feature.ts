import de from "#locales/de/profile.ftl";
import en from "#locales/en/profile.ftl";
import ru from "#locales/ru/profile.ftl";
import * as z from "zod";
import { onEvent, onPress, type Feature } from "#platform/feature.ts";
import { profileSchema } from "#platform/profile.ts";
import { homeButton } from "#platform/home.ts";
import {
  cancelOwnOrTheirs,
  endForStaff,
  changeSetting,
  help,
  menu,
  notUnderstood,
  noteMembership,
  noteUnreachable,
  openSetting,
  personSlice,
  ping,
  settings,
  start,
  takePushedProfile,
  welcomeStranger,
} from "./bot.ts";
import { changeButton, explanationButton, helpButton, languageButton, levelButton, settingsButton, timezoneButton } from "./buttons.ts";
import { registrationFlow } from "./registration-flow.ts";
import { CANCELLED, deletePerson, findPerson } from "./store.ts";
import { renderHome } from "./view.ts";

const anybody = { registration: "waived" } as const;

/** Who somebody is and where they come back to: registration, main menu, settings, help. */
export const profile: Feature = {
  name: "profile",
  locales: { en, de, ru },
  home: (turn) => renderHome(turn, "menu"),
  commands: [
    { name: "start", needs: anybody, keepsFlow: true, handle: start },
    { name: "menu", describe: "command-menu", handle: menu },
    { name: "settings", describe: "command-settings", handle: settings },
    { name: "help", describe: "command-help", needs: anybody, keepsFlow: true, handle: help },
    { name: "cancel", describe: "command-cancel", needs: anybody, where: "anywhere", keepsFlow: true, handle: cancelOwnOrTheirs },
    { name: "ping", needs: anybody, keepsFlow: true, handle: ping },
  ],
  buttons: [
    onPress(homeButton, menu),
    onPress(helpButton, help, anybody),
    onPress(settingsButton, settings),
    onPress(changeButton, openSetting),
    onPress(languageButton, (ctx, { language }) => changeSetting(ctx, { interfaceLanguage: language })),
    onPress(levelButton, (ctx, { level }) => changeSetting(ctx, { level })),
    onPress(explanationButton, (ctx, { language }) => changeSetting(ctx, { explanationLanguage: language })),
    onPress(timezoneButton, (ctx, { timezone }) => changeSetting(ctx, { timezone })),
  ],
  profileSlice: personSlice,
  personData: {
    export: (personId, { db }) => findPerson(db, personId),
    forget: (personId, { db }) => [deletePerson(db, personId)],
  },
  flows: [registrationFlow],
  fallbacks: [
    { kind: "stranger", priority: 0, handle: welcomeStranger },
    { kind: "text", priority: 0, handle: notUnderstood },
    { kind: "media", priority: 0, handle: notUnderstood },
    { kind: "membership", priority: 0, handle: noteMembership },
  ],
  events: [
    onEvent({ kind: CANCELLED, version: 1, schema: z.object({}), handle: endForStaff }),
    onEvent({ kind: "person.unreachable", version: 1, schema: z.object({}), handle: noteUnreachable }),
    onEvent({ kind: "person.changed", version: 1, schema: z.object({ profile: profileSchema }), handle: takePushedProfile }),
  ],
};
