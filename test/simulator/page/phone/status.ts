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

export type Status = { show: (action: string) => void; clear: () => void; rest: (words: string) => void };

/** The line under a chat's name: what kind of chat it is, or what the bot is doing there for five seconds. */
export function createStatus(line: HTMLElement): Status {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let resting = "bot";
  const clear = () => {
    clearTimeout(timer);
    line.textContent = resting;
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
    rest(words) {
      resting = words;
      clear();
    },
  };
}
