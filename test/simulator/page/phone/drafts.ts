import type { Draft } from "../../wire.ts";
import { el } from "../dom.ts";
import { renderRich } from "../message/rich.ts";

/** Answers that are still being written. They vanish when a message arrives, or 30 seconds after the last change. */
export type Drafts = { element: HTMLElement; show: (draft: Draft) => void; clear: () => void };

const LIFETIME_MS = 30_000;

type Shown = { node: HTMLElement; text: HTMLElement; stop: HTMLElement; timer?: ReturnType<typeof setTimeout> };

export function createDrafts(onStop: () => void): Drafts {
  const element = el("div", { class: "drafts", "aria-live": "off" });
  const shown = new Map<number, Shown>();
  const remove = (draftId: number) => {
    clearTimeout(shown.get(draftId)?.timer);
    shown.get(draftId)?.node.remove();
    shown.delete(draftId);
  };
  const start = (draftId: number) => {
    const place = renderPlace(onStop);
    element.append(place.node);
    shown.set(draftId, place);
    return place;
  };

  return {
    element,
    show(draft) {
      const place = shown.get(draft.draftId) ?? start(draft.draftId);
      clearTimeout(place.timer);
      place.timer = setTimeout(() => remove(draft.draftId), LIFETIME_MS);
      write(place, draft);
    },
    clear() {
      for (const draftId of shown.keys()) remove(draftId);
    },
  };
}

function renderPlace(onStop: () => void): Shown {
  const text = el("div", { class: "text", dir: "auto" });
  const stop = el("button", { type: "button", class: "stop", hidden: true, onclick: onStop }, "Stop");
  const bubble = el("div", { class: "bubble" }, text);
  const node = el("div", { class: "message in draft entering", role: "group", "aria-label": "Answer being written" }, bubble, stop);
  return { node, text, stop };
}

function write({ node, text, stop }: Shown, draft: Draft): void {
  if (draft.blocks) text.replaceChildren(renderRich({ blocks: draft.blocks }));
  else text.textContent = draft.text || "Thinking…";
  node.classList.toggle("is-thinking", !draft.text && !draft.blocks);
  stop.hidden = !draft.canStop;
}
