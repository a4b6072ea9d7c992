import type { Persona } from "../../wire.ts";
import { api, type Where } from "../api.ts";
import { byId, el, find } from "../dom.ts";
import { connectMenu } from "../menu.ts";
import { attempt } from "../notices.ts";

type ChatMenuInput = {
  root: HTMLElement;
  here: () => Where;
  isBlocked: () => boolean;
  strangers: () => Persona[];
  showMembers: () => void;
};

/** What a person can do with the whole chat. */
export function connectChatMenu({ root, here, isBlocked, strangers, showMembers }: ChatMenuInput): void {
  const deeds: Record<string, () => unknown> = {
    export: async () => download(here(), "test"),
    "export-scenario": async () => download(here(), "scenario"),
    block: () => api.block(here().personId, !isBlocked()),
    leave: () => api.leave(here()),
    admit: () => admit(here(), strangers()),
    topic: () => createTopic(here()),
    members: showMembers,
    supergroup: () => api.makeSupergroup(here()),
    "close-topic": () => api.closeTopic({ ...here(), closed: true }),
    "reopen-topic": () => api.closeTopic({ ...here(), closed: false }),
    "delete-topic": () => api.deleteTopic(here()),
  };
  connectMenu(find<HTMLButtonElement>(root, ".chat-menu"), find(root, ".chat-menu-list"), ({ dataset: { act } }) => {
    attempt(Promise.resolve(deeds[act ?? ""]?.()));
  });
}

const ENDINGS = { test: "workers.test.ts", scenario: "json" };

/** The conversation so far: in the style of the flow tests, or to be replayed on this page. */
function download({ personId }: Where, as: keyof typeof ENDINGS): void {
  el("a", { href: `/sim/export?person=${personId}&as=${as}`, download: `person-${personId}.${ENDINGS[as]}` }).click();
}

async function admit(where: Where, strangers: Persona[]): Promise<void> {
  const userId = await askForPerson(strangers);
  if (userId) await api.admit({ ...where, userId });
}

function askForPerson(strangers: Persona[]): Promise<number> {
  const box = byId<HTMLDialogElement>("person-box");
  const choice = ({ personId, name, role }: Persona) =>
    el("button", { type: "submit", value: personId, class: "quiet" }, `${name}, ${role}`);
  find(box, ".person-choices").replaceChildren(...strangers.map(choice), strangers.length === 0 ? "Everybody is in already." : "");
  box.returnValue = "";
  box.showModal();
  return new Promise((resolve) => {
    box.onclose = () => resolve(Number(box.returnValue));
  });
}

async function createTopic(where: Where): Promise<void> {
  const name = await askForName();
  if (name) await api.createTopic({ ...where, name });
}

function askForName(): Promise<string | undefined> {
  const box = byId<HTMLDialogElement>("name-box");
  const field = find<HTMLInputElement>(box, "input");
  field.value = "";
  box.showModal();
  return new Promise((resolve) => {
    box.onclose = () => {
      resolve(box.returnValue === "add" ? field.value.trim() : undefined);
      box.returnValue = "";
    };
  });
}
