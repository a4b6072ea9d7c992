import * as z from "zod";
import type { CampaignKind, Reader } from "#platform/campaign/kind.ts";
import { queuedChunk, queuedFilling } from "#platform/campaign/queue.ts";
import { sendChunk, type Sending } from "#platform/campaign/send.ts";
import { fillCampaign, finish } from "#platform/campaign/upkeep.ts";
import type { Deps } from "#platform/deps.ts";
import type { Feature } from "#platform/feature.ts";
import { platformLocales } from "#platform/i18n/platform-locales.ts";
import { createWords } from "#platform/i18n/words.ts";
import { createKinds } from "#platform/kinds.ts";

const queued = z.discriminatedUnion("type", [queuedChunk, queuedFilling]);

const known = new WeakMap<Deps, Sending>();

/** Works on a message of the deliveries' queue; gives for how many milliseconds it is to wait where Telegram wants to be left alone. */
export async function handleDelivery(body: unknown, features: readonly Feature[], deps: Deps): Promise<number | undefined> {
  const sending = known.get(deps) ?? createSending(features, deps);
  known.set(deps, sending);
  const message = queued.parse(body);
  if (message.type === "filling") {
    await fillCampaign(sending, message);
    return undefined;
  }
  const heldMs = await sendChunk(sending, message);
  await finish(deps, await deps.clock.now());
  return heldMs;
}

function createSending(features: readonly Feature[], deps: Deps): Sending {
  const words = createWords([platformLocales, ...features.map(({ locales }) => locales)]);
  const { requestKinds } = createKinds(features);
  const kinds: CampaignKind[] = features.flatMap(({ campaigns = [] }) => campaigns);
  const readers: Sending["readers"] = (person): Reader => ({ ...person, t: words(person.language()), directory: { requestKinds } });
  return { deps, kinds, readers, pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) };
}
