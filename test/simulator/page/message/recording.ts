import { el, icon } from "../dom.ts";
import { showToast } from "../notices.ts";
import { reasonOf } from "../../shared/reason.ts";
import { addressOf } from "./links.ts";
import { hear, type Sound } from "./sound.ts";

type Recording = { fileId: string; seconds: number; name: string };

const BARS = 34;

/** A recording with a button to hear it. What it says is shown when it is heard. */
export function renderRecording({ fileId, seconds, name }: Recording): HTMLElement {
  const words = el("p", { class: "recording-words", hidden: true, dir: "auto" });
  const button = el("button", { type: "button", class: "play", "aria-label": `Play: ${name}` }, icon("play"));
  let playing: Sound | undefined;
  const show = (isPlaying: boolean) => {
    button.setAttribute("aria-pressed", String(isPlaying));
    button.replaceChildren(icon(isPlaying ? "pause" : "play"));
  };
  const stop = () => {
    playing?.stop();
    playing = undefined;
    show(false);
  };
  const play = async () => {
    show(true);
    playing = await hear(await load(fileId), stop);
    words.textContent = playing.words ?? "";
    words.hidden = playing.words === undefined;
  };
  button.addEventListener("click", () => {
    if (playing) return stop();
    play().catch((error: unknown) => {
      stop();
      showToast(reasonOf(error), { tone: "error" });
    });
  });
  const bars = Array.from({ length: BARS }, (_, index) => el("i", { class: `bar-${heightAt(fileId, index)}` }));
  return el(
    "div",
    { class: "recording" },
    button,
    el("span", { class: "wave", "aria-hidden": "true" }, ...bars),
    el("span", { class: "recording-time" }, `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`),
    words,
  );
}

async function load(fileId: string): Promise<Blob> {
  const response = await fetch(addressOf(fileId));
  if (!response.ok) throw new Error(await response.text());
  return response.blob();
}

/** The same recording always looks the same; the simulator does not look into the sound. */
function heightAt(fileId: string, index: number): number {
  let hash = index * 2_654_435_761;
  for (const character of fileId) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return ((hash >>> 8) % 6) + 1;
}
