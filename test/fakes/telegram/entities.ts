import type { MessageEntity } from "@grammyjs/types";
import { badRequest, type Refusal } from "./refusals.ts";

const kinds = new Set(
  (
    "mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler " +
    "blockquote expandable_blockquote code pre text_link text_mention custom_emoji date_time"
  ).split(" "),
);

/**
 * Judges entities against their text, offsets in UTF-16 units. Telegram splits or drops what overlaps wrongly and says nothing; the judge
 * refuses it, because the person would see another text than the one we meant.
 */
export function judgeEntities(text: string, entities: MessageEntity[]): Refusal | undefined {
  for (const entity of entities) {
    const reason = misplaced(text, entity) ?? incomplete(entity);
    if (reason) return badRequest(reason);
  }
  const sorted = sortEntities(entities);
  for (const [index, outer] of sorted.entries()) {
    const clash = sorted.slice(index + 1).find((inner) => inner.offset < end(outer) && !canHold(outer, inner));
    if (clash) return badRequest(`can't parse entities: ${name(clash)} can't overlap with ${name(outer)}`);
  }
  return undefined;
}

/** Outer before inner, as Telegram returns them. */
const sortEntities = (entities: readonly MessageEntity[]): MessageEntity[] =>
  entities.filter((entity) => entity.length > 0).sort((a, b) => a.offset - b.offset || b.length - a.length);

/** Telegram trims what is sent; entities move and shrink with their text. */
export function trimFormatted(text: string, entities: readonly MessageEntity[]): { text: string; entities: MessageEntity[] } {
  const trimmed = text.trim();
  const skipped = text.length - text.trimStart().length;
  const moved = entities.map((entity) => {
    const from = Math.max(entity.offset - skipped, 0);
    const to = Math.min(end(entity) - skipped, trimmed.length);
    return { ...entity, offset: from, length: to - from };
  });
  return { text: trimmed, entities: sortEntities(moved) };
}

/** The entities that Telegram finds by itself in what a person writes; only commands matter to a bot. */
export function commandsIn(text: string): MessageEntity[] {
  return [...text.matchAll(/(?<=^|\s)\/\w{1,64}(?:@\w{3,32})?(?=$|[^\w@/])/g)].map((match) => ({
    type: "bot_command",
    offset: match.index,
    length: match[0].length,
  }));
}

function misplaced(text: string, entity: MessageEntity): string | undefined {
  if (entity.offset < 0) return `receive an entity with incorrect offset ${entity.offset}`;
  if (entity.length < 0) return `receive an entity with incorrect length ${entity.length}`;
  const beginning = `entity beginning at UTF-16 offset ${entity.offset}`;
  if (entity.length > 0 && entity.offset >= text.length) return `entity begins after the end of the text at UTF-16 offset ${entity.offset}`;
  if (end(entity) > text.length) return `${beginning} ends after the end of the text at UTF-16 offset ${end(entity)}`;
  if (isInsideSymbol(text, entity.offset))
    return `entity begins in a middle of a UTF-16 symbol at byte offset ${bytesBefore(text, entity.offset)}`;
  if (isInsideSymbol(text, end(entity)))
    return `${beginning} ends in a middle of a UTF-16 symbol at byte offset ${bytesBefore(text, end(entity))}`;
  return undefined;
}

function incomplete(entity: MessageEntity): string | undefined {
  const missing = (field: string) => `can't parse MessageEntity: Can't find field "${field}"`;
  if (!kinds.has(entity.type)) return `can't parse MessageEntity: unsupported type "${entity.type}"`;
  if (entity.type === "text_link" && !entity.url) return missing("url");
  if (entity.type === "text_mention" && !entity.user) return missing("user");
  if (entity.type === "custom_emoji" && !entity.custom_emoji_id) return missing("custom_emoji_id");
  return undefined;
}

const isQuote = (entity: MessageEntity) => entity.type.endsWith("blockquote");
const isCode = (entity: MessageEntity) => entity.type === "code" || entity.type === "pre";

/** Nesting is allowed and crossing is not; quotes do not nest, and code takes no other format but the quote around it. */
function canHold(outer: MessageEntity, inner: MessageEntity): boolean {
  if (end(inner) > end(outer)) return false;
  if (isQuote(outer) && isQuote(inner)) return false;
  return !isCode(outer) && (!isCode(inner) || isQuote(outer));
}

const end = (entity: MessageEntity): number => entity.offset + entity.length;
const name = (entity: MessageEntity): string => `the ${entity.type} entity at UTF-16 offset ${entity.offset}`;
const isInsideSymbol = (text: string, offset: number): boolean =>
  /[\uDC00-\uDFFF]/.test(text[offset] ?? "") && /[\uD800-\uDBFF]/.test(text[offset - 1] ?? "");
const bytesBefore = (text: string, offset: number): number => new TextEncoder().encode(text.slice(0, offset)).length;
