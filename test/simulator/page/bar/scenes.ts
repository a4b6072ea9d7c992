import type { Playing, State } from "../../wire.ts";
import { api } from "../api.ts";
import { byId, el } from "../dom.ts";
import { attempt } from "../notices.ts";
import { reasonOf } from "../../shared/reason.ts";

/** The box with the scenarios that can be replayed. */
export type Scenes = { setPlaying: (playing: Playing | undefined) => void };

type ScenesInput = {
  scenarios: State["scenarios"];
  /** Puts somebody's phone on the table. */
  bringUp: (personId: number) => void;
};

export function createScenes({ scenarios, bringUp }: ScenesInput): Scenes {
  const button = byId<HTMLButtonElement>("toggle-scenes");
  const status = byId("scenes-status");
  const trouble = byId("scenes-trouble");
  const stop = byId<HTMLButtonElement>("stop-scene");
  const hurry = byId<HTMLInputElement>("hurry-scene");
  const chooser = byId<HTMLInputElement>("scene-file");
  const play = async (which: { name: string } | { file: string }) => {
    trouble.textContent = "";
    try {
      const { newcomers } = await api.playScenario({ ...which, pace: hurry.checked ? "hurried" : "watched" });
      newcomers.forEach(bringUp);
    } catch (error) {
      trouble.textContent = reasonOf(error);
    }
  };
  const row = (title: string, onclick: () => void) => el("button", { type: "button", class: "scene", onclick }, title);
  const rows = [...scenarios.map(({ name, title }) => row(title, () => void play({ name }))), row("From a file…", () => chooser.click())];
  byId("scenes-list").replaceChildren(...rows);
  chooser.addEventListener("change", () => {
    const [file] = chooser.files ?? [];
    chooser.value = "";
    if (file) attempt(file.text().then((text) => play({ file: text })));
  });
  stop.addEventListener("click", () => attempt(api.stopScenario()));
  return {
    setPlaying(playing) {
      status.textContent = playing ? `${playing.title}: step ${playing.step} of ${playing.of}` : "Choose what is to be replayed.";
      stop.disabled = !playing;
      button.classList.toggle("is-playing", playing !== undefined);
      for (const each of rows) each.disabled = playing !== undefined;
    },
  };
}
