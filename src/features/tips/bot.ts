import * as z from "zod";
import type { MenuItem } from "#platform/feature.ts";
import { MAIN_SCREEN } from "#platform/home.ts";
import { defineProfileSlice } from "#platform/profile-slice.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import type { StateCell, Turn } from "#platform/turn.ts";
import { whenButton } from "./buttons.ts";
import { HOURS_TO_CHOOSE, USUAL_HOUR } from "./rules.ts";
import { chooseTips, selectChoice } from "./store.ts";
import { renderChoice, renderHour, renderWhen, type Choice } from "./view.ts";

/** What this person wants of their tips; D1 decides, this is for the screens. */
const mutedCell: StateCell<boolean> = { feature: "tips", key: "muted", schema: z.boolean() };
const hourCell: StateCell<number> = { feature: "tips", key: "hour", schema: z.int() };

function choiceOf({ state }: Pick<Turn, "state">): Choice {
  return { isMuted: state.read(mutedCell) ?? false, hour: state.read(hourCell) ?? USUAL_HOUR };
}

export async function switchDaily(ctx: BotContext, { wanted }: { wanted: "on" | "off" }): Promise<void> {
  const { turn, deps } = ctx;
  const isMuted = wanted === "off";
  await chooseTips(deps.db, turn.personId, { isWanted: !isMuted, chosenAt: turn.now });
  turn.state.write(mutedCell, isMuted);
  ctx.say(renderChoice(turn, choiceOf(turn)));
}

export function openWhen(ctx: BotContext, { from }: { from: "settings" | "tip" }): void {
  const view = renderWhen(ctx.turn, choiceOf(ctx.turn));
  if (from === "tip") ctx.say(view);
  else ctx.show(MAIN_SCREEN, view);
}

/** Whoever chooses an hour wants tips. */
export async function chooseHour(ctx: BotContext, { hour }: { hour: number }): Promise<"stale" | void> {
  if (!HOURS_TO_CHOOSE.includes(hour)) return "stale";
  const { turn, deps } = ctx;
  await chooseTips(deps.db, turn.personId, { isWanted: true, hour, chosenAt: turn.now });
  turn.state.write(mutedCell, false);
  turn.state.write(hourCell, hour);
  ctx.show(MAIN_SCREEN, renderWhen(turn, choiceOf(turn)));
}

/** What they want, as they chose it last. */
export const choiceSlice = defineProfileSlice({
  select: selectChoice,
  keep: ([choice], turn) => {
    const [known, isMuted, hour] = [choiceOf(turn), choice?.isWanted === false, choice?.hour ?? USUAL_HOUR];
    if (isMuted !== known.isMuted) turn.state.write(mutedCell, isMuted);
    if (hour !== known.hour) turn.state.write(hourCell, hour);
  },
});

export function dailySetting(turn: Turn): MenuItem {
  return { label: renderHour(turn, choiceOf(turn)), data: whenButton.data({ from: "settings" }) };
}
