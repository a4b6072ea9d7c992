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
  const section = (day: string) =>
    el("section", { class: "day", "aria-label": day }, el("div", { class: "day-label", "aria-hidden": "true" }, el("span", {}, day)));

  return {
    element,
    append(node, message) {
      note(node, message);
      const day = times.day(message.date);
      const last = element.lastElementChild;
      const place = last?.getAttribute("aria-label") === day ? last : element.appendChild(section(day));
      place.append(node);
      join(node.previousElementSibling, node);
    },
    prepend(node, message) {
      note(node, message);
      const day = times.day(message.date);
      const top = element.firstElementChild;
      const place = top?.getAttribute("aria-label") === day ? top : element.insertBefore(section(day), top);
      place.firstElementChild?.after(node);
      join(node, node.nextElementSibling);
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
      const day = node.parentElement;
      if (!node.classList.contains("followed")) node.previousElementSibling?.classList.remove("followed");
      if (!node.classList.contains("joined")) node.nextElementSibling?.classList.remove("joined");
      node.remove();
      if (!day?.querySelector(".message")) day?.remove();
    },
  };
}
