import type { Traffic } from "../../wire.ts";
import { byId, el } from "../dom.ts";
import { keep, recall, textOf } from "../kept.ts";
import type { Times } from "../time.ts";
import { chatOf, createCauses, type Cause } from "./causes.ts";

/** The pane of raw traffic: updates on their way to the bot, and what it called. */
export type Pane = { add: (traffic: Traffic) => void };

type PaneInput = { times: Times; nameOf: (chatId: number) => string | undefined; onOpen: () => void };
type Line = { traffic: Traffic; cause: Cause | undefined };

const KEPT = 300;
const REMEMBERED_AS = "pane";

export function createPane({ times, nameOf, onOpen }: PaneInput): Pane {
  const pane = byId("pane");
  const list = byId("traffic");
  const kind = byId<HTMLSelectElement>("traffic-kind");
  const words = byId<HTMLInputElement>("traffic-words");
  const causeOf = createCauses();
  let lines: Line[] = [];
  const before = recall(REMEMBERED_AS) ?? {};
  let clearedAt = Number(before["clearedAt"] ?? 0);
  kind.value = textOf(before["kind"]) || "all";
  words.value = textOf(before["words"]);
  const note = () => keep(REMEMBERED_AS, { isOpen: !pane.hidden, kind: kind.value, words: words.value, clearedAt });

  const showCause = (updateId: number) => {
    if (showUpdate(list, updateId)) return;
    // The filters have hidden it.
    kind.value = "all";
    words.value = "";
    note();
    redraw();
    showUpdate(list, updateId);
  };
  const render = (line: Line) => renderLine(line, { times, nameOf, showCause });
  // Nothing is drawn while nobody looks.
  const redraw = () => list.replaceChildren(...(pane.hidden ? [] : lines.filter(isWanted).toReversed().map(render)));
  const isWanted = ({ traffic }: Line) => {
    const wanted = kind.value;
    if (wanted === "refused" ? !isRefused(traffic) : wanted !== "all" && wanted !== traffic.kind) return false;
    const sought = words.value.trim().toLowerCase();
    return sought === "" || searchable(traffic, nameOf).includes(sought);
  };
  connectPane(pane, before["isOpen"] === true, () => {
    note();
    redraw();
    if (!pane.hidden) onOpen();
  });
  for (const filter of [kind, words])
    filter.addEventListener("input", () => {
      note();
      redraw();
    });
  byId("clear-traffic").addEventListener("click", () => {
    clearedAt = lines.at(-1)?.traffic.at ?? clearedAt;
    lines = [];
    note();
    redraw();
  });

  return {
    add(traffic) {
      const line = { traffic, cause: causeOf(traffic) };
      if (traffic.at <= clearedAt) return;
      lines.push(line);
      if (lines.length > KEPT) lines.shift();
      if (pane.hidden || !isWanted(line)) return;
      list.prepend(render(line));
      if (list.childElementCount > KEPT) list.lastElementChild?.remove();
    },
  };
}

/** Opens and closes the pane. */
function connectPane(pane: HTMLElement, isOpen: boolean, onToggle: () => void): void {
  const toggle = byId<HTMLButtonElement>("toggle-pane");
  const setOpen = (isOpen: boolean) => {
    pane.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
    onToggle();
  };
  toggle.addEventListener("click", () => setOpen(Boolean(pane.hidden)));
  byId("close-pane").addEventListener("click", () => {
    setOpen(false);
    toggle.focus();
  });
  pane.hidden = !isOpen;
  toggle.setAttribute("aria-expanded", String(isOpen));
}

type Looks = { times: Times; nameOf: PaneInput["nameOf"]; showCause: (updateId: number) => void };

function renderLine({ traffic, cause }: Line, { times, nameOf, showCause }: Looks): HTMLElement {
  const name = nameOf(chatIn(traffic) ?? 0);
  const summary = el(
    "summary",
    {},
    el(
      "span",
      { class: "traffic-mark", "aria-label": traffic.kind === "update" ? "Update" : "Call" },
      traffic.kind === "update" ? "→" : "←",
    ),
    el("span", { class: "traffic-title" }, titleOf(traffic)),
    name !== undefined && el("span", { class: "traffic-name" }, name),
    el("time", {}, times.clock(traffic.at / 1000)),
  );
  const looks = {
    class: `entry ${traffic.kind}${isRefused(traffic) ? " refused" : ""}`,
    "data-update": traffic.kind === "update" && cause,
  };
  const entry = el("details", looks, summary);
  // The JSON is made when somebody looks: most lines are never opened.
  const open = () => {
    const json = JSON.stringify(bodyOf(traffic), undefined, 2);
    const copy = () => void navigator.clipboard.writeText(json);
    const tie = traffic.kind === "call" && cause !== undefined && tieTo(cause, showCause);
    entry.append(
      el("div", { class: "traffic-tools" }, tie, el("button", { type: "button", onclick: copy }, "Copy")),
      el("pre", { tabindex: 0 }, json),
    );
  };
  entry.addEventListener("toggle", open, { once: true });
  return entry;
}

function tieTo(cause: Cause, showCause: (updateId: number) => void): HTMLElement {
  if (cause === "clock") return el("span", { class: "by-the-clock", title: "No update of this chat in the minute before" }, "by the clock");
  return el("button", { type: "button", onclick: () => showCause(cause) }, `after update ${cause}`);
}

/** Whether it is there. */
function showUpdate(list: HTMLElement, updateId: number): boolean {
  const entry = list.querySelector<HTMLDetailsElement>(`[data-update="${updateId}"]`);
  if (!entry) return false;
  entry.open = true;
  entry.scrollIntoView({ block: "center", behavior: "smooth" });
  entry.querySelector("summary")?.focus({ preventScroll: true });
  return true;
}

function titleOf(traffic: Traffic): string {
  if (traffic.kind === "update") return Object.keys(traffic.update).find((key) => key !== "update_id") ?? "update";
  return isRefused(traffic) ? `${traffic.call.method} ${traffic.call.status}` : traffic.call.method;
}

function bodyOf(traffic: Traffic): unknown {
  if (traffic.kind === "update") return traffic.update;
  const { number, status, refusal, payload } = traffic.call;
  return { number, status, ...(refusal && { refusal }), payload };
}

function chatIn(traffic: Traffic): number | undefined {
  if (traffic.kind === "update") return chatOf(traffic.update);
  return Number(traffic.call.payload["chat_id"]) || undefined;
}

function searchable(traffic: Traffic, nameOf: PaneInput["nameOf"]): string {
  return `${titleOf(traffic)} ${nameOf(chatIn(traffic) ?? 0) ?? ""} ${JSON.stringify(bodyOf(traffic))}`.toLowerCase();
}

function isRefused(traffic: Traffic): boolean {
  return traffic.kind === "call" && traffic.call.status !== 200;
}
