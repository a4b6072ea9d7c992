import { tutor } from "#features/tutor/feature.ts";
import de from "#locales/de/progress.ftl";
import en from "#locales/en/progress.ftl";
import ru from "#locales/ru/progress.ftl";
import { onEvent, onPress, type Feature } from "#platform/feature.ts";
import { asked, ASKED, openHistory, openProgress, showWhoever, tellProgress } from "./bot.ts";
import { historyButton, OWN, progressButton } from "./buttons.ts";

/**
 * How far somebody has come: for themselves, and for teachers. It holds nothing of its own, but reads what the tutor has written
 * down; the days belong to whoever writes them.
 */
export const progress: Feature = {
  name: "progress",
  locales: { en, de, ru },
  reads: [tutor.name],
  menu: (turn) => [{ label: turn.t("menu-progress"), data: progressButton.data({ personId: OWN }) }],
  commands: [{ name: "progress", describe: "command-progress", where: "anywhere", handle: tellProgress }],
  buttons: [onPress(progressButton, openProgress), onPress(historyButton, openHistory)],
  events: [onEvent({ kind: ASKED, version: 1, schema: asked, handle: showWhoever })],
};
