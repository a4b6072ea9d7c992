import { byId, find } from "../dom.ts";
import { keep, recall, textOf } from "../kept.ts";
import { showToast } from "../notices.ts";
import { startRecording, type Recording, type Take } from "./microphone.ts";

/** A recording, or words alone, ready to be sent. */
export type VoiceNote = { says: string; sound: Blob | undefined; seconds: number | undefined };

const nameOf = (personId: number): string => `voice-${personId}`;

/** It has been sent; until then the words stand in the box whenever it is opened. */
export function forgetWords(personId: number): void {
  keep(nameOf(personId), undefined);
}

/** Asks for a recording and for what it says; undefined when the box is closed without. */
export function askForVoice(personId: number): Promise<VoiceNote | undefined> {
  const box = byId<HTMLDialogElement>("voice-box");
  const form = find<HTMLFormElement>(box, "form");
  const words = find<HTMLTextAreaElement>(form, "textarea");
  const file = find<HTMLInputElement>(form, "input[type=file]");
  const record = find<HTMLButtonElement>(form, ".record");
  let running: Recording | undefined;
  let take: Take | undefined;

  const show = () => {
    record.textContent = running ? "Stop recording" : take ? `Record again (${Math.round(take.seconds)} s kept)` : "Record";
    record.classList.toggle("is-running", running !== undefined);
  };
  const stop = async () => {
    const ending = running;
    running = undefined;
    take = (await ending?.stop()) ?? take;
  };
  const start = async () => {
    file.value = "";
    const starting = startRecording();
    running = starting;
    show();
    try {
      await starting.started;
    } catch {
      if (running !== starting) return;
      running = undefined;
      showToast("The browser gives no microphone; attach a file, or send the words alone", { tone: "error" });
    }
  };
  record.onclick = () => void (running ? stop() : start()).finally(show);
  form.reset();
  words.value = textOf(recall(nameOf(personId))?.["words"]);
  words.oninput = () => keep(nameOf(personId), { words: words.value });
  show();
  box.showModal();
  return new Promise((resolve) => {
    box.onclose = async () => {
      const isSent = box.returnValue === "send";
      box.returnValue = "";
      const says = words.value.trim();
      const sound = file.files?.[0];
      // Whoever sends while it still records means what has been said so far.
      await stop();
      if (!isSent) forgetWords(personId);
      if (!isSent || !says) return resolve(undefined);
      resolve(sound ? { says, sound, seconds: undefined } : { says, sound: take?.sound, seconds: take?.seconds });
    };
  });
}
