import * as z from "zod";
import type { FlowKind } from "#platform/flow-kind.ts";
import { defineButton } from "#platform/telegram/button.ts";
import { mention, paragraph } from "#platform/text/tree.ts";
import { tellOutcome, type Place, type StateCell, type Turn } from "#platform/turn.ts";

const openFlow = z.object({
  flow: z.string(),
  version: z.int(),
  step: z.string(),
  data: z.unknown(),
  expiresAt: z.number(),
  /** The question in a group to which a reply is an answer, once it is known. */
  questionId: z.int().optional(),
});
export type OpenFlow = z.infer<typeof openFlow>;

/** The flow that is open with this person in one place; without a place in their private chat. */
export function flowCellOf(place: Pick<Place, "chatId" | "threadId"> | undefined): StateCell<OpenFlow> {
  const key = place === undefined ? "flow" : `flow:${place.chatId}:${place.threadId ?? 0}`;
  return { feature: "session", key, schema: openFlow };
}

/** The event that brings the id of a question which was asked in a group. */
export const ASKED = "session.asked";
export const askedIn = z.object({ chatId: z.int(), threadId: z.int().optional(), step: z.string(), outcome: tellOutcome });

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
  | { type: "ended" }
  /** It is newer than the code, or its feature is switched off. */
  | { type: "parked" };

/** Whether a flow is left as it is for the code that knows it: a deploy is under way, in one direction or the other. */
function isParked(kind: FlowKind | undefined, open: OpenFlow, now: number): boolean {
  return (kind === undefined || open.version > kind.version) && open.expiresAt >= now;
}

/**
 * The flow as the present code knows it; undefined when it is over or parked: expired, of a version that nothing brings up to date,
 * or of one to come.
 */
export function bringUpToDate(kind: FlowKind | undefined, open: OpenFlow, now: number): OpenFlow | undefined {
  if (kind === undefined || open.expiresAt < now || open.version > kind.version) return undefined;
  const migrated = kind.version === open.version ? open : kind.migrate?.(open);
  if (migrated === undefined || kind.steps[migrated.step] === undefined || !kind.data.safeParse(migrated.data).success) return undefined;
  return { ...open, version: kind.version, step: migrated.step, data: migrated.data };
}

/** What an input does to the open flow. Pure: the clock is `now` in milliseconds. */
export function advance(kind: FlowKind | undefined, stored: OpenFlow, input: FlowInput, now: number): FlowMove {
  if (isParked(kind, stored, now)) return { type: "parked" };
  const open = bringUpToDate(kind, stored, now);
  const step = open === undefined ? undefined : kind?.steps[open.step];
  if (kind === undefined || open === undefined || step === undefined) return { type: "ended" };
  if (input.type === "choice" && (input.flow !== open.flow || input.step !== open.step)) return { type: "stale" };
  if ((input.type === "choice") !== (step.accepts === "choice")) return { type: "stay", state: open };
  const decision = step.decide(input.type === "choice" ? input.value : input.text, open.data, new Date(now));
  if (decision.type === "stay") return { type: "stay", state: open, reason: decision.reason };
  if (decision.type === "finish") return { type: "finish", data: decision.data };
  return {
    type: "ask",
    state: { ...open, step: decision.step, data: decision.data, questionId: undefined, expiresAt: now + kind.expiresAfterMs },
  };
}

/** Asks the question of the step that the flow waits in; `reason` is the key of a sentence said before it. */
export function askStep(turn: Turn, kind: FlowKind | undefined, stored: OpenFlow, reason?: string): void {
  const open = bringUpToDate(kind, stored, turn.now.getTime());
  const step = open === undefined ? undefined : kind?.steps[open.step];
  if (open === undefined || step === undefined) return;
  const view = step.ask(open.data, turn, (value) => flowButton.data({ flow: open.flow, step: open.step, value }));
  const text = reason === undefined ? view.text : [paragraph(turn.t(reason)), ...view.text];
  if (turn.place === undefined) return turn.show(`flow-${open.flow}`, { ...view, text });
  const { chatId, threadId, messageId } = turn.place;
  const asksReply = step.accepts !== "choice";
  // Telegram's app begins the reply of whoever is answered or named; after a press, which nothing answers, the name is left.
  const name = asksReply && messageId === undefined ? [paragraph(mention(turn.personId, turn.senderName))] : [];
  const data = { chatId, step: open.step, ...(threadId === undefined ? {} : { threadId }) };
  turn.say({ ...view, text: [...name, ...text], asksReply }, { tell: { kind: ASKED, version: 1, data } });
}

/** Notes the question to which the answer in a group will be a reply. */
export function noteQuestion(turn: Turn, { outcome, step, ...place }: z.infer<typeof askedIn>): void {
  const cell = flowCellOf(place);
  const open = turn.state.read(cell);
  if (open?.step !== step || outcome.type !== "sent" || outcome.messageId === undefined) return;
  turn.state.write(cell, { ...open, questionId: outcome.messageId });
}
