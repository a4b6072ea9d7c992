import { chooseFeatures } from "./features/index.ts";
import { raiseAlert } from "#platform/alerts.ts";
import type { Deps } from "#platform/deps.ts";
import { redeliverEvents } from "#platform/events.ts";
import type { Schedule } from "#platform/feature.ts";
import { cronRuns } from "#platform/schema.ts";

/** What the platform itself does by the clock. */
const platformSchedules: Schedule[] = [
  { name: "events.redeliver", cron: "* * * * *", run: async (now, deps) => void (await redeliverEvents(deps, now)) },
];

/** Runs what is due at this tick; one schedule that fails holds back no other. Work is found by state, so a tick may come twice. */
export async function runCron(cron: string, deps: Deps): Promise<void> {
  const now = await deps.clock.now();
  const schedules = [...platformSchedules, ...chooseFeatures(deps.config).enabled.flatMap((feature) => feature.schedules ?? [])];
  for (const schedule of schedules.filter((candidate) => candidate.cron === cron)) {
    try {
      await schedule.run(now, deps);
    } catch (error) {
      deps.log.error("cron.schedule.failed", { cron, job: schedule.name, error });
      await raiseAlert(deps, "cron.failed");
    }
  }
  await deps.db
    .insert(cronRuns)
    .values({ cron, ranAt: now })
    .onConflictDoUpdate({ target: cronRuns.cron, set: { ranAt: now } });
}
