import type { Message } from "@grammyjs/types";
import { el } from "../dom.ts";
import { addressOf } from "./links.ts";
import { renderPoll } from "./poll.ts";
import { renderRecording } from "./recording.ts";
import { amountOf } from "./service.ts";

/** Content that is not text: pictures, films and recordings as they are, the rest by what it is. */
export function renderMedia(message: Message): HTMLElement | undefined {
  if (message.sticker) return el("div", { class: "sticker", role: "img", "aria-label": "Sticker" }, message.sticker.emoji ?? "🖼️");
  return renderFileOf(message) ?? renderFacts(message);
}

type Files = Partial<Pick<Message, "photo" | "video" | "animation" | "video_note" | "document" | "voice" | "audio">>;

/** The one file of a message or of a block; undefined where there is none. */
export function renderFileOf({ photo, voice, audio, animation, video, video_note: round, document }: Files): HTMLElement | undefined {
  if (photo) return renderPicture(photo.at(-1)?.file_id ?? "");
  if (voice) return renderRecording({ fileId: voice.file_id, seconds: voice.duration, name: "Voice message" });
  if (audio) return renderRecording({ fileId: audio.file_id, seconds: audio.duration, name: audio.title ?? "Audio" });
  // An animation comes with a document of the same file.
  const film = animation ?? video ?? round;
  if (film) return el("video", { class: round ? "film round" : "film", src: addressOf(film.file_id), controls: true, preload: "metadata" });
  return document && renderDocument(document.file_id, document.file_name ?? "File", document.file_size);
}

function renderFacts(message: Message): HTMLElement | undefined {
  if (message.contact) return renderFile("👤", message.contact.first_name, message.contact.phone_number);
  if (message.venue) return renderFile("📍", message.venue.title, message.venue.address);
  if (message.location) return renderFile("📍", "Location", `${message.location.latitude}, ${message.location.longitude}`);
  if (message.dice) return el("div", { class: "sticker", role: "img", "aria-label": `Dice: ${message.dice.value}` }, message.dice.emoji);
  if (message.poll) return renderPoll(message.poll);
  if (!message.invoice) return undefined;
  const { title, description } = message.invoice;
  return el(
    "div",
    { class: "invoice" },
    el("b", {}, title),
    el("span", {}, description),
    el("span", { class: "invoice-amount" }, amountOf(message.invoice)),
  );
}

/** Stands for a picture whose content the simulator does not have. */
export function renderPlaceholder(kind: "photo" | "map"): HTMLElement {
  return el("div", { class: "placeholder", role: "img", "aria-label": kind }, kind === "map" ? "🗺️" : "🖼️");
}

function renderPicture(fileId: string): HTMLElement {
  const picture = el("img", { class: "picture", src: addressOf(fileId), alt: "Photo", loading: "lazy" });
  picture.addEventListener("error", () => picture.replaceWith(renderPlaceholder("photo")));
  return picture;
}

function renderDocument(fileId: string, name: string, size = 0): HTMLElement {
  return el("a", { class: "document", href: addressOf(fileId), download: name }, renderFile("📄", name, sizeOf(size)));
}

function renderFile(sign: string, title: string, detail: string): HTMLElement {
  return el(
    "div",
    { class: "file" },
    el("span", { class: "file-sign", "aria-hidden": "true" }, sign),
    el("span", { class: "file-words" }, el("b", {}, title), el("span", {}, detail)),
  );
}

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
