import * as z from "zod";
import type { FlowKind, FlowStep } from "#platform/feature.ts";
import { defineButton } from "#platform/telegram/button.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { StateCell, Turn } from "#platform/turn.ts";

const openFlow = z.object({ flow: z.string(), version: z.int(), step: z.string(), data: z.unknown(), expiresAt: z.number() });
export type OpenFlow = z.infer<typeof openFlow>;
export const flowCell: StateCell<OpenFlow> = { feature: "session", key: "flow", schema: openFlow };

/** The button that answers a step of a flow. */
export const flowButton = defineButton("flow:choose", { flow: z.string(), step: z.string(), value: z.string() });

export type FlowInput = { type: "choice"; flow: string; step: string; value: string } | { type: "text"; text: string };

export type FlowMove =
  | { type: "ask"; state: OpenFlow }
  | { type: "stay"; state: OpenFlow; reason?: string | undefined }
  | { type: "finish"; data: unknown }
  /** The button belongs to another step or flow than the open one. */
  | { type: "stale" }
  /** The flow is older than the code or than its time. */
  | { type: "ended" };

/** What an input does to the open flow. Pure: the clock is `now` in milliseconds. */
export function advance(kind: FlowKind | undefined, open: OpenFlow, input: FlowInput, now: number): FlowMove {
  const step = currentStep(kind, open, now);
  if (kind === undefined || step === undefined) return { type: "ended" };
  if (input.type === "choice" && (input.flow !== open.flow || input.step !== open.step)) return { type: "stale" };
  if ((input.type === "choice") !== (step.accepts === "choice")) return { type: "stay", state: open };
  const decision = step.decide(input.type === "choice" ? input.value : input.text, open.data);
  if (decision.type === "stay") return { type: "stay", state: open, reason: decision.reason };
  if (decision.type === "finish") return { type: "finish", data: decision.data };
  return { type: "ask", state: { ...open, step: decision.step, data: decision.data, expiresAt: now + kind.expiresAfterMs } };
}

/** The step that the flow waits in; undefined when it is over: expired, or of a version that the code no longer has. */
export function currentStep(kind: FlowKind | undefined, open: OpenFlow, now: number): FlowStep<unknown> | undefined {
  if (kind === undefined || kind.version !== open.version || open.expiresAt < now) return undefined;
  return kind.data.safeParse(open.data).success ? kind.steps[open.step] : undefined;
}

/** Shows the question of the step that the flow waits in; `reason` is the key of a sentence said before it. */
export function askStep(turn: Turn, kind: FlowKind | undefined, open: OpenFlow, reason?: string): void {
  const step = currentStep(kind, open, turn.now.getTime());
  if (step === undefined) return;
  const view = step.ask(open.data, turn, (value) => flowButton.data({ flow: open.flow, step: open.step, value }));
  const text = reason === undefined ? view.text : [paragraph(turn.t(reason)), ...view.text];
  turn.show(`flow-${open.flow}`, { ...view, text });
}
