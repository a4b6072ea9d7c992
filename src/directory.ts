import type { Deps } from "#platform/deps.ts";
import type { Command, Directory, Feature } from "#platform/feature.ts";
import { hasRole } from "#platform/role.ts";

export function createDirectory(features: readonly Feature[], { config }: Pick<Deps, "config">): Directory {
  const isFor = (personId: number) => (command: Command) =>
    command.needs?.role === undefined || hasRole(config, personId, command.needs.role);
  const homeOf = features.find((feature) => feature.home !== undefined)?.home;
  return {
    menuItems: (turn) => features.flatMap((feature) => feature.menu?.(turn) ?? []),
    settingItems: (turn) => features.flatMap((feature) => feature.settings?.(turn) ?? []),
    commands: (personId) =>
      features
        .flatMap((feature) => feature.commands ?? [])
        .filter(isFor(personId))
        .flatMap(({ name, describe }) => (describe === undefined ? [] : [{ name, describe }])),
    home: (turn) => homeOf?.(turn) ?? { text: [] },
  };
}
