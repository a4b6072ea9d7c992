import { createKinds } from "#platform/kinds.ts";
import { chooseFeatures } from "./features/index.ts";
import { tidyLedger } from "#platform/ai/ledger.ts";
import { raiseAlert } from "#platform/alerts.ts";
import { workOnBackups } from "#platform/backup/write.ts";
import { tendCampaigns } from "#platform/campaign/upkeep.ts";
import type { Config } from "#platform/config.ts";
import type { Deps } from "#platform/deps.ts";
import { redeliverEvents, tidyEvents } from "#platform/event-delivery.ts";
import type { Schedule } from "#platform/feature.ts";
import { watchForOutage } from "#platform/outages.ts";
import { cronRuns } from "#platform/schema.ts";

/** What the platform itself does by the clock. */
const platformSchedules: Schedule[] = [
  { name: "events.redeliver", cron: "* * * * *", run: redeliverEvents },
  { name: "events.tidy", cron: "*/5 * * * *", run: tidyEvents },
  { name: "ai.usage.tidy", cron: "*/5 * * * *", run: tidyLedger },
  { name: "backup.nightly", cron: "*/5 * * * *", run: workOnBackups },
  { name: "campaigns.tend", cron: "* * * * *", run: tendCampaigns },
  { name: "outages.watch", cron: "* * * * *", run: watchForOutage },
];

/** Every schedule of the platform and of the enabled features. */
export function listSchedules(config: Config): Schedule[] {
  return [...platformSchedules, ...chooseFeatures(config).enabled.flatMap((feature) => feature.schedules ?? [])];
}

/** Runs what is due at this tick; one schedule that fails holds back no other. Work is found by state, so a tick may come twice. */
export async function runCron(cron: string, deps: Deps): Promise<void> {
  const now = await deps.clock.now();
  const kinds = createKinds(chooseFeatures(deps.config).enabled);
  for (const schedule of listSchedules(deps.config).filter((candidate) => candidate.cron === cron)) {
    try {
      await schedule.run(now, deps, kinds);
      await deps.db
        .insert(cronRuns)
        .values({ schedule: schedule.name, ranAt: now })
        .onConflictDoUpdate({ target: cronRuns.schedule, set: { ranAt: now } });
    } catch (error) {
      deps.log.error("cron.schedule.failed", { cron, job: schedule.name, error });
      await raiseAlert(deps, "cron.failed");
    }
  }
}
