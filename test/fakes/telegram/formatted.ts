import type { MessageEntity } from "@grammyjs/types";
import type { Content } from "./chats.ts";
import { trimFormatted } from "./entities.ts";

/** A text as Telegram keeps it. */
export function formatted(rawText: string, rawEntities: readonly MessageEntity[] = []): Content {
  const { text, entities } = trimFormatted(rawText, rawEntities);
  return { text, ...(entities.length > 0 ? { entities } : {}) };
}

/** The same for the text below a file; an empty one is none. */
export function captioned(rawCaption = "", rawEntities: readonly MessageEntity[] = []): Content {
  const { text, entities } = trimFormatted(rawCaption, rawEntities);
  return text === "" ? {} : { caption: text, ...(entities.length > 0 ? { caption_entities: entities } : {}) };
}
