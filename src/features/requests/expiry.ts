import type { Deps } from "#platform/deps.ts";
import { actionOf } from "#platform/desk/kind.ts";
import { takeStep } from "#platform/desk/steps.ts";
import { findCardFile } from "#platform/desk/store.ts";
import { deliverEvents } from "#platform/event-delivery.ts";
import type { Kinds } from "#platform/feature.ts";
import { listExpired, listToRemind, type Silent } from "./store.ts";

/** Closes what nobody has spoken of for a month, and reminds people some days before. Found by state: a second run finds nothing. */
export async function expireRequests(now: Date, deps: Deps, kinds: Kinds): Promise<void> {
  const names = kinds.requestKinds.map(({ name }) => name);
  if (names.length === 0) return;
  for (const silent of await listExpired(deps.db, names, now)) await take("expire", silent, { now, deps, kinds });
  for (const silent of await listToRemind(deps.db, names, now)) await take("remind", silent, { now, deps, kinds });
}

type Tick = { now: Date; deps: Deps; kinds: Kinds };

/** Once for each silence, by the key that this gives. */
async function take(name: "expire" | "remind", { cardId, saidAt }: Silent, { now, deps, kinds }: Tick): Promise<void> {
  const file = await findCardFile(deps.db, cardId);
  const kind = file === undefined ? undefined : kinds.cardKind(file.card.kind);
  const action = kind === undefined ? undefined : actionOf(kind, name);
  if (file === undefined || kind === undefined || action === undefined) return;
  const key = `request.${name}:${cardId}:${saidAt}`;
  const result = await takeStep(deps, { file, kind, action, key, at: now, hops: 0, actor: { type: "cron" } });
  if (result.type !== "done") return;
  await deliverEvents(
    deps,
    result.events.map(({ eventId }) => eventId),
  );
}
