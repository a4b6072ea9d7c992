import { raiseAlert } from "#platform/alerts.ts";
import { saveMigration } from "#platform/chats.ts";
import { MAX_HOPS } from "#platform/events.ts";
import { chatOf, type Subject } from "#platform/object-name.ts";
import type { TraceEntry } from "#platform/trace.ts";
import type { TellOutcome } from "#platform/turn.ts";
import type { SessionBot } from "./bot.ts";
import { cardCell, noteShown, putOnList, takeOffList, withoutPost, type ShownCard } from "./cards.ts";
import { methodOf, type Effect, type Target, type Verdict } from "./effects.ts";
import { newRow, platformRow, type InboxRow } from "./inbox.ts";
import { moved, namesMessage, withoutMessage } from "./moving.ts";
import { isPaced } from "./pacing.ts";
import { slotWrites, threadOf } from "./places.ts";
import { plainEffects } from "./plain.ts";
import type { Sent } from "./sent.ts";
import { readStateOf } from "./state.ts";
import type { SessionStore, StateWrite } from "./store.ts";
import { healTopic } from "./topics.ts";

export type SenderParts = { subject: Subject; store: SessionStore; bot: SessionBot; onArrival: () => void };

/** What one verdict leads to: what is still to be sent, and what is written in the same transaction. */
export type Aftermath = { effects: Effect[]; trace?: TraceEntry[]; state?: StateWrite[]; arrivals?: InboxRow[] };

const ENDS = new Set<Verdict["type"]>(["sent", "unreachable", "dropped", "expired"]);

/** Writes to the database, deletes uploads and raises alerts; the object itself is changed by what it returns. */
export async function follow(parts: SenderParts, effect: Effect, verdict: Verdict, now: number): Promise<Aftermath> {
  const { target } = effect;
  if (ENDS.has(verdict.type)) await forgetUpload(parts.bot, effect);
  if (ENDS.has(verdict.type) && isLooping(effect)) await noteLoop(parts.bot, effect);
  switch (verdict.type) {
    case "sent":
      return followSent(parts, effect, verdict, now);
    case "crowded":
      return { effects: [], ...(target.type === "card" ? putOnList(parts.store, target.cardId, { until: verdict.until, now }) : {}) };
    case "notYet":
      return { effects: [{ ...effect, isBegun: false, notBefore: verdict.until }] };
    case "wait":
      return { effects: [{ ...effect, isBegun: false, notBefore: verdict.until, tries: effect.tries + 1 }] };
    case "plain":
      return { effects: plainEffects(effect) };
    case "sendAnew":
      if (target.type === "card") return withoutPost(effect, target);
      return { effects: target.type === "screen" ? [{ ...effect, target: { ...withoutMessage(target), sendsAnew: true } }] : [] };
    case "migrated":
      await noteMigration(parts, verdict.to);
      return followMigration(parts, effect, verdict.to, now);
    case "topicMade":
    case "topicGone":
    case "topicClosed":
    case "noTopics":
      if (verdict.type === "noTopics") parts.bot.deps.log.warn("session.topic.impossible", { key: effect.effectId });
      return healTopic(effect, verdict, { threadId: threadOf(parts.store, effect), chatId: chatOf(parts.subject), now });
    case "unreachable":
      await noteUnreachable(parts, effect);
      return { effects: [], ...toldUnreachable(parts, effect, verdict.reason, now) };
    case "expired":
      return { effects: [], ...told(parts, effect, { type: "failed", reason: "expired" }, now) };
    case "dropped":
      await raiseAlert(parts.bot.deps, "effect.dropped");
      parts.bot.deps.log.error("session.effect.dropped", {
        key: effect.effectId,
        method: methodOf(effect),
        reason: verdict.reason.slice(0, 120),
      });
      return { effects: [], ...told(parts, effect, { type: "failed", reason: verdict.reason }, now) };
  }
}

/** A card's new message is noted before whoever waits for the card is told. */
function followSent(parts: SenderParts, effect: Effect, verdict: Verdict & { type: "sent" }, now: number): Aftermath {
  const { target } = effect;
  const { store } = parts;
  const shown = target.type === "card" ? noteShown(target, verdict, { effect, shown: shownOf(parts, target), store, now }) : {};
  const { arrivals = [] } = told(parts, effect, sentOutcome(store, effect, verdict), now);
  const all = [...(shown.arrivals ?? []), ...arrivals];
  const offList = target.type === "card" ? takeOffList(store, target) : [];
  const state = [...slotWrites(store, target, verdict.messageId), ...(shown.state ?? []), ...offList];
  return { effects: [], state, ...(all.length === 0 ? {} : { arrivals: all }) };
}

/** A file that cannot be deleted now must not have its message sent again. */
async function forgetUpload({ deps }: SessionBot, { target, effectId }: Effect): Promise<void> {
  if (target.type !== "call" || target.call.upload === undefined) return;
  try {
    await deps.files.delete(target.call.upload.key);
  } catch (error) {
    deps.log.error("session.upload.kept", { key: effectId, error });
  }
}

/** For whoever names the old id later; the message under way finds its chat without it. */
async function noteMigration({ bot, subject }: SenderParts, to: number): Promise<void> {
  try {
    await saveMigration(bot.deps.db, { from: subject, to });
  } catch (error) {
    bot.deps.log.error("session.migration.unsaved", { chatId: to, error });
  }
}

function sentOutcome(store: SessionStore, effect: Effect, { messageId: id, messageIds, fileId }: Sent): TellOutcome {
  return { type: "sent", messageId: id, messageIds, fileId, threadId: threadOf(store, effect) };
}

/** The event for whoever waits to be told. */
function told({ store }: SenderParts, effect: Effect, outcome: TellOutcome, now: number): { arrivals?: InboxRow[] } {
  const { effectId, tell, hops } = effect;
  if (tell === undefined || isLooping(effect)) return {};
  const body = JSON.stringify({ kind: tell.kind, version: tell.version, data: { ...tell.data, outcome }, hops });
  return { arrivals: [newRow({ key: `e:${effectId}`, kind: "event", body }, store.nextSeq(), now)] };
}

/** What is said because something else was said, and so for ever, ends here: who waits is not told. */
function isLooping({ hops = 0 }: Effect): boolean {
  return hops > MAX_HOPS;
}

async function noteLoop(bot: SessionBot, { effectId, tell }: Effect): Promise<void> {
  if (tell === undefined) return;
  bot.deps.log.error("session.event.looping", { key: effectId, kind: tell.kind });
  await raiseAlert(bot.deps, "event.looping");
}

/** That somebody blocks the bot is their own affair; a group without it is work that nobody sees. */
async function noteUnreachable({ bot, subject }: SenderParts, effect: Effect): Promise<void> {
  if (subject.type !== "chat") return;
  bot.deps.log.error("session.chat.unreachable", { chatId: subject.id, key: effect.effectId, method: methodOf(effect) });
  await raiseAlert(bot.deps, "chat.unreachable");
}

/** The features are told too that this person takes no messages any more. */
function toldUnreachable(parts: SenderParts, effect: Effect, reason: string, now: number): { arrivals: InboxRow[] } {
  const { arrivals = [] } = told(parts, effect, { type: "failed", reason }, now);
  if (parts.subject.type !== "person") return { arrivals };
  if (isLooping(effect)) return { arrivals };
  const { effectId: cause, hops } = effect;
  return { arrivals: [...arrivals, platformRow(parts.store, { kind: "person.unreachable", cause, hops }, now)] };
}

function shownOf({ store }: SenderParts, { cardId }: Target & { type: "card" }): ShownCard | undefined {
  return readStateOf(store).read(cardCell(cardId));
}

async function followMigration(parts: SenderParts, effect: Effect, chatId: number, now: number): Promise<Aftermath> {
  const { target } = effect;
  const stays = target.type === "call" && !isPaced(target.call.method) && namesMessage(target.call);
  return stays
    ? follow(parts, effect, { type: "dropped", reason: "the message has stayed in the old chat" }, now)
    : { effects: [moved(effect, chatId, parts.subject)] };
}
