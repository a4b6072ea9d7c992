import type { Effect } from "./effects.ts";

/** The same said without formatting: the prepared plain calls, or the call without its entities. A card is rendered anew, and without them. */
export function plainEffects(effect: Effect): Effect[] {
  const { target } = effect;
  const anew = { ...effect, tries: 1 };
  if (target.type === "card") return [{ ...anew, target: { ...target, isPlain: true } }];
  if (target.type !== "call" && target.type !== "screen") return [];
  if (target.plain.length > 0) {
    // Whoever waits to be told waits for the whole: the last part.
    const { tell: _, ...rest } = anew;
    return target.plain.map((call, at) => ({
      ...(at === target.plain.length - 1 ? anew : rest),
      effectId: `${effect.effectId}.${at + 1}`,
      target: { type: "call", call, plain: [] },
    }));
  }
  if (target.type === "screen") {
    const { entities: _, ...content } = target.content;
    return [{ ...anew, target: { ...target, content } }];
  }
  const { entities: _, ...payload } = target.call.payload;
  return [{ ...anew, target: { ...target, call: { ...target.call, payload } } }];
}
