import type { Message } from "@grammyjs/types";
import { el } from "../dom.ts";
import { addressOf } from "./links.ts";
import { renderPoll } from "./poll.ts";
import { renderRecording } from "./recording.ts";
import { amountOf } from "./service.ts";

/** Content that is not text: pictures, films and recordings as they are, the rest by what it is. */
export function renderMedia(message: Message): HTMLElement | undefined {
  const { photo, video, animation, video_note: round, document } = message;
  if (message.sticker) return el("div", { class: "sticker", role: "img", "aria-label": "Sticker" }, message.sticker.emoji ?? "🖼️");
  if (photo) return renderPicture(photo.at(-1)?.file_id ?? "");
  if (message.voice) return renderRecording({ fileId: message.voice.file_id, seconds: message.voice.duration, name: "Voice message" });
  if (message.audio)
    return renderRecording({ fileId: message.audio.file_id, seconds: message.audio.duration, name: message.audio.title ?? "Audio" });
  // An animation comes with a document of the same file.
  const film = animation ?? video ?? round;
  if (film) return el("video", { class: round ? "film round" : "film", src: addressOf(film.file_id), controls: true, preload: "metadata" });
  if (document) return renderDocument(document.file_id, document.file_name ?? "File", document.file_size);
  return renderFacts(message);
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

const SIGNS: Record<string, string> = {
  photo: "🖼️",
  video: "🎬",
  animation: "🎞️",
  audio: "🎵",
  voice_note: "🎤",
  document: "📄",
  map: "🗺️",
};

/** Stands for a picture or a file whose content the simulator does not have. */
export function renderPlaceholder(kind: string): HTMLElement {
  return el("div", { class: "placeholder", role: "img", "aria-label": kind.replace("_", " ") }, SIGNS[kind] ?? "📎");
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
