import { api, type Sent } from "../api.ts";
import { find } from "../dom.ts";
import { connectMenu } from "../menu.ts";
import { attempt } from "../notices.ts";
import { askForVoice, forgetWords } from "./voice-box.ts";

type AttachmentsInput = { root: HTMLElement; sendFiles: (files: File[]) => void; where: () => Sent };

/** Everything a person can send besides text: by the menu, by dropping it on the chat, by pasting it. */
export function connectAttachments({ root, sendFiles, where }: AttachmentsInput): void {
  const chooser = find<HTMLInputElement>(root, ".file-chooser");
  const stage = find(root, ".stage");
  const send = (files: Iterable<File>) => {
    const chosen = [...files].slice(0, 10);
    if (chosen.length > 0) sendFiles(chosen);
  };
  const sendVoice = async () => {
    const at = where();
    const note = await askForVoice(at.personId);
    if (!note) return;
    await api.upload(at, { files: note.sound ? [note.sound] : [], says: note.says, seconds: note.seconds });
    forgetWords(at.personId);
  };
  connectMenu(find<HTMLButtonElement>(root, ".attach"), find(root, ".attach-menu"), ({ dataset: { kind } }) => {
    if (kind === "files") chooser.click();
    else if (kind === "voice") attempt(sendVoice());
    else if (kind === "sticker" || kind === "contact" || kind === "location") attempt(api.post({ ...where(), kind }));
  });
  find(root, ".speak").addEventListener("click", () => attempt(sendVoice()));
  chooser.addEventListener("change", () => {
    send(chooser.files ?? []);
    chooser.value = "";
  });
  stage.addEventListener("dragover", (event) => {
    event.preventDefault();
    stage.classList.add("is-target");
  });
  stage.addEventListener("dragleave", () => stage.classList.remove("is-target"));
  stage.addEventListener("drop", (event) => {
    event.preventDefault();
    stage.classList.remove("is-target");
    send(event.dataTransfer?.files ?? []);
  });
  find(root, ".text-field").addEventListener("paste", (event) => {
    const files = event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    send(files);
  });
}
