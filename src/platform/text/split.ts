import type { MessageEntity } from "@grammyjs/types";
import type { Formatted } from "./entity-writer.ts";

const MESSAGE_LIMIT = 4096;

// Found by experiment, not documented: Telegram ignores all entities after the hundredth.
const ENTITY_LIMIT = 100;

// What a segmenter must see after the cut to know that a flag or a family of emoji is one character.
const LOOKAHEAD = 64;

const sentences = new Intl.Segmenter("und", { granularity: "sentence" });
const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/**
 * Parts of at most `limit` UTF-16 units and 100 entities, none empty, each sendable on its own; nothing to say gives no parts.
 * Expects sorted entities, as `renderEntities` returns them.
 */
export function splitText(formatted: Formatted, limit = MESSAGE_LIMIT): Formatted[] {
  const parts: Formatted[] = [];
  let start = nextStart(formatted, 0);
  while (start < formatted.text.length) {
    const room = roomFrom(formatted, start, limit);
    const end = start + findCut(formatted.text.slice(start, start + room + LOOKAHEAD), room);
    const part = between(formatted, start, end);
    if (part.text !== "") parts.push(part);
    start = nextStart(formatted, end);
  }
  return parts;
}

/** The beginning of a text that is too long, with a sign that it goes on. */
export function excerpt(text: string, limit: number): string {
  const [first = "", ...rest] = splitText({ text, entities: [] }, limit).map((part) => part.text);
  return rest.length === 0 ? first : `${first} …`;
}

function roomFrom({ entities }: Formatted, start: number, limit: number): number {
  const oneTooMany = entities.filter((entity) => endOf(entity) > start)[ENTITY_LIMIT];
  if (!oneTooMany || oneTooMany.offset <= start) return limit;
  return Math.min(limit, oneTooMany.offset - start);
}

function findCut(window: string, limit: number): number {
  if (window.length <= limit) return window.length;
  const wellFilled = limit / 2;
  const natural = [window.lastIndexOf("\n\n", limit), window.lastIndexOf("\n", limit), boundaryBefore(sentences, window, limit)];
  return natural.find((cut) => cut >= wellFilled) ?? cutInSentence(window, limit);
}

function cutInSentence(window: string, limit: number): number {
  const space = window.slice(0, limit + 1).search(/\s\S*$/);
  if (space > 0) return space;
  const grapheme = boundaryBefore(graphemes, window, limit);
  if (grapheme > 0) return grapheme;
  const splitsPair = limit > 1 && (window.codePointAt(limit - 1) ?? 0) > 0xffff;
  return splitsPair ? limit - 1 : limit;
}

function boundaryBefore(segmenter: Intl.Segmenter, window: string, limit: number): number {
  return segmenter.segment(window).containing(limit)?.index ?? limit;
}

function between({ text, entities }: Formatted, start: number, end: number): Formatted {
  const part = text.slice(start, end).trimEnd();
  return { text: part, entities: entities.flatMap((entity) => clipped(entity, start, start + part.length)) };
}

function clipped(entity: MessageEntity, start: number, end: number): MessageEntity[] {
  const from = Math.max(entity.offset, start);
  const to = Math.min(endOf(entity), end);
  return from < to ? [{ ...entity, offset: from - start, length: to - from }] : [];
}

function nextStart({ text, entities }: Formatted, cut: number): number {
  const rest = text.slice(cut);
  const cutsCode = entities.some((entity) => entity.type === "pre" && entity.offset < cut && cut < endOf(entity));
  // Within code the spaces that begin a line are part of it; only the line feed or the space at the cut goes.
  const kept = cutsCode ? rest.replace(/^[^\S\n]?\n*/, "") : rest.trimStart();
  return cut + rest.length - kept.length;
}

function endOf(entity: MessageEntity): number {
  return entity.offset + entity.length;
}
