import type { Message } from "grammy/types";
import { raiseAlert } from "#platform/alerts.ts";
import { commandCall, refuse, type Refusal } from "./calls.ts";
import { noteRefused } from "./refused.ts";
import { createGroupDispatch } from "./group-dispatch.ts";
import { createMessageDispatch, type MessageDispatch } from "./message-dispatch.ts";
import type { Table } from "./table.ts";
import type { Deps } from "#platform/deps.ts";
import type { Directory, FallbackKind } from "#platform/feature.ts";
import { forgottenCell } from "#platform/forgotten.ts";
import { splitData } from "#platform/telegram/button.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { kindOf, type CommandCall } from "#platform/telegram/update-kind.ts";
import { paragraph } from "#platform/text/tree.ts";

export type UpdateDispatch = Pick<MessageDispatch, "album"> & { update: (ctx: BotContext) => Promise<string> };

/** Finds who handles an update. Who may do what is decided here and nowhere else. */
export function createUpdateDispatch(table: Table, directory: Directory, deps: Deps): UpdateDispatch {
  const { flows } = table;

  const fallBack = async (ctx: BotContext, kind: FallbackKind, sent: readonly Message[] = sentIn(ctx)): Promise<string> => {
    if (kind === "stranger" && flows.askAgain(ctx.turn)) return "flow";
    for (const fallback of table.fallbacks.filter((candidate) => candidate.kind === kind)) {
      if (fallback.isMeant?.(ctx) === false) continue;
      const refusal = fallback.needs === undefined ? undefined : await refuse(ctx, fallback.needs, deps);
      if (refusal !== undefined) return sayRefused(ctx, directory, refusal);
      if (await fallback.handle(ctx, sent)) return `fallback.${kind}`;
    }
    return "ignored";
  };

  const command = async (ctx: BotContext, called: CommandCall): Promise<string> => {
    const found = table.commands.get(called.name);
    const refusal = await refuse(ctx, found?.needs, deps);
    if (refusal === "stranger") return fallBack(ctx, "stranger");
    if (refusal === "role") await noteRefused(ctx, { refusal, name: found?.name });
    if (found === undefined || found.where === "group" || refusal !== undefined)
      return sayRefused(ctx, directory, refusal ?? "unknown-command");
    if (found.keepsFlow !== true) await directory.cancelFlow(ctx.turn);
    await found.handle(ctx, called.rest);
    return `command.${found.name}`;
  };

  const press = async (ctx: BotContext, data: string): Promise<string> => {
    if (await flows.press(ctx, data)) return "flow";
    // Nobody who is asked something goes on elsewhere and has it taken for the answer later.
    const button = table.buttons.get(splitData(data).name);
    const refusal = await refuse(ctx, button?.needs, deps);
    if (refusal === "stranger") return fallBack(ctx, "stranger");
    await directory.cancelFlow(ctx.turn);
    if (button !== undefined && refusal === undefined && (await button.press(ctx, data))) return `press.${button.name}`;
    return refusePress(ctx, directory, { refusal, name: button?.name });
  };

  const { message, album } = createMessageDispatch({ table, deps, fallBack });

  const inGroup = createGroupDispatch({ table, fallBack, refuse: (ctx, needs) => refuse(ctx, needs, deps) });

  const update = async (ctx: BotContext): Promise<string> => {
    if (ctx.chatJoinRequest ?? ctx.editedMessage) return fallBack(ctx, ctx.editedMessage === undefined ? "joinRequest" : "edited");
    if (ctx.chat !== undefined && ctx.chat.type !== "private") return inGroup(ctx);
    if (isOutOfDate(ctx) && ctx.myChatMember === undefined) await fallBack(ctx, "membership");
    if (ctx.myChatMember !== undefined) return fallBack(ctx, "membership");
    if (kindOf(ctx.update) === "payment") return takePayment(fallBack(ctx, "payment"), deps);
    if (ctx.update.subscription !== undefined) return fallBack(ctx, "subscription");
    const data = ctx.callbackQuery?.data;
    if (ctx.message === undefined && data === undefined) return "ignored";
    const called = commandCall(ctx);
    if (called?.name !== "start" && isForgotten(ctx, table)) return fallBack(ctx, "stranger");
    if (data !== undefined) return press(ctx, data);
    return called === undefined ? message(ctx) : command(ctx, called);
  };

  return { update, album };
}

function sentIn({ message }: BotContext): Message[] {
  return message === undefined ? [] : [message];
}

/** What is open to anybody is closed to whoever had themselves forgotten, until they begin anew. */
function isForgotten({ turn }: BotContext, { flows }: Table): boolean {
  return turn.profile() === undefined && turn.state.read(forgottenCell) !== undefined && !flows.isOpen(turn);
}

/** Whether the profile does not know yet what this very update tells of its person. */
function isOutOfDate({ turn, from }: BotContext): boolean {
  const profile = turn.profile();
  return profile !== undefined && (!profile.isReachable || profile.username !== (from?.username ?? null));
}

async function refusePress(ctx: BotContext, directory: Directory, cause: Parameters<typeof noteRefused>[1]): Promise<string> {
  if (cause.refusal === "unverified" || cause.refusal === "unentitled") return sayRefused(ctx, directory, cause.refusal);
  await noteRefused(ctx, cause);
  return sayRefused(ctx, directory, "stale-button");
}

/** Money has moved: whatever is open, it is not the answer to a question. */
async function takePayment(taken: Promise<string>, deps: Deps): Promise<string> {
  const outcome = await taken;
  if (outcome === "ignored") await raiseAlert(deps, "payment.unknown");
  return outcome;
}

/**
 * What needs a role does not exist for others; what needs a verified student, or an entitlement, is told to be so, with the way to
 * get there.
 */
function sayRefused(ctx: BotContext, directory: Directory, cause: Refusal | "unknown-command" | "stale-button"): string {
  if (cause === "unentitled") {
    ctx.say(directory.gate(ctx.turn) ?? directory.home(ctx.turn));
    return "refused.unentitled";
  }
  return sayHome(ctx, directory, cause === "unverified" ? "verified-only" : cause === "stale-button" ? cause : "unknown-command");
}

/** A sentence, and the screen from which everything can be reached. */
function sayHome(ctx: BotContext, directory: Directory, key: "unknown-command" | "stale-button" | "verified-only"): string {
  const home = directory.home(ctx.turn);
  ctx.say({ ...home, text: [paragraph(ctx.t(key)), ...home.text] });
  return `refused.${key}`;
}
