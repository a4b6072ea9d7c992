import type { Deps } from "#platform/deps.ts";
import { nameOf } from "#platform/object-name.ts";
import { holdsRole } from "#platform/role.ts";
import type { Turn } from "#platform/turn.ts";
import { parseTagged } from "./rules.ts";
import { addTips, changeTip, type Author } from "./store.ts";
import { renderTipAdded, renderTipChanged, renderUnknown } from "./view.ts";

export async function addTip(turn: Turn, deps: Deps, written: string): Promise<void> {
  const language = turn.profile()?.interfaceLanguage ?? "en";
  const { text, level } = parseTagged(written);
  const tip = { language, text, level, target: deps.config.targetLanguage, addedBy: turn.personId, addedAt: turn.now, key: turn.key() };
  const added = await addTips(deps.db, [tip], authorOf(turn));
  turn.say(renderTipAdded(turn, { text, level, ...added }));
}

export async function changeText(turn: Turn, deps: Deps, { tipId, text }: { tipId: number; text: string }): Promise<void> {
  const tip = await change(turn, deps, { tipId, action: "edit", set: { text } });
  turn.say(tip?.text === text && tip.state === "ready" ? renderTipChanged(turn, tip) : renderUnknown(turn, "edit_tip"));
}

/** Changes a tip for an admin, who must be one still. */
export function change(turn: Turn, { db, config }: Deps, what: Pick<Parameters<typeof changeTip>[1], "tipId" | "action" | "set">) {
  const may = holdsRole({ config, personId: turn.personId, role: "admin" });
  return changeTip(db, { ...what, key: turn.key(), at: turn.now, may }, authorOf(turn));
}

export function authorOf(turn: Turn): Author {
  return { actor: nameOf(turn.subject), origin: "chat" };
}
