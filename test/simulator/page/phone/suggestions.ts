import type { BotCommand } from "../../wire.ts";
import { el } from "../dom.ts";

/** The list of commands over the composer: by "/" and by the Menu button. */
export type Suggestions = {
  /** Shows what begins with `typed`; all with "/", none with anything else. */
  match: (typed: string) => void;
  close: () => void;
  /** True when the key was for the list. */
  handleKey: (event: KeyboardEvent) => boolean;
};

type SuggestionsInput = { list: HTMLElement; field: HTMLTextAreaElement; commands: () => BotCommand[]; choose: (command: string) => void };

let lists = 0;

export function createSuggestions({ list, field, commands, choose }: SuggestionsInput): Suggestions {
  let active = 0;
  list.id = `suggestions-${++lists}`;
  field.setAttribute("aria-controls", list.id);
  const options = () => [...list.querySelectorAll<HTMLElement>("[role=option]")];

  const activate = (index: number) => {
    const all = options();
    active = (index + all.length) % all.length;
    for (const [at, option] of all.entries()) option.setAttribute("aria-selected", String(at === active));
    field.setAttribute("aria-activedescendant", all[active]?.id ?? "");
    all[active]?.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };
  const render = (found: BotCommand[]) => {
    list.hidden = found.length === 0;
    list.replaceChildren(
      ...found.map(({ command, description }, index) =>
        el(
          "div",
          { role: "option", id: `${list.id}-${index}`, "data-choice": `/${command}`, "aria-selected": "false" },
          el("b", {}, `/${command}`),
          el("span", {}, description),
        ),
      ),
    );
    if (found.length > 0) activate(0);
  };
  const take = (option: HTMLElement | undefined) => {
    const command = option?.dataset["choice"];
    close();
    if (command) choose(command);
  };

  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    if (event.target instanceof Element) take(event.target.closest<HTMLElement>("[role=option]") ?? undefined);
  });

  return {
    match: (typed) => render(/^\/\w*$/.test(typed) ? commands().filter(({ command }) => command.startsWith(typed.slice(1))) : []),
    close,
    handleKey(event) {
      if (list.hidden) return false;
      if (event.key === "ArrowDown") activate(active + 1);
      else if (event.key === "ArrowUp") activate(active - 1);
      else if (event.key === "Escape") close();
      else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") take(options()[active]);
      else return false;
      event.preventDefault();
      return true;
    },
  };
}
