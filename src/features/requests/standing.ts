import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { actionOf } from "#platform/desk/kind.ts";
import { takeStep } from "#platform/desk/steps.ts";
import { findCardFile, type CardFile } from "#platform/desk/store.ts";
import { forgottenCell } from "#platform/forgotten.ts";
import { UnknownVersionError } from "#platform/outside-error.ts";
import type { CarriedOut, RequestKind } from "#platform/request-kind.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { StateCell, StateReader, Turn } from "#platform/turn.ts";
import type { accessChange } from "./members.ts";
import { listRequestsOf } from "./store.ts";

const standing = z.object({
  open: z.array(z.object({ cardId: z.int(), kind: z.string(), isAsked: z.boolean() })),
  /** The kinds of what they have. */
  granted: z.array(z.string()),
});
export type Standing = z.infer<typeof standing>;

/** How somebody's requests stand, for the screens; what counts is in the database. */
const standingCell: StateCell<Standing> = { feature: "requests", key: "standing", schema: standing };

export const movedRequest = z.object({ cardId: z.int(), stepKey: z.string() });

/** Of one person not more than this many are open: one of each kind. */
const MOST_OPEN = 20;

export function readStanding(state: StateReader): Standing {
  return state.read(standingCell) ?? { open: [], granted: [] };
}

/** Reads it anew from the database. */
export async function refreshStanding(turn: Turn, { db }: Deps): Promise<void> {
  const kinds = turn.directory.requestKinds;
  const names = kinds.map(({ name }) => name);
  const [found, ...has] = await Promise.all([
    listRequestsOf(db, turn.personId, { kinds: names, limit: MOST_OPEN }),
    ...kinds.map((kind) => kind.has(db, turn.personId)),
  ]);
  const open = found.filter(({ isOpen }) => isOpen);
  turn.state.write(standingCell, {
    open: open.map(({ cardId, kind, status }) => ({ cardId, kind, isAsked: status === "information" })),
    granted: names.filter((_, at) => has[at]),
  });
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
  const file = await findCardFile(deps.db, cardId);
  if (file === undefined || file.card.personId !== turn.personId) return;
  const kind = turn.directory.requestKinds.find(({ name }) => name === file.card.kind);
  if (kind === undefined) throw new UnknownVersionError(`no feature has the kind of request ${file.card.kind}`);
  await refreshStanding(turn, deps);
  if (isToCarryOut(file, stepKey)) await carryOut(turn, deps, { file, kind });
}

function isToCarryOut({ card, steps }: CardFile, stepKey: string): boolean {
  const order = steps.find((step) => step.stepKey === stepKey);
  const isDone = steps.some(({ action, rev }) => action === "carried-out" && rev > (order?.rev ?? 0));
  return card.status === "approved" && order !== undefined && !isDone;
}

/** What comes of it is a step of the machine on the same card. */
async function carryOut(turn: Turn, deps: Deps, { file, kind }: { file: CardFile; kind: RequestKind }): Promise<void> {
  const card = turn.directory.cardKind(kind.name);
  if (kind.carryOut === undefined || card === undefined) return;
  const key = turn.key();
  const { ok, text } = await tryToCarryOut(turn, deps, { file, carryOut: kind.carryOut, key });
  const action = actionOf(card, ok ? "carried-out" : "failed");
  if (action === undefined) return;
  const result = await takeStep(deps, { file, kind: card, action, key, at: turn.now, actor: { type: "cron" }, text });
  if (result.type === "done") result.events.forEach(turn.deliver);
}

type Order = { file: CardFile; carryOut: NonNullable<RequestKind["carryOut"]>; key: string };

/** Whatever throws has failed, and staff read so: they may try again. */
async function tryToCarryOut(turn: Turn, deps: Deps, { file, carryOut: attempt, key }: Order): Promise<CarriedOut> {
  try {
    return await attempt(file, deps, key);
  } catch (error) {
    deps.log.error("requests.carry-out.failed", { personId: turn.personId, card: file.card.cardId, error });
    return { ok: false, text: turn.inLanguage(deps.config.staffLanguage).t("request-carry-out-broke") };
  }
}
