import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { actionOf } from "#platform/desk/kind.ts";
import { takeStep } from "#platform/desk/steps.ts";
import type { Card, CardFile } from "#platform/desk/store.ts";
import { forgottenCell } from "#platform/forgotten.ts";
import { UnknownVersionError } from "#platform/outside-error.ts";
import type { CarriedOut, RequestKind } from "#platform/request-kind.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { StateCell, StateReader, Turn } from "#platform/turn.ts";
import type { accessChange } from "./members.ts";
import { findRequestsOf, type Requests } from "./store.ts";

const standing = z.object({
  open: z.array(z.object({ cardId: z.int(), kind: z.string(), isAsked: z.boolean() })),
  /** The kinds of what they have. */
  granted: z.array(z.string()),
});
export type Standing = z.infer<typeof standing>;

/** How somebody's requests stand, for the screens; what counts is in the database. */
const standingCell: StateCell<Standing> = { feature: "requests", key: "standing", schema: standing };

export const movedRequest = z.object({ cardId: z.int(), stepKey: z.string() });

export function readStanding(state: StateReader): Standing {
  return state.read(standingCell) ?? { open: [], granted: [] };
}

/** Reads it anew from the database; of the closed requests the newest comes along, or the one that is named. */
export async function refreshStanding(turn: Turn, { db }: Deps, alsoCardId?: number): Promise<Requests> {
  const kinds = turn.directory.requestKinds;
  const found = await findRequestsOf(db, turn.personId, { kinds, ...(alsoCardId === undefined ? {} : { alsoCardId }) });
  turn.state.write(standingCell, {
    open: found.files.flatMap(({ card }) => toOpen(card)),
    granted: kinds.flatMap(({ name }, at) => (typeof found.held[at] === "string" ? [name] : [])),
  });
  return found;
}

/** Keeps what the person's own step has made of one of them. */
export function noteCard(turn: Turn, card: Card): void {
  const { open, granted } = readStanding(turn.state);
  const others = open.filter(({ cardId }) => cardId !== card.cardId);
  turn.state.write(standingCell, { open: [...toOpen(card), ...others].toSorted((a, b) => b.cardId - a.cardId), granted });
}

function toOpen({ cardId, kind, status, isOpen }: Card): Standing["open"] {
  return isOpen ? [{ cardId, kind, isAsked: status === "information" }] : [];
}

/** Access was taken or given back beside any request: the person learns of it. */
export async function takeAccess({ isActive }: z.infer<typeof accessChange>, turn: Turn, deps: Deps): Promise<void> {
  if (turn.state.read(forgottenCell) !== undefined) return;
  await refreshStanding(turn, deps);
  turn.say({ text: [paragraph(turn.t(isActive ? "access-granted" : "access-ended"))] });
}

/** Staff or the machine have moved somebody's request: their screens learn of it, and what was approved is carried out. */
export async function takeMove({ cardId, stepKey }: z.infer<typeof movedRequest>, turn: Turn, deps: Deps): Promise<void> {
  if (turn.state.read(forgottenCell) !== undefined) return;
  const { requestKinds: kinds } = turn.directory;
  const { files, held } = await refreshStanding(turn, deps, cardId);
  const file = files.find(({ card }) => card.cardId === cardId);
  if (file === undefined) return;
  const at = kinds.findIndex(({ name }) => name === file.card.kind);
  const kind = kinds[at];
  if (kind === undefined) throw new UnknownVersionError(`no feature has the kind of request ${file.card.kind}`);
  if (isToCarryOut(file, stepKey)) await carryOut(turn, deps, { file, kind, held: held[at] ?? null });
}

function isToCarryOut({ card, steps }: CardFile, stepKey: string): boolean {
  const order = steps.find((step) => step.stepKey === stepKey);
  const isDone = steps.some(({ action, rev }) => action === "carried-out" && rev > (order?.rev ?? 0));
  return card.status === "approved" && order !== undefined && !isDone;
}

/** What comes of it is a step of the machine on the same card. */
async function carryOut(
  turn: Turn,
  deps: Deps,
  { file, kind, held }: { file: CardFile; kind: RequestKind; held: string | null },
): Promise<void> {
  const card = turn.directory.cardKind(kind.name);
  if (kind.carryOut === undefined || card === undefined) return;
  const writing = turn.writing();
  const { ok, text } = await tryToCarryOut(turn, deps, { carryOut: kind.carryOut, order: { file, held, key: writing.key } });
  const action = actionOf(card, ok ? "carried-out" : "failed");
  if (action === undefined) return;
  const result = await takeStep(deps, { file, kind: card, action, ...writing, actor: { type: "cron" }, text });
  if (result.type === "done") result.events.forEach(turn.deliver);
}

type CarryOut = NonNullable<RequestKind["carryOut"]>;
type Attempt = { carryOut: CarryOut; order: Parameters<CarryOut>[0] };

/** Whatever throws has failed, and staff read so: they may try again. */
async function tryToCarryOut(turn: Turn, deps: Deps, { carryOut: attempt, order }: Attempt): Promise<CarriedOut> {
  try {
    return await attempt(order, deps);
  } catch (error) {
    deps.log.error("requests.carry-out.failed", { personId: turn.personId, card: order.file.card.cardId, error });
    return { ok: false, text: turn.inLanguage(deps.config.staffLanguage).t("request-carry-out-broke") };
  }
}
