import type { BotContext } from "#platform/telegram/context.ts";
import { forgetButton } from "./buttons.ts";
import { renderAskAgain, renderAskToForget, renderExpired, renderForgotten, renderKept, renderPrivacy } from "./view.ts";

const SCREEN = "privacy";
const SECOND_YES_WITHIN_MS = 10 * 60_000;

export function showPrivacy(ctx: BotContext): void {
  ctx.show(SCREEN, renderPrivacy(ctx.turn));
}

/** Everything that is held of the person, from every feature, as one JSON file. */
export async function tellData({ turn, deps, t }: BotContext): Promise<void> {
  const data = await turn.directory.exportPerson(turn, deps);
  await turn.sayDocument({ name: "mydata.json", mimeType: "application/json", text: JSON.stringify(data, null, 2) }, t("mydata-caption"));
}

export function askToForget(ctx: BotContext): void {
  ctx.show(SCREEN, renderAskToForget(ctx.turn));
}

export function askAgain(ctx: BotContext): void {
  const askedAt = Math.floor(ctx.turn.now.getTime() / 1000);
  ctx.show(SCREEN, renderAskAgain(ctx.turn, forgetButton.data({ askedAt })));
}

export async function forget(ctx: BotContext, { askedAt }: { askedAt: number }): Promise<void> {
  const { turn, deps } = ctx;
  if (turn.now.getTime() - askedAt * 1000 > SECOND_YES_WITHIN_MS) return ctx.show(SCREEN, renderExpired(turn));
  const farewell = renderForgotten(turn);
  await turn.directory.forgetPerson(turn, deps);
  ctx.show(SCREEN, farewell);
}

export function keep(ctx: BotContext): void {
  ctx.show(SCREEN, renderKept(ctx.turn));
}
