import { code, type Block, type Inline, type Text } from "../text/tree.ts";

// Telegram makes a link of whatever looks like an address or a name, also where we send none; inside code it does not.
const ENDINGS = "com|net|org|info|biz|io|me|app|dev|xyz|top|site|online|shop|link|click|live|pro|vip|ly|gg|co|ru|de|eu|uk|cn|su|ua|tk";
const ADDRESS = new RegExp(
  `(?:[a-z][a-z0-9+.-]*://\\S+|(?<![\\w@.-])www\\.\\S+|(?<![\\w.-])(?:[\\w-]+\\.)+(?:${ENDINGS})(?![\\w-])(?:[/?#:]\\S*)?|(?<![\\w/])@\\w{4,32})`,
  "giu",
);

/** Shows the addresses and names in what a model wrote as code, so that nobody is led anywhere by a tap. */
export function disarmAddresses(text: Text): Text {
  return text.map(disarmBlock);
}

function disarmBlock(block: Block): Block {
  switch (block.type) {
    case "paragraph":
    case "heading":
      return { ...block, content: disarm(block.content) };
    case "list":
      return { ...block, items: block.items.map(disarmAddresses) };
    case "table":
      return { ...block, header: block.header.map(disarm), rows: block.rows.map((row) => row.map(disarm)) };
    case "quote":
      return { ...block, blocks: disarmAddresses(block.blocks) };
    case "details":
      return { ...block, summary: disarm(block.summary), blocks: disarmAddresses(block.blocks) };
    case "preformatted":
      return block;
  }
}

function disarm(content: Inline[]): Inline[] {
  return content.flatMap((inline): Inline[] => {
    if (typeof inline === "string") return split(inline);
    return inline.type === "code" || inline.type === "link" ? [inline] : [{ ...inline, content: disarm(inline.content) }];
  });
}

function split(text: string): Inline[] {
  // Without one of these there is no address, and a draft is looked at again and again.
  if (!/[.:@]/.test(text)) return [text];
  const pieces: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    if (match.index > end) pieces.push(text.slice(end, match.index));
    pieces.push(code(match[0]));
    end = match.index + match[0].length;
  }
  return end === text.length ? pieces : [...pieces, text.slice(end)];
}
