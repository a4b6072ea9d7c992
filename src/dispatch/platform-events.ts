import type { Message } from "grammy/types";
import * as z from "zod";
import type { Dispatch } from "./dispatch.ts";
import type { Deps } from "#platform/deps.ts";
import { ASKED, askedIn, noteQuestion } from "#session/flow.ts";
import { relayedCall } from "#platform/relay.ts";
import { paragraph } from "#platform/text/tree.ts";
import { tellOutcome, type StateCell, type Turn } from "#platform/turn.ts";

/** How long after its last part an album counts as complete: Telegram sends no end. */
const ALBUM_SETTLES_MS = 1_200;
const ALBUM = "session.album";

const relayedTell = relayedCall.shape.tell.unwrap().extend({ outcome: tellOutcome });
const albumOf = z.object({ groupId: z.string() });

/** The events that the session sends itself; undefined for those of the features. */
export async function handlePlatformEvent(
  event: { kind: string; version: number; data: unknown },
  turn: Turn,
  dispatch: Dispatch,
  deps: Deps,
): Promise<string | undefined> {
  switch (event.kind) {
    case "session.limited":
      turn.say({ text: [paragraph(turn.t("slow-down", { seconds: deps.config.floodLimit.windowMs / 1000 }))] });
      return event.kind;
    case "session.delayed":
      turn.say({ text: [paragraph(turn.t("delayed"))] });
      return event.kind;
    case "session.relay":
      turn.carryOut(relayedCall.parse(event.data));
      return event.kind;
    case "session.relayed": {
      const { to, kind, version, data, outcome } = relayedTell.parse(event.data);
      turn.forward(to, { kind, version, data: { ...data, outcome } });
      return event.kind;
    }
    case ASKED:
      noteQuestion(turn, askedIn.parse(event.data));
      return event.kind;
    case ALBUM:
      return settleAlbum(turn, dispatch, albumOf.parse(event.data).groupId);
    default:
      return undefined;
  }
}

/** Keeps one part of an album until the others are there too. */
export function collectAlbum(turn: Turn, part: Message, groupId: string): string {
  const cell = albumCell(groupId);
  turn.state.write(cell, [...(turn.state.read(cell) ?? []), part]);
  turn.after(`album:${groupId}`, { dueAt: new Date(turn.now.getTime() + ALBUM_SETTLES_MS), kind: ALBUM, version: 1, data: { groupId } });
  return "album.part";
}

async function settleAlbum(turn: Turn, dispatch: Dispatch, groupId: string): Promise<string> {
  const cell = albumCell(groupId);
  const parts = turn.state.read(cell) ?? [];
  turn.state.clear(cell);
  return dispatch.album(
    parts.toSorted((a, b) => a.message_id - b.message_id),
    turn,
  );
}

function albumCell(groupId: string): StateCell<Message[]> {
  // Written by this module from updates that were checked at intake.
  return { feature: "session", key: `album:${groupId}`, schema: z.array(z.custom<Message>()) };
}
