import type { Config } from "#platform/config.ts";
import type { Command, Feature } from "#platform/feature.ts";
import { createWords, type Translate } from "#platform/i18n/words.ts";
import { platformLocales } from "#platform/i18n/platform-locales.ts";
import { INTERFACE_LANGUAGES, type InterfaceLanguage } from "#platform/profile.ts";
import { gives, seesRole, type GivenRole, type NeededRole } from "#platform/role.ts";
import type { Call } from "#platform/telegram/view.ts";
import type { Turn } from "#platform/turn.ts";

type Words = (language: InterfaceLanguage) => Translate;
type Scope = { type: "all_private_chats" } | { type: "chat"; chat_id: number };
export type CommandMenu = { scope: Scope; language_code?: string; commands: Array<{ command: string; description: string }> };

/**
 * The menus behind Telegram's "/" button: everybody's, the owners' with all there is, and those of staff with what their roles
 * bring.
 */
export function listCommandMenus(
  features: readonly Feature[],
  { ownerIds }: Pick<Config, "ownerIds">,
  givenRoles: ReadonlyMap<number, GivenRole[]>,
): CommandMenu[] {
  const words = createWords([platformLocales, ...features.map((feature) => feature.locales)]);
  const all = commandsOf(features);
  const staff = [...givenRoles].filter(([personId]) => !ownerIds.includes(personId));
  return [
    ...inEachLanguage({ type: "all_private_chats" }, all.filter(isEverybodys), words),
    ...ownerIds.flatMap((personId) => inEachLanguage({ type: "chat", chat_id: personId }, all, words)),
    ...staff.flatMap(([personId, roles]) => {
      const theirs = all.filter((command) => isEverybodys(command) || rolesOf(command).some((role) => gives(roles, role)));
      return inEachLanguage({ type: "chat", chat_id: personId }, theirs, words);
    }),
  ];
}

/** The calls that give the person of this object the menu of what they may, which is everybody's where they hold no role. */
export function listPersonalMenus(features: readonly Feature[], config: Pick<Config, "ownerIds">, turn: Turn): Call[] {
  const theirs = commandsOf(features).filter((command) => seesCommand(turn, config, command));
  const menus = inEachLanguage({ type: "chat", chat_id: turn.personId }, theirs, (language) => turn.inLanguage(language).t);
  if (!theirs.every(isEverybodys)) return menus.map((payload) => ({ method: "setMyCommands", payload }));
  return menus.map(({ commands: _, ...payload }) => ({ method: "deleteMyCommands", payload }));
}

function commandsOf(features: readonly Feature[]): Command[] {
  return features.flatMap((feature) => feature.commands ?? []);
}

/** Whether to list a command to the person of this object. */
export function seesCommand(turn: Turn, config: Pick<Config, "ownerIds">, command: Command): boolean {
  return isEverybodys(command) || rolesOf(command).some((role) => seesRole(turn, config, role));
}

function isEverybodys(command: Command): boolean {
  return rolesOf(command).length === 0;
}

/** Those to whom a command is listed; none where that is everybody. */
function rolesOf({ describeFor, needs }: Command): readonly NeededRole[] {
  return describeFor ?? (needs?.role === undefined ? [] : [needs.role]);
}

/** English also for whoever's app speaks a language that is not ours. */
function inEachLanguage(scope: Scope, commands: Command[], words: Words): CommandMenu[] {
  return [
    { scope, commands: describe(commands, words("en")) },
    ...INTERFACE_LANGUAGES.map((language) => ({ scope, language_code: language, commands: describe(commands, words(language)) })),
  ];
}

function describe(commands: Command[], t: Translate): CommandMenu["commands"] {
  return commands.flatMap((command) =>
    command.describe === undefined ? [] : [{ command: command.name, description: t(command.describe) }],
  );
}
