import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import { nameOf } from "#platform/object-name.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { MenuItem } from "#platform/feature.ts";
import { defineProfileSlice } from "#platform/profile-slice.ts";
import type { StateCell, Turn } from "#platform/turn.ts";
import { dailyButton } from "./buttons.ts";
import { judgeTip } from "./rules.ts";
import { addTips, chooseTips, countTips, selectChoice } from "./store.ts";
import { renderMuted, renderTip, renderTipAdded, renderTipRefused } from "./view.ts";

/** Whether this person switched their tips off; D1 decides, this is for the screens. */
const mutedCell: StateCell<boolean> = { feature: "tips", key: "muted", schema: z.boolean() };

/** A tip that is under way to somebody who had themselves forgotten is not sent. */
export function sayTip({ text }: { text: string }, turn: Turn): void {
  if (turn.profile() !== undefined) turn.say(renderTip(turn, text));
}

/** Adds what stands behind the command, or refuses it in words. */
export async function addWrittenTip(ctx: BotContext, text: string): Promise<void> {
  const refusal = judgeTip(text);
  if (refusal !== undefined) return ctx.say(renderTipRefused(ctx.turn, refusal));
  await addTip(ctx.turn, ctx.deps, text.trim());
}

export async function addTip(turn: Turn, deps: Deps, text: string): Promise<void> {
  const language = turn.profile()?.interfaceLanguage ?? "en";
  const key = turn.key();
  const tip = { language, text, addedBy: turn.personId, addedAt: turn.now, key };
  await addTips(deps.db, [tip], { actor: nameOf(turn.subject), origin: "chat" });
  turn.say(renderTipAdded(turn, { text, count: await countTips(deps.db) }));
}

export async function switchDaily(ctx: BotContext, { wanted }: { wanted: "on" | "off" }): Promise<void> {
  const { turn, deps } = ctx;
  const isMuted = wanted === "off";
  await chooseTips(deps.db, turn.personId, { isWanted: !isMuted, chosenAt: turn.now });
  turn.state.write(mutedCell, isMuted);
  ctx.say(renderMuted(turn, isMuted));
}

/** Whether they want tips, as they chose it last. */
export const choiceSlice = defineProfileSlice({
  select: selectChoice,
  keep: ([choice], { state }) => {
    const isMuted = choice?.isWanted === false;
    if (isMuted !== (state.read(mutedCell) ?? false)) state.write(mutedCell, isMuted);
  },
});

export function dailySetting(turn: Turn): MenuItem {
  const isMuted = turn.state.read(mutedCell) ?? false;
  return { label: isMuted ? turn.t("tips-resume") : turn.t("tips-stop"), data: dailyButton.data({ wanted: isMuted ? "on" : "off" }) };
}
