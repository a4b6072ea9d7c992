import { Lexer, type MarkedToken, type Token, Tokenizer } from "marked";

// Five levels of lists (two of Telegram's each), a paragraph and five of formatting make the 16 that a rich message holds.
const DEEPEST = 5;

const MARKED_TYPES: Record<MarkedToken["type"], true> = {
  blockquote: true,
  br: true,
  checkbox: true,
  code: true,
  codespan: true,
  def: true,
  del: true,
  em: true,
  escape: true,
  heading: true,
  hr: true,
  html: true,
  image: true,
  link: true,
  list: true,
  list_item: true,
  paragraph: true,
  space: true,
  strong: true,
  table: true,
  text: true,
};

export function lexMarkdown(markdown: string): Token[] {
  return new Lexer({ gfm: true, silent: true, tokenizer: new ModelTokenizer() }).lex(markdown);
}

/** marked's types leave room for the tokens of extensions; there are none here. */
export function isMarkedToken(token: Token): token is MarkedToken {
  return Object.hasOwn(MARKED_TYPES, token.type);
}

/** GitHub's Markdown as models mean it. What nests too deep stays literal, which bounds marked's recursion and its time. */
class ModelTokenizer extends Tokenizer {
  #depth = 0;

  // A line of dashes is a rule to a model, and half a list while it streams; it never means a heading.
  override lheading(): undefined {
    return undefined;
  }

  // A line of underscores is a blank to write on.
  override hr(src: string) {
    return src.trimStart().startsWith("_") ? undefined : super.hr(src);
  }

  // "[Anna]: Hallo!" is a line of a dialogue, not the definition of a link, which would vanish.
  override def(): undefined {
    return undefined;
  }

  override blockquote(src: string) {
    return this.#deeper(() => super.blockquote(src));
  }

  override list(src: string) {
    return this.#deeper(() => super.list(src));
  }

  override link(src: string) {
    return this.#deeper(() => super.link(src));
  }

  override emStrong(src: string, maskedSrc: string, previous?: string) {
    return this.#deeper(() => super.emStrong(src, maskedSrc, previous));
  }

  // A single tilde means "about": "~5-~10 words" strikes nothing.
  override del(src: string, maskedSrc: string, previous?: string) {
    return src.startsWith("~~") ? this.#deeper(() => super.del(src, maskedSrc, previous)) : undefined;
  }

  #deeper<T>(tokenize: () => T): T | undefined {
    if (this.#depth === DEEPEST) return undefined;
    this.#depth += 1;
    const token = tokenize();
    this.#depth -= 1;
    return token;
  }
}
