import { byId } from "./dom.ts";

const WORDS: Record<string, string> = {
  typing: "typing",
  upload_photo: "sending a photo",
  record_video: "recording a video",
  upload_video: "sending a video",
  record_voice: "recording a voice message",
  upload_voice: "sending a voice message",
  upload_document: "sending a file",
  choose_sticker: "choosing a sticker",
  find_location: "sending a location",
};
const SHOWN_MS = 5000;

/** The line under the bot's name: "bot", or what it is doing for five seconds. */
export function createStatus(): { show: (action: string) => void; clear: () => void } {
  const line = byId("status");
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clear = () => {
    clearTimeout(timer);
    line.textContent = "bot";
    line.classList.remove("active");
  };
  return {
    show(action) {
      clearTimeout(timer);
      line.textContent = WORDS[action] ?? "busy";
      line.classList.add("active");
      timer = setTimeout(clear, SHOWN_MS);
    },
    clear,
  };
}
