import type { BotCommand, CommandList, Persona } from "../../wire.ts";

/** The commands that Telegram would offer this person: the narrowest scope that has any, in their language first. */
export function commandsFor(persona: Persona, lists: CommandList[]): BotCommand[] {
  const scopes = [
    (scope: string) => scope.includes(String(persona.personId)),
    (scope: string) => scope.includes("all_private_chats"),
    isDefault,
  ];
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
