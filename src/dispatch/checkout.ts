import type { PreCheckoutQuery, Update } from "grammy/types";
import type { Deps } from "#platform/deps.ts";
import type { Feature } from "#platform/feature.ts";
import type { Translate } from "#platform/i18n/words.ts";
import { guessLanguage, type InterfaceLanguage } from "#platform/profile.ts";
import type { StateReader } from "#platform/turn.ts";

const TRIES = 3;

export type CheckoutParts = { features: readonly Feature[]; deps: Deps; words: (language: InterfaceLanguage) => Translate };

/**
 * Lets a payment through or refuses it, within Telegram's ten seconds and without the database; never rejects. An order that no
 * feature knows, or whose feature fails, is refused in words: nobody pays for nothing.
 */
export async function answerCheckout(parts: CheckoutParts, update: Update, state: StateReader): Promise<void> {
  const { pre_checkout_query: query } = update;
  if (query === undefined) return;
  const { telegram, log } = parts.deps;
  try {
    const answered = decide(parts, query, { state, now: await parts.deps.clock.now() });
    const call = { method: "answerPreCheckoutQuery", payload: { pre_checkout_query_id: query.id, ...answered } };
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const answer = await telegram.call(call);
      if (answer.type === "ok") return;
      log.warn("checkout.answer.failed", { attempt, outcome: answer.type });
      if (answer.type === "refused" && answer.code < 500) return;
    }
  } catch (error) {
    log.error("checkout.answer.failed", { error });
  }
}

type Answer = { ok: true } | { ok: false; error_message: string };

function decide({ features, deps, words }: CheckoutParts, query: PreCheckoutQuery, known: { state: StateReader; now: Date }): Answer {
  const t = words(guessLanguage(query.from.language_code));
  try {
    const handlers = features.flatMap((feature) => feature.urgent ?? []);
    const decision = handlers.map((handler) => handler.answer(query, known)).find((answer) => answer !== undefined);
    if (decision?.ok === true) return { ok: true };
    const reason = decision?.reason ?? "unknown-order";
    deps.log.warn("security.checkout.refused", { personId: query.from.id, reason });
    deps.count("security.refused", reason);
    return { ok: false, error_message: t(reason) };
  } catch (error) {
    deps.log.error("checkout.decision.failed", { error });
    return { ok: false, error_message: t("unknown-order") };
  }
}
