import { el } from "./dom.ts";

/** The coloured disc with an initial, which is drawn and not read out. */
export function renderAvatar(name: string, id: number): HTMLElement {
  return el("span", { class: `avatar hue-${Math.abs(id) % 6}`, "aria-hidden": "true", "data-initial": name.slice(0, 1).toUpperCase() });
}
