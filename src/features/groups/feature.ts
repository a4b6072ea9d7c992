import de from "#locales/de/groups.ftl";
import en from "#locales/en/groups.ftl";
import ru from "#locales/ru/groups.ftl";
import type { Feature } from "#platform/feature.ts";
import { noteMigration, noteStanding } from "./bot.ts";

/** Before whatever takes messages of a group. */
const FIRST = 100;

/** What becomes of the bot in a group: let in, made administrator, muted, put out; and of the group itself, which may get another id. */
export const groups: Feature = {
  name: "groups",
  locales: { en, de, ru },
  fallbacks: [
    { kind: "standing", priority: FIRST, handle: noteStanding },
    { kind: "group", priority: FIRST, handle: noteMigration },
  ],
};
