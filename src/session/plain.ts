import type { Effect } from "./effects.ts";

/** The same said without formatting: the prepared plain calls, or the call without its entities. */
export function plainEffects(effect: Effect): Effect[] {
  const { target } = effect;
  if (target.type === "event" || target.type === "relay") return [];
  if (target.plain.length > 0) {
    return target.plain.map((call, at) => ({
      ...effect,
      effectId: `${effect.effectId}.${at + 1}`,
      target: { type: "call", call, plain: [] },
    }));
  }
  if (target.type === "screen") {
    const { entities: _, ...content } = target.content;
    return [{ ...effect, target: { ...target, content } }];
  }
  const { entities: _, ...payload } = target.call.payload;
  return [{ ...effect, target: { ...target, call: { ...target.call, payload } } }];
}
