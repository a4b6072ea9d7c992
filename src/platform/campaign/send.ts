import { raiseAlert } from "../alerts.ts";
import { daytime } from "../daytime.ts";
import type { Deps } from "../deps.ts";
import { deliverWritten, type NewEvent } from "../events.ts";
import { isPassing } from "../outside-error.ts";
import { profileSchema } from "../profile.ts";
import { renderView, type View } from "../telegram/view.ts";
import type { Campaign, CampaignKind, Reader } from "./kind.ts";
import { GROUP_EVERY_MS, GROUP_SIZE, judgeDelivery, MOST_IN_FLIGHT, type Outcome } from "./rules.ts";
import { findChunk, holdUntil, markAndSettle, setAside, type Due, type Ended } from "./store.ts";

/** What sending needs besides. `readers` makes of a person who reads; `pause` is real time. */
export type Sending = {
  deps: Deps;
  kinds: readonly CampaignKind[];
  readers: (person: Pick<Reader, "language" | "profile" | "now">) => Reader;
  pause: (ms: number) => Promise<void>;
};

type Ready = { deliveryId: number; personId: number; content: Record<string, unknown> };

/**
 * Sends what is still to be sent of a chunk, at the pace that Telegram takes. Whatever happens to it, called again it sends nothing
 * twice. Gives for how many milliseconds nothing may be sent, where that is so: the chunk is to come again after them.
 */
export async function sendChunk(
  sending: Sending,
  { campaignId, deliveryIds }: { campaignId: string; deliveryIds: number[] },
): Promise<number | undefined> {
  const { deps, kinds, pause } = sending;
  // The run before this one may have sent something a moment ago.
  const rest = pause(GROUP_EVERY_MS);
  const now = await deps.clock.now();
  const { campaign, due, heldUntil } = await findChunk(deps.db, { campaignId, deliveryIds, now });
  const kind = kinds.find(({ name }) => name === campaign?.kind);
  // Of a campaign that is gone or stands still, or whose feature is switched off, the rows wait for whatever becomes of it.
  if (campaign?.status !== "running" || kind === undefined || due.length === 0) return undefined;
  if (heldUntil > now) return heldUntil.getTime() - now.getTime();

  const { ready, aside } = await compose(sending, kind, { campaign, due, now });
  await setAside(deps.db, aside, now);
  return sendPaced(sending, { campaignId, ready, rest });
}

/** What each is sent; `aside` is what of it is not sent now, or not at all. */
async function compose(
  { deps, readers }: Sending,
  kind: CampaignKind,
  { campaign, due, now }: { campaign: Campaign; due: readonly Due[]; now: Date },
): Promise<{ ready: Ready[]; aside: Map<number, Outcome> }> {
  const ready: Ready[] = [];
  const aside = new Map<number, Outcome>();
  const timely = due.filter((one) => {
    const outcome = judgeTime(one, kind, now);
    if (outcome !== undefined) aside.set(one.delivery.deliveryId, outcome);
    return outcome === undefined;
  });
  const say = await kind.prepare({ campaign, deliveries: timely.map(({ delivery }) => delivery) }, deps);
  for (const { delivery, person } of timely) {
    const { deliveryId, personId } = delivery;
    const profile = profileSchema.parse({ ...person, personId });
    const reader = readers({ now, profile: () => profile, language: () => profile.interfaceLanguage });
    const view = say(delivery, reader);
    const content = view === undefined ? undefined : render(view);
    if (content !== undefined) ready.push({ deliveryId, personId, content });
    else aside.set(deliveryId, view === undefined ? { status: "skipped", reason: "outdated" } : { status: "failed", reason: "too long" });
  }
  return { ready, aside };
}

/** Why it is not sent now; undefined where it may be. */
function judgeTime({ delivery: { expiresAt }, person }: Due, { hours }: CampaignKind, now: Date): Outcome | undefined {
  if (!person.isReachable) return { status: "unreachable", reason: "known to be" };
  if (expiresAt !== null && expiresAt <= now) return { status: "skipped", reason: "too late" };
  const from = hours === undefined ? now : daytime(hours, person.timezone, now).from;
  return from > now ? { status: "pending", reason: "night", notBefore: from } : undefined;
}

/** Undefined for what does not fit into one message. */
function render(view: View): Record<string, unknown> | undefined {
  const [message, ...more] = renderView(view, { richMessages: false });
  return more.length > 0 ? undefined : message?.content;
}

type Paced = { campaignId: string; ready: Ready[]; rest: Promise<void> };

/**
 * Begins a few calls at a time, each at the end of the time that those before it take at this pace. With the round trip that marks
 * some, what has become of others is noted.
 */
async function sendPaced({ deps, pause }: Sending, { campaignId, ready, ...paced }: Paced): Promise<number | undefined> {
  const claim = crypto.randomUUID();
  const inFlight = new Map<number, Promise<void>>();
  const ended: Ended[] = [];
  const events: NewEvent[] = [];
  let { rest } = paced;
  let heldMs = 0;

  const send = async ({ deliveryId, personId, content }: Ready, tries: number) => {
    const answer = await deps.telegram.call({ method: "sendMessage", payload: { chat_id: personId, ...content } });
    const judged = judgeDelivery(answer, { tries, now: await deps.clock.now(), cooldownMs: deps.config.cooldowns.telegramMs });
    heldMs = Math.max(heldMs, judged.holdMs ?? 0);
    if (judged.isRevoked === true) await raiseAlert(deps, "token.revoked");
    ended.push({ deliveryId, personId, outcome: judged.outcome });
    inFlight.delete(deliveryId);
  };
  const note = async (next: readonly Ready[]) => {
    const noted = ended.splice(0);
    const run = { campaignId, claim, now: await deps.clock.now() };
    const written = await surely(pause, () =>
      markAndSettle(deps.db, run, { next: next.map(({ deliveryId }) => deliveryId), ended: noted }),
    );
    events.push(...written.events);
    return written.marked;
  };

  for (let at = 0; at < ready.length; at += GROUP_SIZE) {
    const group = ready.slice(at, at + GROUP_SIZE);
    await rest;
    while (inFlight.size > MOST_IN_FLIGHT - GROUP_SIZE) await Promise.race(inFlight.values());
    if (heldMs > 0) break;
    rest = pause(GROUP_EVERY_MS);
    const marked = await note(group);
    for (const one of group) {
      const tries = marked.get(one.deliveryId);
      if (tries !== undefined) inFlight.set(one.deliveryId, send(one, tries));
    }
  }
  await Promise.all(inFlight.values());
  await note([]);
  await deliverWritten(deps, events);
  if (heldMs === 0) return undefined;
  await holdUntil(deps.db, new Date((await deps.clock.now()).getTime() + heldMs));
  return heldMs;
}

/** What was sent must be noted: a database that fails for a moment is asked again. */
async function surely<Value>(pause: Sending["pause"], write: () => Promise<Value>): Promise<Value> {
  for (const delayMs of [1_000, 5_000]) {
    try {
      return await write();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await pause(delayMs);
    }
  }
  return write();
}
