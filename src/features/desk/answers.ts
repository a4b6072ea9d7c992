import type { Deps } from "#platform/deps.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { act, type Outcome, type Step } from "./actions.ts";
import { renderOutcome } from "./view.ts";

/** Takes a step that was typed, and answers with what came of it. */
export async function actAndTell(turn: Turn, deps: Deps, wish: Step): Promise<Outcome> {
  const outcome = await act(turn, deps, wish);
  sayLine(turn, renderOutcome(turn, deps, outcome));
  return outcome;
}

export function sayLine(turn: Turn, line: string): void {
  turn.say({ text: [paragraph(line)] });
}
