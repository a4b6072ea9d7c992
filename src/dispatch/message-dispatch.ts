import type { Message } from "grammy/types";
import { collectPart } from "./albums.ts";
import type { Table } from "./table.ts";
import type { Deps } from "#platform/deps.ts";
import type { FallbackKind } from "#platform/feature.ts";
import { languageCell } from "#platform/profile.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { Turn } from "#platform/turn.ts";

export type MessageDispatch = {
  message: (ctx: BotContext) => Promise<string>;
  /** An album that is complete; `ctx` is of its first part. */
  album: (ctx: BotContext, parts: Message[]) => Promise<string>;
};

type Parts = { table: Table; deps: Deps; fallBack: (ctx: BotContext, kind: FallbackKind, sent?: readonly Message[]) => Promise<string> };

/** Finds who handles what people write and send in private, commands apart. */
export function createMessageDispatch({ table, deps, fallBack }: Parts): MessageDispatch {
  const { flows } = table;

  const message = async (ctx: BotContext): Promise<string> => {
    const { message: sent, turn } = ctx;
    if (sent === undefined) return "ignored";
    const { media_group_id: albumId } = sent;
    const isStrange = turn.profile() === undefined;
    if (isReply(ctx) && (await fallBack(ctx, "reply")) !== "ignored") return "fallback.reply";
    if (isStrange && !flows.isOpen(turn)) return albumId === undefined ? fallBack(ctx, "stranger") : collectStranger(turn, sent, albumId);
    if (!isStrange && sent.contact !== undefined && (await fallBack(ctx, "contact")) !== "ignored") return "fallback.contact";
    if (albumId !== undefined && flows.takesAlbums(turn)) return collectPart(turn, sent, albumId);
    if (await flows.message(ctx, [sent])) return "flow";
    if (albumId !== undefined) return collectPart(turn, sent, albumId);
    return fallBack(ctx, sent.text === undefined ? "media" : "text");
  };

  // Its parts were collected with nothing open; what has been opened since then comes first, as it does for any message.
  const album = async (ctx: BotContext, parts: Message[]): Promise<string> => {
    const isPrivate = ctx.chat?.type === "private";
    if (isPrivate && (await flows.message(ctx, parts))) return "flow";
    for (const handler of table.albums.filter(({ where }) => isPrivate || where === "anywhere")) {
      if (await handler.handle(parts, ctx.turn, deps)) return "album";
    }
    if (!isPrivate) return "ignored";
    return fallBack(ctx, ctx.turn.profile() === undefined ? "stranger" : "media", parts);
  };

  return { message, album };
}

/** When the album is complete there is no update any more that tells of the language. */
function collectStranger(turn: Turn, part: Parameters<typeof collectPart>[1], albumId: string): string {
  turn.state.write(languageCell, turn.language());
  return collectPart(turn, part, albumId);
}

/** Whoever answers a certain message means that one, whatever else they have been asked. An album is an answer when it is complete. */
function isReply({ message, me }: BotContext): boolean {
  if (message === undefined || message.media_group_id !== undefined) return false;
  return message.reply_to_message?.from?.id === me.id || message.external_reply !== undefined;
}
