import type { Persona } from "../../wire.ts";
import { api } from "../api.ts";
import { renderAvatar } from "../avatar.ts";
import { byId, el, icon } from "../dom.ts";
import { attempt } from "../notices.ts";

/** The people whose phones can be on the table; each button puts one there or away. */
export type People = {
  add: (persona: Persona) => void;
  setShown: (personIds: Iterable<number>, active: number | undefined) => void;
  setUnread: (personId: number, count: number) => void;
};

type Row = { button: HTMLElement; badge: HTMLElement };

export function createPeople({ choose }: { choose: (personId: number) => void }): People {
  const list = byId("people");
  const rows = new Map<number, Row>();
  return {
    add(persona) {
      const row = renderRow(persona, choose);
      rows.set(persona.personId, row);
      list.append(el("li", {}, row.button));
    },
    setShown(personIds, active) {
      const shown = new Set(personIds);
      for (const [id, { button }] of rows) {
        button.setAttribute("aria-pressed", String(shown.has(id)));
        button.classList.toggle("active", id === active);
      }
    },
    setUnread(personId, count) {
      const badge = rows.get(personId)?.badge;
      if (!badge) return;
      badge.textContent = String(count || "");
      badge.setAttribute("aria-label", `${count} unread`);
    },
  };
}

function renderRow(persona: Persona, choose: (personId: number) => void): Row {
  const badge = el("span", { class: "badge" });
  const button = el(
    "button",
    {
      type: "button",
      class: "person",
      "aria-pressed": "false",
      title: `@${persona.username}`,
      onclick: () => choose(persona.personId),
    },
    el("span", { class: "face" }, renderAvatar(persona.name, persona.personId), badge),
    el("b", {}, persona.name),
    el("span", { class: "role" }, persona.role),
  );
  return { button, badge };
}

/** The box in which somebody new gets a name. */
export function connectNewPerson(choose: (personId: number) => void): void {
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
