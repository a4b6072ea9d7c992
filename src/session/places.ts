import * as z from "zod";
import type { StateCell } from "#platform/turn.ts";
import type { Effect, Target } from "./effects.ts";
import { readStateOf } from "./state.ts";
import type { SessionStore, StateWrite } from "./store.ts";
import { topicCell } from "./topics.ts";

/** The thread of the topic that it goes to; undefined where it goes to none, or to one that is still to be made. */
export function threadOf(store: SessionStore, { topic }: Effect): number | undefined {
  return topic === undefined ? undefined : readStateOf(store).read(topicCell(topic));
}

const messageId = z.int();

/** The message that the screen of this slot is on. */
export function slotCell(slot: string): StateCell<number> {
  return { feature: "session", key: `slot:${slot}`, schema: messageId };
}

/** Remembers the message that a screen is on, if it is another than before. */
export function slotWrites(store: SessionStore, target: Target, sentId: number | undefined): StateWrite[] {
  if (target.type !== "screen") return [];
  const shown = sentId ?? target.messageId;
  const cell = slotCell(target.slot);
  if (shown === undefined || readStateOf(store).read(cell) === shown) return [];
  return [{ feature: cell.feature, key: cell.key, json: String(shown) }];
}
