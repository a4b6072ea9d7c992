import type { Update } from "grammy/types";
import * as z from "zod";
import type { BotContext } from "#platform/telegram/context.ts";
import type { StateCell, Turn } from "#platform/turn.ts";

/** How long after its last part an album counts as complete: Telegram sends no end. */
const ALBUM_SETTLES_MS = 1_200;
/** Albums whose further parts may still be under way. */
const ANSWERED_AT_MOST = 10;
const PART = "album.part";

/** The event that comes when an album counts as complete. */
export const ALBUM = "session.album";
export const albumOf = z.object({ groupId: z.string() });

type Part = NonNullable<Update["message"]>;

const answeredCell: StateCell<string[]> = { feature: "session", key: "albums", schema: z.array(z.string()) };

/** Dispatches what is answered at its first part once, and leaves its further parts alone. */
export async function answerOnce(ctx: BotContext, dispatch: (ctx: BotContext) => Promise<string>): Promise<string> {
  const groupId = ctx.message?.media_group_id;
  if (groupId !== undefined && ctx.turn.state.read(answeredCell)?.includes(groupId)) return PART;
  const outcome = await dispatch(ctx);
  if (groupId !== undefined && outcome !== PART) noteAnswered(ctx.turn, groupId);
  return outcome;
}

/** What comes of an album after it has been answered is answered with it. */
export function noteAnswered({ state }: Turn, groupId: string): void {
  state.write(answeredCell, [...(state.read(answeredCell) ?? []), groupId].slice(-ANSWERED_AT_MOST));
}

/** Keeps one part of an album until the others are there too. */
export function collectPart(turn: Turn, part: Part, groupId: string): string {
  const cell = partsCell(groupId);
  turn.state.write(cell, [...(turn.state.read(cell) ?? []), part]);
  turn.after(`album:${groupId}`, { dueAt: new Date(turn.now.getTime() + ALBUM_SETTLES_MS), kind: ALBUM, version: 1, data: { groupId } });
  return PART;
}

/** The parts that were kept, in the order in which they were sent. */
export function takeParts(turn: Turn, groupId: string): Part[] {
  const cell = partsCell(groupId);
  const parts = turn.state.read(cell) ?? [];
  turn.state.clear(cell);
  return parts.toSorted((a, b) => a.message_id - b.message_id);
}

/** The turn of an album that was sent a moment ago: it gets its answer below it, where an edit further up would not be seen. */
export function answeringBelow(turn: Turn): Turn {
  const show: Turn["show"] = (_, view, options) => turn.say(view, options);
  return Object.create(turn, { show: { value: show } }) as Turn;
}

function partsCell(groupId: string): StateCell<Part[]> {
  // Written by this module from updates that were checked at intake.
  return { feature: "session", key: `album:${groupId}`, schema: z.array(z.custom<Part>()) };
}
