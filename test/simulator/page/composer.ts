import type { BotCommand, PostKind, ReplyButton } from "../wire.ts";
import { byId, el } from "./dom.ts";
import { connectMenu } from "./menu.ts";
import { createSuggestions } from "./suggestions.ts";

/** Where a person writes. Before the first message it is a START button, as in Telegram. */
export type Composer = {
  setMode: (mode: "write" | "start" | "blocked") => void;
  setKeyboard: (rows: ReplyButton[][]) => void;
  refreshCommands: () => void;
  focus: () => void;
};

type ComposerInput = { say: (text: string) => void; post: (kind: PostKind) => void; unblock: () => void; commands: () => BotCommand[] };

export function createComposer({ say, post, unblock, commands }: ComposerInput): Composer {
  const form = byId<HTMLFormElement>("composer");
  const field = byId<HTMLTextAreaElement>("text");
  const menuButton = byId<HTMLButtonElement>("command-menu");
  const sayAndClear = (text: string) => {
    field.value = "";
    showSize(field, form);
    say(text);
  };
  const suggestions = createSuggestions({ field, commands, choose: sayAndClear });
  const send = () => {
    const text = field.value.trim();
    suggestions.close();
    if (text) sayAndClear(text);
  };
  field.addEventListener("input", () => {
    showSize(field, form);
    suggestions.match(field.value);
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
  byId("start").addEventListener("click", () => say("/start"));
  byId("unblock").addEventListener("click", unblock);
  connectMenu(byId<HTMLButtonElement>("attach"), byId("attach-menu"), (item) => post(item.dataset["kind"] as PostKind));
  writeFromAnywhere(field);

  return {
    setMode(mode) {
      form.hidden = mode !== "write";
      byId("start").hidden = mode !== "start";
      byId("unblock").hidden = mode !== "blocked";
    },
    setKeyboard: (rows) => renderReplyKeyboard(rows, say),
    refreshCommands: () => void (menuButton.hidden = commands().length === 0),
    focus: () => field.focus(),
  };
}

function renderReplyKeyboard(rows: ReplyButton[][], say: (text: string) => void): void {
  const keyboard = byId("reply-keyboard");
  keyboard.hidden = rows.length === 0;
  const button = ({ text }: ReplyButton) => el("button", { type: "button", onclick: () => say(text) }, text);
  keyboard.replaceChildren(...rows.map((row) => el("div", { class: "keyboard-row" }, ...row.map(button))));
}

function showSize(field: HTMLTextAreaElement, form: HTMLFormElement): void {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
  form.classList.toggle("has-text", field.value.trim() !== "");
}

/** Typing on the page goes into the message, wherever the focus is. */
function writeFromAnywhere(field: HTMLTextAreaElement): void {
  document.addEventListener("keydown", (event) => {
    const isText = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    const inField = event.target instanceof HTMLElement && event.target.matches("input, textarea, select, dialog *, [role=menuitem]");
    if (isText && !inField && field.offsetParent) field.focus();
  });
}
