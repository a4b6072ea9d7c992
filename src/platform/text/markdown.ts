import type { MarkedToken, Token, Tokens } from "marked";
import { decodeReferences } from "./character-references.ts";
import { isMarkedToken, lexMarkdown } from "./markdown-lexer.ts";
import { added, bold, code, heading, italic, link, list, numbered, paragraph, preformatted, quote, struck, table } from "./tree.ts";
import type { Block, HeadingLevel, Inline, Text } from "./tree.ts";

const LONGEST = 20_000;

/** One line of words and the stops between them, in which nothing can be a mark, a list or an address. */
const PLAIN_LINE = /^\p{L}[\p{L}\p{M}\p{N} ,.:;!?'"’„“”()–…-]*$/u;

type Links = { allowedHosts: readonly string[] };

/**
 * Reads what a model wrote, whole or half-streamed; never throws. HTML stays literal, images leave their description, a link needs https and
 * an allowed host (with its port, if any) or leaves its label, and a bold right after a struck on its line is the correction: added.
 */
export function parseMarkdown(markdown: string, links: Links): Text {
  // The first words of most answers, which somebody is waiting for.
  if (markdown.length <= LONGEST && PLAIN_LINE.test(markdown)) return [paragraph(markdown)];
  return toBlocks(lexMarkdown(shortened(markdown)), links);
}

function shortened(markdown: string): string {
  return markdown.length <= LONGEST ? markdown : `${markdown.slice(0, LONGEST).toWellFormed()}…`;
}

function toBlocks(tokens: Token[], links: Links): Block[] {
  return tokens.filter(isMarkedToken).flatMap((token) => toBlock(token, links));
}

function toBlock(token: MarkedToken, links: Links): Block[] {
  switch (token.type) {
    case "paragraph":
      return [paragraph(...toInlines(token.tokens, links))];
    case "text":
      return [paragraph(...(token.tokens ? toInlines(token.tokens, links) : toInlines([token], links)))];
    case "heading":
      return [heading(headingLevel(token.depth), ...toInlines(token.tokens, links))];
    case "list":
      return [toList(token, links)];
    case "table":
      return [
        table(
          toCells(token.header, links),
          token.rows.map((row) => toCells(row, links)),
        ),
      ];
    case "blockquote":
      return [quote(...toBlocks(token.tokens, links))];
    case "code":
      return [preformatted(token.text, token.lang?.match(/^[\w+#-]+/)?.[0])];
    case "html":
      return [paragraph(token.text.trimEnd())];
    case "space":
    case "hr":
    case "checkbox":
      return [];
    default:
      return [paragraph(...toInlines([token], links))];
  }
}

function headingLevel(depth: number): HeadingLevel {
  return depth === 1 || depth === 2 ? depth : 3;
}

function toList(token: Tokens.List, links: Links): Block {
  const items = token.items.map((item) => toItem(item, links));
  return token.ordered ? numbered(items, Number(token.start)) : list(items);
}

function toItem(item: Tokens.ListItem, links: Links): Block[] {
  const blocks = toBlocks(item.tokens, links);
  if (!item.task) return blocks;
  const box = item.checked ? "☑ " : "☐ ";
  const [first, ...others] = blocks;
  return first?.type === "paragraph" ? [paragraph(box, ...first.content), ...others] : [paragraph(box), ...blocks];
}

function toCells(cells: Tokens.TableCell[], links: Links): Inline[][] {
  return cells.map((cell) => toInlines(cell.tokens, links));
}

function toInlines(tokens: Token[], links: Links): Inline[] {
  const content: Inline[] = [];
  for (const inline of tokens.filter(isMarkedToken).flatMap((token) => toInline(token, links))) {
    const last = content.at(-1);
    if (typeof inline === "string" && typeof last === "string") content.splice(-1, 1, last + inline);
    else content.push(corrected(inline, content));
  }
  return content;
}

function corrected(inline: Inline, before: Inline[]): Inline {
  if (typeof inline === "string" || inline.type !== "bold") return inline;
  const last = before.at(-1);
  const neighbour = typeof last === "string" && /^[^\S\n]*$/.test(last) ? before.at(-2) : last;
  const followsStruck = typeof neighbour === "object" && neighbour.type === "struck";
  return followsStruck ? added(...inline.content) : inline;
}

function toInline(token: MarkedToken, links: Links): Inline[] {
  switch (token.type) {
    case "text":
      return [decodeReferences(token.text)];
    case "escape":
    case "html":
      return [token.text];
    case "br":
      return ["\n"];
    case "codespan":
      return [code(token.text)];
    case "strong":
      return [bold(...toInlines(token.tokens, links))];
    case "em":
      return [italic(...toInlines(token.tokens, links))];
    case "del":
      return [struck(...toInlines(token.tokens, links))];
    case "image":
      return toInlines(token.tokens, links);
    case "link":
      return toLink(token, links);
    case "checkbox":
      return [];
    default:
      return [token.raw];
  }
}

function toLink(token: Tokens.Link, links: Links): Inline[] {
  if (token.autolink) return [token.text];
  const label = toInlines(token.tokens, links);
  const url = URL.parse(decodeReferences(token.href));
  const isAllowed = url?.protocol === "https:" && links.allowedHosts.includes(url.host);
  return isAllowed ? [link(url.href, ...label)] : label;
}
