import type { Message } from "grammy/types";
import { collectPart } from "./albums.ts";
import type { Table } from "./table.ts";
import type { Deps } from "#platform/deps.ts";
import type { FallbackKind } from "#platform/feature.ts";
import type { BotContext } from "#platform/telegram/context.ts";

export type MessageDispatch = {
  message: (ctx: BotContext) => Promise<string>;
  /** An album that is complete; `ctx` is of its first part. */
  album: (ctx: BotContext, parts: Message[]) => Promise<string>;
};

type Parts = { table: Table; deps: Deps; fallBack: (ctx: BotContext, kind: FallbackKind) => Promise<string> };

/** Finds who handles what people write and send in private, commands apart. */
export function createMessageDispatch({ table, deps, fallBack }: Parts): MessageDispatch {
  const { flows } = table;

  const message = async (ctx: BotContext): Promise<string> => {
    const { message: sent } = ctx;
    const text = sent?.text;
    if (isReply(ctx) && (await fallBack(ctx, "reply")) !== "ignored") return "fallback.reply";
    if (ctx.turn.profile() === undefined && !flows.isOpen(ctx.turn)) return fallBack(ctx, "stranger");
    if (ctx.turn.profile() !== undefined && sent?.contact !== undefined && (await fallBack(ctx, "contact")) !== "ignored")
      return "fallback.contact";
    if (text === undefined ? flows.askAgain(ctx.turn, "text-expected") : await flows.text(ctx, text)) return "flow";
    if (sent?.media_group_id !== undefined) return collectPart(ctx.turn, sent, sent.media_group_id);
    return fallBack(ctx, text === undefined ? "media" : "text");
  };

  // Its parts were collected with nothing open; what has been opened since then comes first, as it does for any message.
  const album = async (ctx: BotContext, parts: Message[]): Promise<string> => {
    const isPrivate = ctx.chat?.type === "private";
    if (isPrivate && flows.askAgain(ctx.turn, "text-expected")) return "flow";
    for (const handler of table.albums.filter(({ where }) => isPrivate || where === "anywhere")) {
      if (await handler.handle(parts, ctx.turn, deps)) return "album";
    }
    return isPrivate ? fallBack(ctx, "media") : "ignored";
  };

  return { message, album };
}

/** Whoever answers a certain message means that one, whatever else they have been asked. An album is an answer when it is complete. */
function isReply({ message, me }: BotContext): boolean {
  if (message === undefined || message.media_group_id !== undefined) return false;
  return message.reply_to_message?.from?.id === me.id || message.external_reply !== undefined;
}
