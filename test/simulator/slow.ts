import type { Switches } from "./wire.ts";

/** How long everything takes that is slow. */
export const SLOW_MS: Record<keyof Switches, number> = { telegram: 4000, model: 4000, database: 1500 };
