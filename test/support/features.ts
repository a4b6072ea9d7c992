import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { createBot } from "#src/bot.ts";
import { getDeps } from "#platform/deps.ts";
import type { Feature } from "#platform/feature.ts";
import { profile } from "#features/profile/feature.ts";

/** Words of a feature that exists in one test only. */
export const noWords = { en: "", de: "", ru: "" };

/** Lets one object run other features than the configured ones, beside the profile, until it is evicted. */
export async function runWith(objectName: string, features: Feature[]): Promise<void> {
  await runInDurableObject(env.SESSIONS.getByName(objectName), (instance) => {
    Object.assign(instance, { parts: undefined, createBot: () => createBot([profile, ...features], getDeps(env)) });
  });
}
