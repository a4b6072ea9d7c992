import type { Message } from "@grammyjs/types";
import { el } from "../dom.ts";
import type { Times } from "../time.ts";
import { albumFor, placeCaption } from "./album.ts";

/** The messages under their days; neighbours of one author, written within minutes, stand close together. */
export type Days = {
  element: HTMLElement;
  append: (node: HTMLElement, message: Message) => void;
  prepend: (node: HTMLElement, message: Message) => void;
  replace: (old: HTMLElement, node: HTMLElement) => void;
  remove: (node: HTMLElement) => void;
};

const GROUP_SECONDS = 300;

export function createDays(times: Times): Days {
  const element = el("div", { class: "days" });
  const written = new WeakMap<Element, { author: number; date: number }>();
  const note = (node: HTMLElement, message: Message) => {
    if (!node.classList.contains("service")) written.set(node, { author: message.from?.id ?? 0, date: message.date });
  };

  const join = (upper: Element | null | undefined, lower: Element | null | undefined) => {
    const [above, below] = [upper && written.get(upper), lower && written.get(lower)];
    if (!above || !below || above.author !== below.author || below.date - above.date >= GROUP_SECONDS) return;
    upper?.classList.add("followed");
    lower?.classList.add("joined");
  };
  /** The parts of an album lie in one bubble, which takes the place of the first of them that comes. */
  const joinAlbum = (neighbour: Element | null | undefined, node: HTMLElement, put: (album: HTMLElement) => void) => {
    const known = neighbour && written.get(neighbour);
    const album = albumFor(neighbour, node);
    if (!album) return false;
    if (known) written.set(album, known);
    put(album);
    placeCaption(album);
    return true;
  };
  const section = (day: string) =>
    el("section", { class: "day", "aria-label": day }, el("div", { class: "day-label", "aria-hidden": "true" }, el("span", {}, day)));

  return {
    element,
    append(node, message) {
      note(node, message);
      const day = times.day(message.date);
      const last = element.lastElementChild;
      const place = last?.getAttribute("aria-label") === day ? last : element.appendChild(section(day));
      const above = place.lastElementChild;
      if (joinAlbum(above, node, (album) => album.append(node))) return;
      place.append(node);
      join(above, node);
    },
    prepend(node, message) {
      note(node, message);
      const day = times.day(message.date);
      const top = element.firstElementChild;
      const place = top?.getAttribute("aria-label") === day ? top : element.insertBefore(section(day), top);
      const below = place.children[1];
      if (joinAlbum(below, node, (album) => album.prepend(node))) return;
      place.firstElementChild?.after(node);
      join(node, below);
    },
    replace(old, node) {
      const known = written.get(old);
      if (known) written.set(node, known);
      for (const name of ["followed", "joined"]) if (old.classList.contains(name)) node.classList.add(name);
      const focused = old.contains(document.activeElement);
      old.replaceWith(node);
      const album = node.closest<HTMLElement>(".album");
      if (album) placeCaption(album);
      // A person at the keyboard goes on from the same screen.
      if (focused) node.querySelector<HTMLElement>("button, a")?.focus({ preventScroll: true });
    },
    remove(node) {
      const album = node.closest<HTMLElement>(".album");
      if (album && album.querySelectorAll(".message").length > 1) {
        node.remove();
        return placeCaption(album);
      }
      const whole = album ?? node;
      const day = whole.parentElement;
      if (!whole.classList.contains("followed")) whole.previousElementSibling?.classList.remove("followed");
      if (!whole.classList.contains("joined")) whole.nextElementSibling?.classList.remove("joined");
      whole.remove();
      if (!day?.querySelector(".message")) day?.remove();
    },
  };
}
