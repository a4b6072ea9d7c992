import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { allFeatures, checkFeatures, chooseFeatures } from "#features/index.ts";
import { getDeps } from "#platform/deps.ts";
import { listCommandMenus } from "#src/dispatch/command-menus.ts";

const { config } = getDeps(env);
const namesFor = (features: string) => chooseFeatures({ ...config, features }).enabled.map((feature) => feature.name);

test("a preset, a list and all switch on what they name, and profile, privacy, why, desk, staff, groups and campaigns always", () => {
  expect(namesFor("all")).toEqual(allFeatures.map((feature) => feature.name).filter((name) => name !== "subscription"));
  expect(namesFor("school")).toEqual(["profile", "tutor", "progress", "tips", "privacy", "why", "desk", "staff", "groups", "campaigns"]);
  expect(namesFor("approvals")).toEqual(["profile", "requests", "privacy", "why", "desk", "staff", "groups", "campaigns"]);
  expect(namesFor("tips")).toEqual(["profile", "tips", "privacy", "why", "desk", "staff", "groups", "campaigns"]);
  expect(namesFor(" tutor , tips")).toEqual(["profile", "tutor", "tips", "privacy", "why", "desk", "staff", "groups", "campaigns"]);
});

test("subscriptions are there once something is for sale, and nothing is missed before", () => {
  const offer = { isGated: true, plans: [] };
  expect(chooseFeatures({ ...config, features: "school", offer }).enabled.map((feature) => feature.name)).toContain("subscription");
  expect(chooseFeatures({ ...config, features: "subscription" })).toMatchObject({ problems: [] });
  expect(namesFor("subscription")).toEqual(["profile", "privacy", "why", "desk", "staff", "groups", "campaigns"]);
});

test("a feature that does not exist and one that lacks its configuration are named", () => {
  const { enabled, problems } = chooseFeatures({ ...config, features: "tutor,telepathy", models: { ...config.models, chat: [] } });
  expect(enabled.map((feature) => feature.name)).toEqual(["profile", "privacy", "why", "desk", "staff", "groups", "campaigns"]);
  expect(problems.map((problem) => problem.variable)).toEqual(["FEATURES", "AI_CHAT"]);
});

test("a feature that has nothing to show without another is left out with it, and it is said", () => {
  const { enabled, problems } = chooseFeatures({ ...config, features: "progress" });
  expect(enabled.map((feature) => feature.name)).not.toContain("progress");
  expect(problems).toEqual([{ variable: "FEATURES", problem: "goes without tutor, and the feature progress needs it" }]);
});

test.for(["commands", "buttons", "jobs", "flows", "events", "schedules", "home", "requestKinds", "requestCard"] as const)(
  "two features with the same %s are refused at load",
  (part) => {
    const [owner] = allFeatures.filter((feature) => feature[part] !== undefined);
    if (owner === undefined) throw new Error(`no feature has ${part}`);
    expect(() => checkFeatures([owner, { name: "twin", locales: owner.locales, [part]: owner[part] }])).toThrow("two features have");
  },
);

test("command menus exist for everybody, for each owner and for staff, in English and in each language", () => {
  const menus = listCommandMenus(
    allFeatures,
    { ownerIds: [900] },
    new Map([
      [11, ["admin"]],
      [12, ["dns"]],
      [900, ["teacher"]],
    ]),
  );
  expect(menus.map((menu) => [JSON.stringify(menu.scope), menu.language_code])).toEqual(
    ['{"type":"all_private_chats"}', ...[900, 11, 12].map((id) => `{"type":"chat","chat_id":${id}}`)].flatMap((scope) =>
      [undefined, "en", "de", "ru"].map((language) => [scope, language]),
    ),
  );
  const namesOf = (menu: (typeof menus)[number] | undefined) => menu?.commands.map((command) => command.command);
  expect(namesOf(menus[0])).not.toContain("add_tip");
  expect(namesOf(menus[4])).toContain("add_tip");
  expect(namesOf(menus[8])).toEqual(expect.arrayContaining(["why", "add_tip"]));
  expect(namesOf(menus[0])).not.toContain("queue");
  // Whoever holds any role has work that waits for them, and may ask what became of a message.
  const staffs = ["queue", "card", "why"];
  expect(namesOf(menus[12])).not.toContain("add_tip");
  expect(namesOf(menus[12])).toEqual(expect.arrayContaining(staffs));
  expect(namesOf(menus[12])?.filter((name) => !staffs.includes(name))).toEqual(namesOf(menus[0]));
});
