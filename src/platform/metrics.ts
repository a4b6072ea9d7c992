/** Counts one thing that happened; `reason` is a code. Costs nothing where the dataset is not bound. */
export function countEvent(env: { METRICS?: AnalyticsEngineDataset }, event: string, reason = ""): void {
  env.METRICS?.writeDataPoint({ indexes: [event], blobs: [event, reason], doubles: [1] });
}
