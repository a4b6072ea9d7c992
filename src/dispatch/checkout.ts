import type { Update } from "grammy/types";
import type { Deps } from "#platform/deps.ts";
import type { Feature } from "#platform/feature.ts";
import type { Translate } from "#platform/i18n/words.ts";
import { guessLanguage, type InterfaceLanguage } from "#platform/profile.ts";
import type { StateReader } from "#platform/turn.ts";

const TRIES = 3;

export type CheckoutParts = { features: readonly Feature[]; deps: Deps; words: (language: InterfaceLanguage) => Translate };

/**
 * Lets a payment through or refuses it, within Telegram's ten seconds and without the database. An order that no feature knows is
 * refused in words: nobody pays for nothing.
 */
export async function answerCheckout({ features, deps, words }: CheckoutParts, update: Update, state: StateReader): Promise<void> {
  const query = update.pre_checkout_query;
  if (query === undefined) return;
  const handlers = features.flatMap((feature) => feature.urgent ?? []);
  const decision = handlers.map((handler) => handler.answer(query, state)).find((answer) => answer !== undefined) ?? {
    ok: false,
    reason: "unknown-order",
  };
  const refusal = decision.ok ? {} : { error_message: words(guessLanguage(query.from.language_code))(decision.reason) };
  const call = { method: "answerPreCheckoutQuery", payload: { pre_checkout_query_id: query.id, ok: decision.ok, ...refusal } };
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const answer = await deps.telegram.call(call);
    if (answer.type === "ok") return;
    deps.log.warn("checkout.answer.failed", { attempt, outcome: answer.type });
    if (answer.type === "refused" && answer.code < 500) return;
  }
}
