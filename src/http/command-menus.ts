import type { Config } from "#platform/config.ts";
import type { Command, Feature } from "#platform/feature.ts";
import { createWords } from "#platform/i18n/words.ts";
import { platformLocales } from "#platform/i18n/platform-locales.ts";
import { INTERFACE_LANGUAGES } from "#platform/profile.ts";

export type CommandMenu = {
  scope: { type: "all_private_chats" } | { type: "chat"; chat_id: number };
  language_code?: string;
  commands: Array<{ command: string; description: string }>;
};

/** The menus behind Telegram's "/" button: everybody's, and the owners' with what only they may use. English also for unknown languages. */
export function listCommandMenus(features: readonly Feature[], config: Pick<Config, "ownerIds">): CommandMenu[] {
  const words = createWords([platformLocales, ...features.map((feature) => feature.locales)]);
  const all = features.flatMap((feature) => feature.commands ?? []);
  const everybodys = all.filter((command) => command.needs?.role === undefined);
  const scopes = [
    { scope: { type: "all_private_chats" as const }, commands: everybodys },
    ...config.ownerIds.map((chat_id) => ({ scope: { type: "chat" as const, chat_id }, commands: all })),
  ];
  return scopes.flatMap(({ scope, commands }) => [
    { scope, commands: describe(commands, words("en")) },
    ...INTERFACE_LANGUAGES.map((language) => ({ scope, language_code: language, commands: describe(commands, words(language)) })),
  ]);
}

function describe(commands: Command[], t: (key: string) => string): CommandMenu["commands"] {
  return commands.flatMap((command) =>
    command.describe === undefined ? [] : [{ command: command.name, description: t(command.describe) }],
  );
}
