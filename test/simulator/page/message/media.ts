import type { Message } from "@grammyjs/types";
import { el } from "../dom.ts";

/** Content that is not text. Files themselves are not shown, only what they are. */
export function renderMedia(message: Message): HTMLElement | undefined {
  if (message.sticker) return el("div", { class: "sticker", role: "img", "aria-label": "Sticker" }, message.sticker.emoji ?? "🖼️");
  if (message.photo) return renderPlaceholder("photo");
  if (message.voice) return renderFile("🎤", "Voice message", `0:${String(message.voice.duration).padStart(2, "0")}`);
  if (message.audio) return renderFile("🎵", message.audio.title ?? "Audio", `${message.audio.duration} s`);
  if (message.animation) return renderPlaceholder("animation");
  if (message.video) return renderPlaceholder("video");
  if (message.video_note) return renderPlaceholder("video");
  if (message.document) return renderFile("📄", message.document.file_name ?? "File", message.document.mime_type ?? "");
  if (message.contact) return renderFile("👤", message.contact.first_name, message.contact.phone_number);
  if (message.location) return renderFile("📍", "Location", `${message.location.latitude}, ${message.location.longitude}`);
  if (message.dice) return el("div", { class: "sticker", role: "img", "aria-label": `Dice: ${message.dice.value}` }, message.dice.emoji);
  if (message.poll) return renderFile("📊", message.poll.question, message.poll.options.map((option) => option.text).join(" · "));
  if (message.invoice) return renderFile("💳", message.invoice.title, `${message.invoice.total_amount} ${message.invoice.currency}`);
  return undefined;
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

function renderFile(sign: string, title: string, detail: string): HTMLElement {
  return el(
    "div",
    { class: "file" },
    el("span", { class: "file-sign", "aria-hidden": "true" }, sign),
    el("span", { class: "file-words" }, el("b", {}, title), el("span", {}, detail)),
  );
}
