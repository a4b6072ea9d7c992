import type { Deps } from "#platform/deps.ts";
import type { FlowKind } from "#platform/feature.ts";
import { unreachable } from "#platform/result.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { Turn } from "#platform/turn.ts";
import { advance, askStep, bringUpToDate, flowButton, flowCellOf, type FlowInput, type OpenFlow } from "./flow.ts";

export type Flows = {
  isOpen: (turn: Turn) => boolean;
  /** Ends the open flow, whatever its state, and says whether there was one. */
  cancel: (turn: Turn, deps: Deps) => Promise<boolean>;
  /** Gives a text to the open flow; false when there is none. */
  text: (ctx: BotContext, text: string) => Promise<boolean>;
  /** Asks the open flow's question again, after the sentence with the key `reason`; false when there is none. */
  askAgain: (turn: Turn, reason?: string) => boolean;
  /** Gives a press to the flow that its button names; false when it is not a flow's button, or no longer the right one. */
  press: (ctx: BotContext, data: string) => Promise<boolean>;
};

export function createFlows(list: readonly FlowKind[]): Flows {
  const kinds = new Map(list.map((flow) => [flow.name, flow]));

  const feed = async (ctx: BotContext, input: FlowInput): Promise<boolean> => {
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
        await kind?.save(move.data, ctx.turn, ctx.deps);
        return true;
      case "stale":
        askStep(ctx.turn, kind, open);
        return true;
      case "ended":
        ctx.turn.closeFlow();
        // A stranger is asked again from the beginning, like anybody who is not known.
        if (ctx.turn.profile() === undefined) return false;
        if (ctx.turn.place === undefined) sayHome(ctx.turn, "flow-ended");
        else ctx.say({ text: [paragraph(ctx.t("flow-ended-here"))] });
        return true;
      case "parked":
        if (ctx.turn.profile() === undefined) return false;
        ctx.say({ text: [paragraph(ctx.t("flow-parked"))] });
        return true;
      default:
        return unreachable(move);
    }
  };

  const isOpen = (turn: Turn) => findKnown(kinds, turn) !== undefined;

  return {
    isOpen,
    cancel: (turn, deps) => cancelOpen(kinds, turn, deps),
    askAgain: (turn, reason) => {
      const open = turn.state.read(flowCellOf(turn.place));
      if (open === undefined || !isOpen(turn)) return false;
      askStep(turn, kinds.get(open.flow), open, reason);
      return true;
    },
    text: async (ctx, text) => isMeant(ctx) && feed(ctx, { type: "text", text }),
    press: async (ctx, data) => {
      const choice = flowButton.parse(data);
      return choice !== undefined && feed(ctx, { type: "choice", ...choice });
    },
  };
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

function sayHome(turn: Turn, key: string): void {
  const home = turn.directory.home(turn);
  turn.say({ ...home, text: [paragraph(turn.t(key)), ...home.text] });
}
