import type { Deps } from "#platform/deps.ts";
import type { Command, Directory, Feature } from "#platform/feature.ts";
import { buryPerson, forgottenCell } from "#platform/forgotten.ts";
import { hasRole } from "#platform/role.ts";

export function createDirectory(features: readonly Feature[], { config }: Pick<Deps, "config">): Directory {
  const isFor = (personId: number) => (command: Command) =>
    command.needs?.role === undefined || hasRole(config, personId, command.needs.role);
  const holders = features.flatMap((feature) => (feature.personData === undefined ? [] : [[feature.name, feature.personData] as const]));
  const homeOf = features.find((feature) => feature.home !== undefined)?.home;
  return {
    menuItems: (turn) => features.flatMap((feature) => feature.menu?.(turn) ?? []),
    settingItems: (turn) => features.flatMap((feature) => feature.settings?.(turn) ?? []),
    commands: (personId) =>
      features
        .flatMap((feature) => feature.commands ?? [])
        .filter(isFor(personId))
        .flatMap(({ name, describe }) => (describe === undefined ? [] : [{ name, describe }])),
    cancelAll: (turn) => features.map((feature) => feature.cancel?.(turn) ?? false).includes(true),
    home: (turn) => homeOf?.(turn) ?? { text: [] },
    exportPerson: async (turn, deps) =>
      Object.fromEntries(
        await Promise.all(holders.map(async ([name, data]) => [name, await data.export(turn.personId, deps, turn.state)])),
      ),
    forgetPerson: async (turn, deps) => {
      const statements = holders.flatMap(([, data]) => data.forget(turn.personId, deps));
      await deps.db.batch([buryPerson(deps.db, turn.personId, turn.now), ...statements]);
      turn.forgetAll();
      turn.state.write(forgottenCell, turn.now.getTime());
    },
  };
}
