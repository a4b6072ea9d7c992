import type { FallbackKind, Needs } from "#platform/feature.ts";
import { splitData } from "#platform/telegram/button.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { CommandCall } from "#platform/telegram/update-kind.ts";
import { paragraph } from "#platform/text/tree.ts";
import { collectPart } from "./albums.ts";
import { commandCall, type Refusal } from "./calls.ts";
import { noteRefused } from "./refused.ts";
import type { Table } from "./table.ts";

type Parts = {
  table: Table;
  refuse: (ctx: BotContext, needs: Needs | undefined) => Promise<Refusal | undefined>;
  fallBack: (ctx: BotContext, kind: FallbackKind) => Promise<string>;
};

/**
 * Finds who handles what people do in a group. What is not meant for the bot is left alone; refusals are short and bring no
 * menu, since others read along.
 */
export function createGroupDispatch({ table, refuse, fallBack }: Parts): (ctx: BotContext) => Promise<string> {
  const { flows } = table;

  const command = async (ctx: BotContext, called: CommandCall): Promise<string> => {
    const found = table.commands.get(called.name);
    if (found === undefined) return "ignored.group";
    if (ctx.turn.subject.type !== "person") return answer(ctx, "anonymous");
    if (found.where === undefined) return answerPrivately(ctx);
    const refusal = await refuse(ctx, found.needs);
    if (refusal === "stranger") return answerPrivately(ctx);
    if (refusal === "unverified") return answer(ctx, "verified-only");
    if (refusal === "unentitled") return answer(ctx, "entitled-only");
    if (refusal === "role") await noteRefused(ctx, { refusal, name: found.name });
    if (refusal === "role") return answer(ctx, "staff-only");
    if (found.keepsFlow !== true) await ctx.turn.directory.cancelFlow(ctx.turn);
    await found.handle(ctx, called.rest);
    return `command.${found.name}`;
  };

  const press = async (ctx: BotContext, data: string): Promise<string> => {
    if (await flows.press(ctx, data)) return "flow";
    const button = table.buttons.get(splitData(data).name);
    const refusal = await refuse(ctx, button?.needs);
    if (refusal === "stranger") return toast(ctx, "register-first");
    if (button !== undefined && refusal === undefined && (await button.press(ctx, data))) return `press.${button.name}`;
    if (refusal === "unverified") return toast(ctx, "verified-only");
    if (refusal === "unentitled") return toast(ctx, "entitled-only");
    await noteRefused(ctx, { refusal, name: button?.name });
    return toast(ctx, refusal === "role" ? "staff-only" : "stale-here");
  };

  return async (ctx) => {
    if (ctx.callbackQuery?.data !== undefined) return press(ctx, ctx.callbackQuery.data);
    if (ctx.myChatMember !== undefined) return fallBack(ctx, "standing");
    if (ctx.message === undefined) return "ignored";
    const called = commandCall(ctx);
    if (called !== undefined) return command(ctx, called);
    if (await flows.message(ctx, [ctx.message])) return "flow";
    const { media_group_id: albumId, reply_to_message: replied } = ctx.message;
    if (albumId !== undefined && replied?.from?.id === ctx.me.id) return collectPart(ctx.turn, ctx.message, albumId);
    return fallBack(ctx, "group");
  };
}

function answer(ctx: BotContext, key: "anonymous" | "staff-only" | "verified-only" | "entitled-only"): string {
  ctx.say({ text: [paragraph(ctx.t(key))] });
  return `refused.${key}`;
}

function answerPrivately(ctx: BotContext): string {
  const address = `https://t.me/${ctx.me.username}?start=group`;
  ctx.say({ text: [paragraph(ctx.t("write-privately"))], buttons: [[{ label: ctx.t("open-chat"), url: address }]] });
  return "refused.write-privately";
}

async function toast(
  ctx: BotContext,
  key: "register-first" | "staff-only" | "verified-only" | "entitled-only" | "stale-here",
): Promise<string> {
  await ctx.answerCallbackQuery({ text: ctx.t(key) });
  return `refused.${key}`;
}
