import type { Config } from "#platform/config.ts";
import type { Feature } from "#platform/feature.ts";
import { listCommands } from "#platform/kinds.ts";
import { campaigns } from "./campaigns/feature.ts";
import { desk } from "./desk/feature.ts";
import { groups } from "./groups/feature.ts";
import { privacy } from "./privacy/feature.ts";
import { progress } from "./progress/feature.ts";
import { profile } from "./profile/feature.ts";
import { requests } from "./requests/feature.ts";
import { staff } from "./staff/feature.ts";
import { subscription } from "./subscription/feature.ts";
import { tips } from "./tips/feature.ts";
import { tutor } from "./tutor/feature.ts";
import { verification } from "./verification/feature.ts";
import { why } from "./why/feature.ts";

/** Every feature there is, in the order of the menu. */
export const allFeatures: readonly Feature[] = checkFeatures([
  profile,
  tutor,
  progress,
  tips,
  verification,
  requests,
  subscription,
  privacy,
  why,
  desk,
  staff,
  groups,
  campaigns,
]);

/** What nobody goes without. */
const ALWAYS: readonly string[] = [profile.name, privacy.name, why.name, desk.name, staff.name, groups.name, campaigns.name];

/** What each of the five presets of `FEATURES` switches on besides. */
const PRESETS: Record<string, readonly string[]> = {
  all: allFeatures.map((feature) => feature.name),
  school: ["tutor", "progress", "tips", "subscription"],
  support: ["verification"],
  course: [],
  dns: [],
  approvals: ["requests"],
};

export type FeatureChoice = { enabled: Feature[]; problems: Array<{ variable: string; problem: string }> };

/** The features that the configuration asks for and has everything for; `problems` names what was left out and why. */
export function chooseFeatures(config: Config): FeatureChoice {
  const preset = Object.hasOwn(PRESETS, config.features) ? PRESETS[config.features] : undefined;
  const names = preset ?? config.features.split(",").map((name) => name.trim());
  const unknown = names.filter((name) => !allFeatures.some((feature) => feature.name === name));
  const named = allFeatures.filter((feature) => ALWAYS.includes(feature.name) || names.includes(feature.name));
  const wanted = named.filter((feature) => feature.isUsed?.(config) !== false);
  const lacking = wanted.flatMap((feature) => (feature.requires?.(config) ?? []).map((variable) => ({ feature, variable })));
  const able = wanted.filter((feature) => !lacking.some((lack) => lack.feature === feature));
  const blind = able.flatMap((feature) =>
    (feature.reads ?? []).map((read) => ({ feature, read })).filter(({ read }) => !able.some(({ name }) => name === read)),
  );
  return {
    enabled: able.filter((feature) => !blind.some((lack) => lack.feature === feature)),
    problems: [
      ...unknown.map((name) => ({ variable: "FEATURES", problem: `names ${name}, which is neither a feature nor a preset` })),
      ...blind.map(({ feature, read }) => ({
        variable: "FEATURES",
        problem: `goes without ${read}, and the feature ${feature.name} needs it`,
      })),
      ...lacking.map(({ feature, variable }) => ({ variable, problem: `is missing, and the feature ${feature.name} needs it` })),
    ],
  };
}

/** Throws at load when two features would answer the same thing, or a feature answers for another's name. */
export function checkFeatures(features: readonly Feature[]): readonly Feature[] {
  checkUnique(
    "feature",
    features.map((feature) => feature.name),
  );
  checkUnique(
    "command",
    listCommands(features).map((command) => command.name),
  );
  checkUnique(
    "button",
    features.flatMap((feature) => (feature.buttons ?? []).map((button) => button.name)),
  );
  checkUnique(
    "job",
    features.flatMap((feature) => (feature.jobs ?? []).map((job) => job.name)),
  );
  checkUnique(
    "kind of card",
    features.flatMap((feature) => (feature.cards ?? []).map((kind) => kind.name)),
  );
  checkUnique(
    "kind of request",
    features.flatMap((feature) => (feature.requestKinds ?? []).map((kind) => kind.name)),
  );
  checkUnique(
    "way to take requests",
    features.flatMap((feature) => (feature.requestCard === undefined ? [] : ["requests"])),
  );
  checkUnique(
    "way to act on cards",
    features.flatMap((feature) => (feature.stepCommand === undefined ? [] : ["desk"])),
  );
  checkUnique(
    "flow",
    features.flatMap((feature) => (feature.flows ?? []).map((flow) => flow.name)),
  );
  checkUnique(
    "event",
    features.flatMap((feature) => (feature.events ?? []).map((event) => `${event.kind} ${event.version}`)),
  );
  checkUnique(
    "schedule",
    features.flatMap((feature) => (feature.schedules ?? []).map((schedule) => schedule.name)),
  );
  checkUnique(
    "kind of campaign",
    features.flatMap((feature) => (feature.campaigns ?? []).map((kind) => kind.name)),
  );
  checkUnique(
    "home screen",
    features.flatMap((feature) => (feature.home === undefined ? [] : ["home"])),
  );
  checkUnique(
    "gate",
    features.flatMap((feature) => (feature.gate === undefined ? [] : ["gate"])),
  );
  return features;
}

function checkUnique(what: string, names: string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`two features have the ${what} ${twice}`);
}
