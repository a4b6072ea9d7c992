import type { Message } from "grammy/types";
import type { Deps } from "#platform/deps.ts";
import { wordsOf } from "#platform/telegram/words-of.ts";
import type { FlowKind, FlowStep } from "#platform/flow-kind.ts";
import { unreachable } from "#platform/result.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { Turn } from "#platform/turn.ts";
import { advance, askStep, bringUpToDate, flowButton, flowCellOf, type FlowInput, type OpenFlow } from "./flow.ts";

export type Flows = {
  isOpen: (turn: Turn) => boolean;
  /** Ends the open flow, whatever its state, and says whether there was one. */
  cancel: (turn: Turn, deps: Deps) => Promise<boolean>;
  /** Gives what was sent to the open flow, or asks again where it takes no such thing; false when there is none, or it is not meant. */
  message: (ctx: BotContext, sent: readonly Message[]) => Promise<boolean>;
  /** Whether an album is an answer to the open question. */
  takesAlbums: (turn: Turn) => boolean;
  /** Asks the open flow's question again, after the sentence with the key `reason`; false when there is none. */
  askAgain: (turn: Turn, reason?: string) => boolean;
  /** Gives a press to the flow that its button names; false when it is not a flow's button, or no longer the right one. */
  press: (ctx: BotContext, data: string) => Promise<boolean>;
};

export function createFlows(list: readonly FlowKind[]): Flows {
  const kinds = new Map(list.map((flow) => [flow.name, flow]));

  const feed = async (ctx: BotContext, input: FlowInput, sent: readonly Message[] = []): Promise<boolean> => {
    const cell = flowCellOf(ctx.turn.place);
    const open = ctx.turn.state.read(cell);
    if (open === undefined) return false;
    const kind = kinds.get(open.flow);
    const move = advance(kind, open, input, ctx.turn.now.getTime());
    switch (move.type) {
      case "ask":
        ctx.turn.state.write(cell, move.state);
        askStep(ctx.turn, kind, move.state);
        return true;
      case "stay":
        askStep(ctx.turn, kind, move.state, move.reason);
        return true;
      case "finish":
        ctx.turn.closeFlow();
        await kind?.save(move.data, ctx.turn, ctx.deps, sent);
        return true;
      case "stale":
        askStep(ctx.turn, kind, open);
        return true;
      case "ended":
        ctx.turn.closeFlow();
        return sayEnded(ctx);
      case "parked":
        if (ctx.turn.profile() === undefined) return false;
        ctx.say({ text: [paragraph(ctx.t("flow-parked"))] });
        return true;
      default:
        return unreachable(move);
    }
  };

  const isOpen = (turn: Turn) => findKnown(kinds, turn) !== undefined;

  const askAgain = (turn: Turn, reason?: string) => askOpen(kinds, turn, reason);
  const takesMessages = (turn: Turn) => acceptedBy(kinds, turn) === "message";

  return {
    isOpen,
    cancel: (turn, deps) => cancelOpen(kinds, turn, deps),
    askAgain,
    message: async (ctx, sent) => {
      if (!isMeant(ctx)) return false;
      const text = takesMessages(ctx.turn) ? (wordsOf(sent) ?? "") : sent[0]?.text;
      return text === undefined ? askAgain(ctx.turn, "text-expected") : feed(ctx, { type: "text", text }, sent);
    },
    takesAlbums: takesMessages,
    press: async (ctx, data) => {
      const choice = flowButton.parse(data);
      return choice !== undefined && feed(ctx, { type: "choice", ...choice });
    },
  };
}

function askOpen(kinds: ReadonlyMap<string, FlowKind>, turn: Turn, reason: string | undefined): boolean {
  const open = turn.state.read(flowCellOf(turn.place));
  if (open === undefined || findKnown(kinds, turn) === undefined) return false;
  askStep(turn, kinds.get(open.flow), open, reason);
  return true;
}

/** What the open question takes for an answer. */
function acceptedBy(kinds: ReadonlyMap<string, FlowKind>, turn: Turn): FlowStep<unknown>["accepts"] | undefined {
  const known = findKnown(kinds, turn);
  return known?.kind.steps[known.open.step]?.accepts;
}

async function cancelOpen(kinds: ReadonlyMap<string, FlowKind>, turn: Turn, deps: Deps): Promise<boolean> {
  const known = findKnown(kinds, turn);
  const wasOpen = turn.closeFlow();
  if (known !== undefined) await known.kind.onCancel?.(known.open.data, turn, deps);
  return wasOpen;
}

/** The flow that is open here, if this code knows it. */
function findKnown(kinds: ReadonlyMap<string, FlowKind>, turn: Turn): { kind: FlowKind; open: OpenFlow } | undefined {
  const stored = turn.state.read(flowCellOf(turn.place));
  const kind = stored === undefined ? undefined : kinds.get(stored.flow);
  const open = stored === undefined ? undefined : bringUpToDate(kind, stored, turn.now.getTime());
  return kind === undefined || open === undefined ? undefined : { kind, open };
}

/** Whether a message is an answer: in a group only a reply to the question is. */
function isMeant({ turn, message }: BotContext): boolean {
  if (turn.place === undefined) return true;
  const question = turn.state.read(flowCellOf(turn.place))?.questionId;
  return question !== undefined && message?.reply_to_message?.message_id === question;
}

/** A stranger is asked again from the beginning, like anybody who is not known. */
function sayEnded(ctx: BotContext): boolean {
  if (ctx.turn.profile() === undefined) return false;
  if (ctx.turn.place === undefined) sayHome(ctx.turn, "flow-ended");
  else ctx.say({ text: [paragraph(ctx.t("flow-ended-here"))] });
  return true;
}

function sayHome(turn: Turn, key: string): void {
  const home = turn.directory.home(turn);
  turn.say({ ...home, text: [paragraph(turn.t(key)), ...home.text] });
}
