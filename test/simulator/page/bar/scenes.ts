import type { Playing, State } from "../../wire.ts";
import { api } from "../api.ts";
import { byId, el } from "../dom.ts";
import { attempt } from "../notices.ts";

/** The box with the scenarios that can be replayed. */
export type Scenes = { setPlaying: (playing: Playing | undefined) => void };

export function createScenes(scenarios: State["scenarios"]): Scenes {
  const button = byId<HTMLButtonElement>("toggle-scenes");
  const list = byId("scenes-list");
  const status = byId("scenes-status");
  const stop = byId<HTMLButtonElement>("stop-scene");
  const rows = scenarios.map(({ name, title }) =>
    el("button", { type: "button", class: "scene", onclick: () => attempt(api.playScenario(name)) }, title),
  );
  list.replaceChildren(...rows);
  stop.addEventListener("click", () => attempt(api.stopScenario()));
  return {
    setPlaying(playing) {
      const title = scenarios.find(({ name }) => name === playing?.name)?.title;
      status.textContent = playing ? `${title}: step ${playing.step} of ${playing.of}` : "Choose what is to be replayed.";
      stop.disabled = !playing;
      button.classList.toggle("is-playing", playing !== undefined);
      for (const row of rows) row.disabled = playing !== undefined;
    },
  };
}
