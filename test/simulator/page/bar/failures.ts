import type { Switches, WorkerStatus } from "../../wire.ts";
import { api } from "../api.ts";
import { byId, el, find } from "../dom.ts";
import { attempt } from "../notices.ts";

/** The box in which things are broken on purpose. */
export type Failures = { setSwitches: (switches: Switches) => void; setWorker: (status: WorkerStatus) => void };

type Row = { [K in keyof Switches]: { part: K; name: string; choices: Array<[value: Switches[K], label: string]> } }[keyof Switches];

const ROWS: Row[] = [
  {
    part: "telegram",
    name: "Telegram",
    choices: [
      ["well", "well"],
      ["429", "429"],
      ["5xx", "5xx"],
      ["slow", "slow"],
    ],
  },
  {
    part: "model",
    name: "Model",
    choices: [
      ["well", "well"],
      ["dead", "dead"],
      ["slow", "slow"],
      ["garbage", "garbage"],
    ],
  },
  {
    part: "database",
    name: "Database",
    choices: [
      ["well", "well"],
      ["down", "down"],
      ["slow", "slow"],
    ],
  },
];

const STATUS: Record<WorkerStatus, string> = {
  running: "The Worker runs",
  killed: "The Worker is dead",
  starting: "The Worker is starting",
};

export function createFailures(): Failures {
  const button = byId<HTMLButtonElement>("toggle-failures");
  const box = byId("failures");
  find(box, ".switches").replaceChildren(...ROWS.map(renderRow));
  const kill = find<HTMLButtonElement>(box, "#kill-worker");
  const restart = find<HTMLButtonElement>(box, "#restart-worker");
  kill.addEventListener("click", () => attempt(api.setWorker("killed")));
  restart.addEventListener("click", () => attempt(api.setWorker("running")));
  const trouble = { switches: false, worker: false };
  const mark = () => button.classList.toggle("is-troubled", trouble.switches || trouble.worker);
  return {
    setSwitches(switches) {
      for (const [part, value] of Object.entries(switches))
        find<HTMLInputElement>(box, `[name="${part}"][value="${value}"]`).checked = true;
      trouble.switches = Object.values(switches).some((value) => value !== "well");
      mark();
    },
    setWorker(status) {
      find(box, ".worker-status").textContent = STATUS[status];
      kill.disabled = status !== "running";
      restart.disabled = status === "starting";
      trouble.worker = status !== "running";
      mark();
    },
  };
}

function renderRow({ part, name, choices }: Row): HTMLElement {
  const choose = (event: Event) =>
    event.target instanceof HTMLInputElement && attempt(api.setSwitches({ [part]: event.target.value } as Partial<Switches>));
  return el(
    "fieldset",
    { onchange: choose },
    el("legend", {}, name),
    el(
      "div",
      { class: "choices" },
      ...choices.map(([value, label]) => el("label", {}, el("input", { type: "radio", name: part, value }), el("span", {}, label))),
    ),
  );
}
