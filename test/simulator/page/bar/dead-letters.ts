import type { DeadLetter } from "../../wire.ts";
import { api } from "../api.ts";
import { byId, el } from "../dom.ts";
import { attempt, showToast } from "../notices.ts";
import { reasonOf } from "../../shared/reason.ts";
import type { Times } from "../time.ts";

/** The part of the pane with what the Worker has given up; each can be handed over again. Nothing is asked while nobody looks. */
export type DeadLetters = { refresh: () => void };

type DeadLettersInput = { times: Times; nameOf: (chatId: number) => string | undefined };

export function createDeadLetters({ times, nameOf }: DeadLettersInput): DeadLetters {
  const list = byId("dead-list");
  const status = byId("dead-status");
  const look = async () => {
    try {
      const letters = await api.listDeadLetters();
      list.replaceChildren(...letters.map(row));
      status.textContent = letters.length === 0 ? "Nothing has died." : "";
    } catch (error) {
      list.replaceChildren();
      status.textContent = `They cannot be listed now: ${reasonOf(error)}`;
    }
  };
  const replay = async (letter: DeadLetter) => {
    try {
      await api.replay(letter.deadLetterId);
      showToast("It is being handled once more");
    } finally {
      await look();
    }
  };
  const row = (letter: DeadLetter) =>
    el(
      "li",
      {},
      el("span", { class: "dead-what" }, el("b", {}, letter.kind), ` for ${whom(letter, nameOf)}`),
      el("time", {}, times.clock(letter.at / 1000)),
      el("button", { type: "button", onclick: () => attempt(replay(letter)) }, "Replay"),
    );
  const refresh = () => {
    if (!byId("pane").hidden) attempt(look());
  };
  byId("look-for-dead").addEventListener("click", refresh);
  return { refresh };
}

function whom({ to }: DeadLetter, nameOf: DeadLettersInput["nameOf"]): string {
  return nameOf(Number(to.split(":")[1])) ?? (to || "nobody who is known");
}
