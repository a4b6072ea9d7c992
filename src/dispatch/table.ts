import type { AlbumHandler, ButtonHandler, Command, EventHandler, Fallback, Feature } from "#platform/feature.ts";
import type { JobKind } from "#platform/job-kind.ts";
import { listCommands } from "#platform/kinds.ts";
import { createFlows, type Flows } from "#session/flows.ts";

/** Everything that the enabled features handle, by what it is found by. */
export type Table = {
  commands: Map<string, Command>;
  buttons: Map<string, ButtonHandler>;
  events: Map<string, EventHandler>;
  jobs: Map<string, JobKind>;
  /** In the order in which they are tried. */
  fallbacks: Fallback[];
  albums: AlbumHandler[];
  flows: Flows;
};

export function createTable(features: readonly Feature[]): Table {
  const all = <Item>(list: (feature: Feature) => Item[] | undefined): Item[] => features.flatMap((feature) => list(feature) ?? []);
  return {
    commands: new Map(listCommands(features).map((command) => [command.name, command])),
    buttons: new Map(all((feature) => feature.buttons).map((button) => [button.name, button])),
    events: new Map(all((feature) => feature.events).map((event) => [`${event.kind}.${event.version}`, event])),
    jobs: new Map(all((feature) => feature.jobs).map((job) => [job.name, job])),
    fallbacks: all((feature) => feature.fallbacks).sort((a, b) => b.priority - a.priority),
    albums: all((feature) => feature.albums).sort((a, b) => b.priority - a.priority),
    flows: createFlows(all((feature) => feature.flows)),
  };
}
