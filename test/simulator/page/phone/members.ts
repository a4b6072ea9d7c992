import type { ChatInfo, GivenPlace, Persona, Role, State } from "../../wire.ts";
import { api, type Where } from "../api.ts";
import { renderAvatar } from "../avatar.ts";
import { byId, el, find } from "../dom.ts";
import { attempt } from "../notices.ts";
import { isAdmin } from "./standing.ts";

type MembersInput = { here: Where; chat: ChatInfo; personas: Persona[]; bot: State["bot"] };
type Someone = { userId: number; name: string; part: string };

const PLACES: Array<[GivenPlace, string]> = [
  ["administrator", "administrator"],
  ["member", "member"],
  ["restricted", "muted"],
  ["left", "not here"],
];

/** Who is what in a group, the bot among them; its administrators make each what they should be. */
export function openMembers({ here, chat, personas, bot }: MembersInput): void {
  const box = byId<HTMLDialogElement>("members-box");
  const mayChange = isAdmin(chat.roles[here.personId]);
  const everybody: Someone[] = [
    { userId: bot.id, name: bot.first_name, part: "bot" },
    ...personas.map(({ personId, name, role }) => ({ userId: personId, name, part: role })),
  ];
  const row = ({ userId, name, part }: Someone) => {
    const choice = chooser(chat, { userId, mayChange, name });
    choice.addEventListener("change", () => attempt(change(choice, { here, chat, userId })));
    return el("li", {}, renderAvatar(name, userId), el("span", { class: "member-name" }, el("b", {}, name), ` ${part}`), choice);
  };
  find(box, "h2").textContent = `Members of ${chat.title}`;
  find(box, ".hint").textContent = mayChange ? "The bot hears of each change as in Telegram." : "Only administrators change this.";
  find(box, "ul").replaceChildren(...everybody.map(row));
  box.showModal();
}

type Changing = { here: Where; chat: ChatInfo; userId: number };

async function change(choice: HTMLSelectElement, { here, chat, userId }: Changing): Promise<void> {
  const before = choice.dataset["before"] ?? "";
  const chosen = choice.value as GivenPlace;
  // Whoever is put out of a supergroup is kept out of it; a group only lets go.
  const role = chosen === "left" && chat.kind === "supergroup" && userId !== here.personId ? "kicked" : chosen;
  try {
    await api.setMember({ ...here, userId, role });
    choice.dataset["before"] = chosen;
  } catch (error) {
    choice.value = before;
    throw error;
  }
}

function chooser(chat: ChatInfo, { userId, mayChange, name }: { userId: number; mayChange: boolean; name: string }): HTMLSelectElement {
  const role: Role = chat.roles[userId] ?? "left";
  const isOwner = role === "creator";
  const now = role === "kicked" ? "left" : role;
  // Only in a supergroup can somebody be muted.
  const places = PLACES.filter(([place]) => place !== "restricted" || chat.kind === "supergroup");
  const options = isOwner
    ? [el("option", {}, "owner")]
    : places.map(([value, label]) => el("option", { value, selected: value === now }, label));
  return el("select", { "aria-label": `${name} is`, disabled: isOwner || !mayChange, "data-before": now }, ...options);
}
