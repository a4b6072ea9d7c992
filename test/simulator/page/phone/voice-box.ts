import { byId, find } from "../dom.ts";
import { showToast } from "../notices.ts";
import { startRecording, type Take } from "./microphone.ts";

/** A recording, or words alone, ready to be sent. */
export type VoiceNote = { says: string; sound: Blob | undefined; seconds: number | undefined };

/** Asks for a recording and for what it says; undefined when the box is closed without. */
export function askForVoice(): Promise<VoiceNote | undefined> {
  const box = byId<HTMLDialogElement>("voice-box");
  const form = find<HTMLFormElement>(box, "form");
  const words = find<HTMLTextAreaElement>(form, "textarea");
  const file = find<HTMLInputElement>(form, "input[type=file]");
  const record = find<HTMLButtonElement>(form, ".record");
  let running: { stop: () => Promise<Take> } | undefined;
  let take: Take | undefined;

  const show = () => {
    record.textContent = running ? "Stop recording" : take ? `Record again (${Math.round(take.seconds)} s kept)` : "Record";
    record.classList.toggle("is-running", running !== undefined);
  };
  const toggle = async () => {
    if (running) {
      take = await running.stop();
      running = undefined;
    } else {
      file.value = "";
      running = await startRecording();
    }
    show();
  };
  record.onclick = () => {
    toggle().catch(() => showToast("The browser gives no microphone; attach a file, or send the words alone", { tone: "error" }));
  };
  form.reset();
  show();
  box.showModal();
  return new Promise((resolve) => {
    box.onclose = () => {
      running?.stop().catch(() => undefined);
      const says = words.value.trim();
      const sound = file.files?.[0] ?? take?.sound;
      resolve(box.returnValue === "send" && says ? { says, sound, seconds: file.files?.[0] ? undefined : take?.seconds } : undefined);
      box.returnValue = "";
    };
  });
}
