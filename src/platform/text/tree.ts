export type Inline =
  | string
  | { type: "bold" | "italic" | "struck" | "added" | "code"; content: Inline[] }
  | { type: "link"; url: string; content: Inline[] };

export type HeadingLevel = 1 | 2 | 3;

export type Block =
  | { type: "paragraph"; content: Inline[] }
  | { type: "heading"; level: HeadingLevel; content: Inline[] }
  | { type: "list"; ordered: boolean; start: number; items: Block[][] }
  | { type: "table"; header: Inline[][]; rows: Inline[][][] }
  | { type: "quote"; blocks: Block[] }
  | { type: "details"; summary: Inline[]; blocks: Block[]; open: boolean }
  | { type: "preformatted"; text: string; language?: string };

/** Everything Stoa says, before it is known whether it goes out as a rich message or as text with entities. */
export type Text = Block[];

type Some<Node> = Node | Node[];

export function bold(...content: Inline[]): Inline {
  return { type: "bold", content };
}

export function italic(...content: Inline[]): Inline {
  return { type: "italic", content };
}

/** What a correction takes away. */
export function struck(...content: Inline[]): Inline {
  return { type: "struck", content };
}

/** What a correction puts in. */
export function added(...content: Inline[]): Inline {
  return { type: "added", content };
}

export function code(...content: Inline[]): Inline {
  return { type: "code", content };
}

/** The address is sent as it is: one from outside passes `parseMarkdown` and its list of hosts, never this. */
export function link(url: string, ...content: Inline[]): Inline {
  return { type: "link", url, content };
}

/** Telegram tells a person who is named by such a link, also one without a @name. */
export function mention(personId: number, name: string): Inline {
  return link(`tg://user?id=${personId}`, name);
}

export function paragraph(...content: Inline[]): Block {
  return { type: "paragraph", content };
}

export function heading(level: HeadingLevel, ...content: Inline[]): Block {
  return { type: "heading", level, content };
}

/** Each item is a line, the pieces of a line, or blocks; text beside a block becomes a paragraph of its own. */
export function list(items: Some<Inline | Block>[]): Block {
  return { type: "list", ordered: false, start: 1, items: items.map(toBlocks) };
}

/** As `list`, counted from `start`. */
export function numbered(items: Some<Inline | Block>[], start = 1): Block {
  return { type: "list", ordered: true, start, items: items.map(toBlocks) };
}

/** Rows may be shorter or longer than the header; each cell is one piece of text or several. */
export function table(header: Some<Inline>[], rows: Some<Inline>[][]): Block {
  return { type: "table", header: header.map(toArray), rows: rows.map((row) => row.map(toArray)) };
}

export function quote(...content: (Inline | Block)[]): Block {
  return { type: "quote", blocks: toBlocks(content) };
}

/** Folded away behind its summary until the reader opens it, unless it is `open` from the start. */
export function details(summary: Some<Inline>, content: Some<Inline | Block>, { open = false } = {}): Block {
  return { type: "details", summary: toArray(summary), blocks: toBlocks(content), open };
}

export function preformatted(text: string, language?: string): Block {
  return { type: "preformatted", text, ...(language !== undefined && { language }) };
}

function toArray<Node>(some: Some<Node>): Node[] {
  return Array.isArray(some) ? some : [some];
}

function toBlocks(content: Some<Inline | Block>): Block[] {
  const blocks: Block[] = [];
  let line: Inline[] | undefined;
  for (const node of toArray(content)) {
    if (isBlock(node)) {
      blocks.push(node);
      line = undefined;
    } else if (line) {
      line.push(node);
    } else {
      line = [node];
      blocks.push({ type: "paragraph", content: line });
    }
  }
  return blocks;
}

function isBlock(node: Inline | Block): node is Block {
  if (typeof node === "string") return false;
  switch (node.type) {
    case "bold":
    case "italic":
    case "struck":
    case "added":
    case "code":
    case "link":
      return false;
    case "paragraph":
    case "heading":
    case "list":
    case "table":
    case "quote":
    case "details":
    case "preformatted":
      return true;
  }
}
