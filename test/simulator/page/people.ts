import type { Message } from "@grammyjs/types";
import type { Persona } from "../wire.ts";
import { api } from "./api.ts";
import { byId, el, icon } from "./dom.ts";
import { attempt } from "./notices.ts";
import { previewOf } from "./plain-text.ts";
import type { Times } from "./time.ts";

/** The list of whom the page can be, each with the end of their chat. */
export type People = {
  add: (persona: Persona) => void;
  select: (personId: number) => void;
  /** The newest message of a chat; `isUnread` counts it up. */
  preview: (personId: number, message: Message | undefined, isUnread: boolean) => void;
};

type Row = { button: HTMLElement; time: HTMLElement; preview: HTMLElement; badge: HTMLElement; unread: number };

export function createPeople({ times, choose }: { times: Times; choose: (personId: number) => void }): People {
  const list = byId("people");
  const rows = new Map<number, Row>();
  connectNewPerson(choose);
  return {
    add(persona) {
      const row = renderRow(persona, choose);
      rows.set(persona.personId, row);
      list.append(el("li", {}, row.button));
    },
    select(personId) {
      for (const [id, row] of rows) row.button.setAttribute("aria-current", String(id === personId));
      const row = rows.get(personId);
      if (row) showUnread(row, 0);
    },
    preview(personId, message, isUnread) {
      const row = rows.get(personId);
      if (!row) return;
      row.preview.textContent = message ? previewOf(message) : "No messages yet";
      row.time.textContent = message ? times.clock(message.date) : "";
      if (isUnread) showUnread(row, row.unread + 1);
    },
  };
}

/** The coloured disc with a person's initial. */
export function renderAvatar(name: string, personId: number): HTMLElement {
  return el("span", { class: `avatar hue-${personId % 6}`, "aria-hidden": "true" }, name.slice(0, 1).toUpperCase());
}

function renderRow(persona: Persona, choose: (personId: number) => void): Row {
  const time = el("span", { class: "person-time" });
  const preview = el("span", { class: "person-preview" });
  const badge = el("span", { class: "badge", hidden: true });
  const words = el(
    "span",
    { class: "person-words" },
    el("span", { class: "person-line" }, el("b", {}, persona.name), el("span", { class: "role" }, persona.role), time),
    el("span", { class: "person-line" }, preview, badge),
  );
  const label = `${persona.name}, ${persona.role}`;
  const button = el(
    "button",
    { type: "button", class: "person", "aria-label": label, onclick: () => choose(persona.personId) },
    renderAvatar(persona.name, persona.personId),
    words,
  );
  return { button, time, preview, badge, unread: 0 };
}

function showUnread(row: Row, unread: number): void {
  row.unread = unread;
  row.badge.hidden = unread === 0;
  row.badge.textContent = String(unread);
}

function connectNewPerson(choose: (personId: number) => void): void {
  const dialog = byId<HTMLDialogElement>("new-person");
  const form = byId<HTMLFormElement>("new-person-form");
  byId("add-person").prepend(icon("add"));
  byId("add-person").addEventListener("click", () => dialog.showModal());
  form.addEventListener("submit", (event) => {
    if (event.submitter?.getAttribute("value") === "cancel") return;
    const name = byId<HTMLInputElement>("new-person-name").value;
    const language = byId<HTMLSelectElement>("new-person-language").value;
    attempt(api.addPerson(name, language).then(({ personId }) => choose(personId)));
    form.reset();
  });
}
