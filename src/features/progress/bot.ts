import * as z from "zod";
import { saveUnfinished } from "#features/tutor/feature.ts";
import type { Deps } from "#platform/deps.ts";
import { MAIN_SCREEN } from "#platform/home.ts";
import { nameOf } from "#platform/object-name.ts";
import { seesRole } from "#platform/role.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { authorRepliedTo, mentionIn } from "#platform/telegram/meant.ts";
import type { Turn } from "#platform/turn.ts";
import { parseWho, type Who } from "#platform/who.ts";
import { OWN } from "./buttons.ts";
import { PAGE_SIZE, renderHistory } from "./history-view.ts";
import { findHistory, findLearner, findProgress, type Learner, type Unfound } from "./store.ts";
import { renderPrivately, renderUnclear, renderUnfound } from "./refusal-view.ts";
import { renderProgress } from "./view.ts";

/** Asked in a group, it is answered in private: others read along. */
export const ASKED = "progress.asked";
export const asked = z.object({
  who: z.discriminatedUnion("by", [
    z.object({ by: z.literal("username"), username: z.string() }),
    z.object({ by: z.literal("id"), personId: z.int() }),
  ]),
});

/** One's own, or that of whoever is named behind the command or wrote the message that it replies to. */
export async function tellProgress(ctx: BotContext, rest: string): Promise<void> {
  const { turn, deps } = ctx;
  const who = readWho(ctx, rest);
  if (who === "hidden" || who === "unclear") return ctx.say(renderUnclear(turn, who));
  if (turn.place === undefined) return showWhoever({ who }, turn, deps);
  turn.forward(nameOf(turn.subject), { kind: ASKED, version: 1, data: { who } });
  ctx.say(renderPrivately(turn));
}

export async function showWhoever({ who }: z.infer<typeof asked>, turn: Turn, deps: Deps): Promise<void> {
  await showOf(turn, deps, who);
}

/** A button of somebody who has been a teacher is out of date. */
export async function openProgress({ turn, deps }: BotContext, { personId }: { personId: number }): Promise<"stale" | void> {
  return showOf(turn, deps, whoIn(turn, personId), "pressed");
}

export async function openHistory(
  { turn, deps }: BotContext,
  { personId, page }: { personId: number; page: number },
): Promise<"stale" | void> {
  const learner = await findAsked(turn, deps, whoIn(turn, personId));
  if ("reason" in learner) return refuse(turn, learner, "pressed");
  const history = await findHistory(deps.db, learner.personId, { page, size: PAGE_SIZE });
  if (history.sessions.length === 0 && page > 0) return "stale";
  turn.show(MAIN_SCREEN, renderHistory(turn, { learner, page, history }));
}

function whoIn(turn: Turn, personId: number): Who {
  return { by: "id", personId: personId === OWN ? turn.personId : personId };
}

async function showOf(turn: Turn, deps: Deps, who: Who, how: "typed" | "pressed" = "typed"): Promise<"stale" | void> {
  const learner = await findAsked(turn, deps, who);
  if ("reason" in learner) return refuse(turn, learner, how);
  // What is being practised at this moment counts too.
  if (learner.personId === turn.personId) await saveUnfinished(turn, deps.db);
  turn.show(MAIN_SCREEN, renderProgress(turn, learner, await findProgress(deps.db, learner, turn.now)));
}

/** Whoever looks at themselves is known here; anybody else is for teachers. */
async function findAsked(turn: Turn, deps: Deps, who: Who): Promise<Learner | Unfound> {
  const profile = turn.profile();
  const isOwn = who.by === "id" && who.personId === turn.personId;
  return isOwn && profile !== undefined ? profile : findLearner(deps, turn.personId, who);
}

function refuse(turn: Turn, unfound: Unfound, how: "typed" | "pressed"): "stale" | void {
  if (unfound.reason === "notStaff" && how === "pressed") return "stale";
  turn.show(MAIN_SCREEN, renderUnfound(turn, unfound));
}

/** What stands behind the command means something only where staff write it. */
function readWho(ctx: BotContext, rest: string): Who | "hidden" | "unclear" {
  const { turn, deps } = ctx;
  const own: Who = { by: "id", personId: turn.personId };
  const meant = mentionIn(ctx.message)?.user ?? (rest === "" ? authorRepliedTo(ctx) : undefined);
  if (meant === "hidden") return "hidden";
  if (meant !== undefined) return { by: "id", personId: meant.id };
  if (rest === "") return own;
  return parseWho(rest) ?? (seesRole(turn, deps.config, "teacher") ? "unclear" : own);
}
