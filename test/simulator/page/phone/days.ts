import type { Message } from "@grammyjs/types";
import { el } from "../dom.ts";
import type { Times } from "../time.ts";

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
  const albumFor = (neighbour: Element | null | undefined, node: HTMLElement) => {
    const name = node.dataset["album"];
    if (!name || !(neighbour instanceof HTMLElement) || neighbour.dataset["album"] !== name) return undefined;
    if (neighbour.classList.contains("album")) return neighbour;
    const album = wrapAlbum(neighbour, name);
    const known = written.get(neighbour);
    if (known) written.set(album, known);
    return album;
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
      const album = albumFor(above, node);
      (album ?? place).append(node);
      if (!album) join(above, node);
    },
    prepend(node, message) {
      note(node, message);
      const day = times.day(message.date);
      const top = element.firstElementChild;
      const place = top?.getAttribute("aria-label") === day ? top : element.insertBefore(section(day), top);
      const below = place.children[1];
      const album = albumFor(below, node);
      if (album) album.prepend(node);
      else place.firstElementChild?.after(node);
      if (!album) join(node, below);
    },
    replace(old, node) {
      const known = written.get(old);
      if (known) written.set(node, known);
      for (const name of ["followed", "joined"]) if (old.classList.contains(name)) node.classList.add(name);
      const focused = old.contains(document.activeElement);
      old.replaceWith(node);
      // A person at the keyboard goes on from the same screen.
      if (focused) node.querySelector<HTMLElement>("button, a")?.focus({ preventScroll: true });
    },
    remove(node) {
      const album = node.closest<HTMLElement>(".album");
      if (album && album.children.length > 1) return node.remove();
      const whole = album ?? node;
      const day = whole.parentElement;
      if (!whole.classList.contains("followed")) whole.previousElementSibling?.classList.remove("followed");
      if (!whole.classList.contains("joined")) whole.nextElementSibling?.classList.remove("joined");
      whole.remove();
      if (!day?.querySelector(".message")) day?.remove();
    },
  };
}

function wrapAlbum(first: HTMLElement, name: string): HTMLElement {
  const album = el("div", { class: "album", "data-album": name, role: "group", "aria-label": "Album" });
  for (const each of ["in", "out", "joined", "followed"]) if (first.classList.contains(each)) album.classList.add(each);
  first.classList.remove("joined", "followed");
  first.replaceWith(album);
  album.append(first);
  return album;
}
