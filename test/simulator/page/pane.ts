import type { Traffic } from "../wire.ts";
import { byId, el } from "./dom.ts";
import type { Times } from "./time.ts";

/** The pane of raw traffic: updates on their way to the bot, and what it called. */
export type Pane = { add: (traffic: Traffic) => void };

const KEPT = 300;
const REMEMBERED_AS = "stoa-simulator-pane";

export function createPane(times: Times): Pane {
  const pane = byId("pane");
  const list = byId("traffic");
  const filter = byId<HTMLSelectElement>("traffic-filter");
  const toggle = byId<HTMLButtonElement>("toggle-pane");

  const setOpen = (isOpen: boolean) => {
    pane.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
    localStorage.setItem(REMEMBERED_AS, isOpen ? "open" : "closed");
  };
  toggle.addEventListener("click", () => setOpen(Boolean(pane.hidden)));
  byId("close-pane").addEventListener("click", () => {
    setOpen(false);
    toggle.focus();
  });
  filter.addEventListener("change", () => void (list.dataset["only"] = filter.value));
  byId("clear-traffic").addEventListener("click", () => list.replaceChildren());
  setOpen(localStorage.getItem(REMEMBERED_AS) === "open");

  return {
    add(traffic) {
      list.prepend(renderEntry(traffic, times));
      if (list.childElementCount > KEPT) list.lastElementChild?.remove();
    },
  };
}

function renderEntry(traffic: Traffic, times: Times): HTMLElement {
  const { title, mark, body, isRefused } = describe(traffic);
  const summary = el(
    "summary",
    {},
    el("span", { class: "traffic-mark", "aria-hidden": "true" }, mark),
    el("span", { class: "traffic-title" }, title),
    el("time", {}, times.clock(traffic.at / 1000)),
  );
  const entry = el("details", { class: `entry ${traffic.kind}${isRefused ? " refused" : ""}` }, summary);
  // The JSON is made when somebody looks: most entries are never opened.
  entry.addEventListener(
    "toggle",
    () => entry.querySelector("pre") ?? entry.append(el("pre", { tabindex: 0 }, JSON.stringify(body, undefined, 2))),
    { once: true },
  );
  return entry;
}

function describe(traffic: Traffic): { title: string; mark: string; body: unknown; isRefused: boolean } {
  if (traffic.kind === "update") {
    const kind = Object.keys(traffic.update).find((key) => key !== "update_id") ?? "update";
    return { title: kind, mark: "→", body: traffic.update, isRefused: false };
  }
  const { method, status, refusal, payload, number } = traffic.call;
  const isRefused = status !== 200;
  return {
    title: isRefused ? `${method} ${status}` : method,
    mark: "←",
    body: { number, status, ...(refusal && { refusal }), payload },
    isRefused,
  };
}
