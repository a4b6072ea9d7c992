import { defineButton } from "./telegram/button.ts";
import type { ViewButton } from "./telegram/view.ts";
import type { Turn } from "./turn.ts";

/** The slot of the one screen in which people move about. */
export const MAIN_SCREEN = "screen";

/** The way back that every screen offers; the feature that has the `home` screen answers it. */
export const homeButton = defineButton("home:show", {});

export function backToMenu(turn: Pick<Turn, "t">): ViewButton {
  return { label: turn.t("back-to-menu"), data: homeButton.data({}) };
}
