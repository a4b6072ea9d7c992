import { el } from "../dom.ts";
import { deedOf } from "./links.ts";

/** A link to where Telegram would lead. Anything but the web, mail, phones and Telegram itself stays plain text. */
export function renderLink(url: string, content: Node): Node {
  const deed = deedOf(url);
  if (deed) return el("button", { type: "button", class: "command", ...deed }, content);
  const address = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`;
  if (!/^(https?|mailto|tel|tg):/i.test(address)) return el("span", {}, content);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address }, content);
}

/** Pressing a command sends it, as in Telegram. The chat listens for `data-command`. */
export function renderCommand(command: string, content: Node): HTMLElement {
  return el("button", { type: "button", class: "command", "data-command": command }, content);
}

export function renderSpoiler(content: Node): HTMLElement {
  const cover = el("span", { class: "spoiler", role: "button", tabindex: 0, "aria-label": "Hidden text, press to show" }, content);
  const reveal = () => {
    cover.classList.add("revealed");
    cover.removeAttribute("role");
    cover.removeAttribute("aria-label");
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", (event) => event.key === "Enter" && reveal());
  return cover;
}
