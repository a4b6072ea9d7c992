import type { BotCommand, ReplyButton } from "../../wire.ts";
import { el, find } from "../dom.ts";
import { createSuggestions } from "./suggestions.ts";

/** Where a person writes. Before the first message it is a START button, as in Telegram. */
export type Composer = {
  /** In silence nobody writes, and `words` say why. */
  setMode: (mode: "write" | "start" | "blocked" | "silent", words?: string) => void;
  setKeyboard: (rows: ReplyButton[][]) => void;
  refreshCommands: () => void;
  /** What stands in the field and is not sent. */
  text: () => string;
  setText: (text: string) => void;
  focus: () => void;
};

/** Measured by us, each letter would lay out the phone twice. */
const growsByItself = CSS.supports("field-sizing", "content");

type ComposerInput = {
  root: HTMLElement;
  /** Told of every change of what stands in the field, but for its being sent. */
  onWriting: () => void;
  say: (text: string) => void;
  /** A press of the reply keyboard. */
  choose: (button: string) => void;
  unblock: () => void;
  commands: () => BotCommand[];
};

export function createComposer({ root, onWriting, say, choose, unblock, commands }: ComposerInput): Composer {
  const form = find<HTMLFormElement>(root, ".composer");
  const field = find<HTMLTextAreaElement>(form, ".text-field");
  const menuButton = find<HTMLButtonElement>(form, ".command-menu");
  const sayAndClear = (text: string) => {
    field.value = "";
    showSize(field, form);
    say(text);
  };
  const suggestions = createSuggestions({ list: find(root, ".suggestions"), field, commands, choose: sayAndClear });
  const send = () => {
    const text = field.value.trim();
    suggestions.close();
    if (text) sayAndClear(text);
  };
  field.addEventListener("input", () => {
    showSize(field, form);
    suggestions.match(field.value);
    onWriting();
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || suggestions.handleKey(event)) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    send();
  });
  field.addEventListener("blur", suggestions.close);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
    field.focus();
  });
  menuButton.addEventListener("pointerdown", (event) => event.preventDefault());
  menuButton.addEventListener("click", () => {
    field.focus();
    suggestions.match("/");
  });
  const start = find(root, ".start");
  const restart = find(root, ".unblock");
  start.addEventListener("click", () => say("/start"));
  restart.addEventListener("click", unblock);

  return {
    setMode(mode, words = "") {
      const silent = find(root, ".silent");
      silent.hidden = mode !== "silent";
      silent.textContent = words;
      form.hidden = mode !== "write";
      start.hidden = mode !== "start";
      restart.hidden = mode !== "blocked";
    },
    setKeyboard: (rows) => renderReplyKeyboard(find(root, ".reply-keyboard"), rows, choose),
    refreshCommands: () => void (menuButton.hidden = commands().length === 0),
    text: () => field.value,
    setText(text) {
      field.value = text;
      showSize(field, form);
    },
    focus: () => field.focus({ preventScroll: true }),
  };
}

function renderReplyKeyboard(keyboard: HTMLElement, rows: ReplyButton[][], choose: (text: string) => void): void {
  keyboard.hidden = rows.length === 0;
  const signs = { contact: "👤 ", location: "📍 " };
  const button = ({ text, asksFor }: ReplyButton) =>
    el("button", { type: "button", onclick: () => choose(text) }, asksFor && signs[asksFor], text);
  keyboard.replaceChildren(...rows.map((row) => el("div", { class: "keyboard-row" }, ...row.map(button))));
}

function showSize(field: HTMLTextAreaElement, form: HTMLFormElement): void {
  if (!growsByItself) {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }
  form.classList.toggle("has-text", field.value.trim() !== "");
}
