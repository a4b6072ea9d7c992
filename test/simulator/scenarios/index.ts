import { firstDay } from "./first-day.ts";
import type { Scenario } from "./scenario.ts";
import { week } from "./week.ts";

/** What can be replayed, by the page and by `npm run dev -- --scenario <name>`. */
export const scenarios: readonly Scenario[] = [firstDay, week];

export function getScenario(name: string): Scenario {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (!found) throw new Error(`There is no scenario "${name}"; there are: ${scenarios.map((each) => each.name).join(", ")}`);
  return found;
}
