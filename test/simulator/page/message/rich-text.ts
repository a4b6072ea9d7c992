import type { RichText } from "@grammyjs/types";
import { el } from "../dom.ts";
import { renderCommand, renderLink, renderSpoiler } from "./inline.ts";
import { renderButton } from "./keyboard.ts";

/** The inline part of a rich message. A kind that this page does not know shows its text. */
export function renderRichText(text: RichText | undefined): Node {
  if (text === undefined) return document.createTextNode("");
  if (typeof text === "string") return document.createTextNode(text);
  if (Array.isArray(text)) {
    const fragment = document.createDocumentFragment();
    fragment.append(...text.map(renderRichText));
    return fragment;
  }
  return renderStyled(text);
}

type Styled = Exclude<RichText, string | RichText[]>;

function renderStyled(styled: Styled): Node {
  switch (styled.type) {
    case "bold":
      return el("b", {}, renderRichText(styled.text));
    case "italic":
      return el("i", {}, renderRichText(styled.text));
    case "underline":
      return el("u", {}, renderRichText(styled.text));
    case "strikethrough":
      return el("s", {}, renderRichText(styled.text));
    case "subscript":
      return el("sub", {}, renderRichText(styled.text));
    case "superscript":
      return el("sup", {}, renderRichText(styled.text));
    case "marked":
      return el("mark", {}, renderRichText(styled.text));
    case "code":
      return el("code", {}, renderRichText(styled.text));
    case "spoiler":
      return renderSpoiler(renderRichText(styled.text));
    case "url":
      return renderLink(styled.url, renderRichText(styled.text));
    case "email_address":
      return renderLink(`mailto:${styled.email_address}`, renderRichText(styled.text));
    case "phone_number":
      return renderLink(`tel:${styled.phone_number}`, renderRichText(styled.text));
    case "bot_command":
      return renderCommand(`/${styled.bot_command.replace(/^\//, "")}`, renderRichText(styled.text));
    case "mathematical_expression":
      return el("code", { class: "formula" }, styled.expression);
    case "custom_emoji":
      return document.createTextNode(styled.alternative_text);
    case "button":
      return renderButton(styled.button);
    case "anchor":
      return document.createTextNode("");
    case "mention":
    case "hashtag":
    case "cashtag":
    case "text_mention":
      return el("span", { class: "mention" }, renderRichText(styled.text));
    default:
      return renderRichText(styled.text);
  }
}
