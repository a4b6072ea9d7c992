import type { BotCommand, ChatInfo, CommandList, Persona } from "../../wire.ts";

type Question = { persona: Persona; chat: ChatInfo; lists: CommandList[] };

/** The commands that Telegram would offer here: the narrowest scope that has any, in the person's language first. */
export function commandsFor({ persona, chat, lists }: Question): BotCommand[] {
  const wide = chat.kind === "private" ? "all_private_chats" : "all_group_chats";
  const scopes = [(scope: string) => scope.includes(String(chat.chatId)), (scope: string) => scope.includes(wide), isDefault];
  for (const fits of scopes) {
    for (const language of [persona.languageCode, ""]) {
      const list = lists.find((each) => fits(each.scope) && each.language === language && each.commands.length > 0);
      if (list) return list.commands;
    }
  }
  return [];
}

function isDefault(scope: string): boolean {
  return scope === "" || scope.includes("default");
}
