import * as z from "zod";
import tipPrompt from "#prompts/tips-daily.md";
import { languageName } from "#features/tutor/feature.ts";
import { fillPrompt, nameOfPrompt } from "#platform/ai/prompt.ts";
import { withinBudget } from "#platform/ai/spend.ts";
import type { Deps } from "#platform/deps.ts";
import { planOpening } from "#platform/desk/open.ts";
import { defineQueueJob } from "#platform/job-kind.ts";
import { selectWritten, toWritten } from "#platform/events.ts";
import { writeThenRead } from "#platform/database.ts";
import type { Turn } from "#platform/turn.ts";
import { saveProposal, wantedTip, type WantedTip } from "./proposals.ts";
import { parseModelsTip } from "./rules.ts";
import { tipCard } from "./tip-card.ts";

const DEADLINE_MS = 60_000;
const MAX_TOKENS = 200;

/** Has a model write a tip. Without one that can be used, people get a written tip on that day. */
export const tipJob = defineQueueJob<WantedTip, string | null>({
  name: "tips.write",
  deadlineMs: DEADLINE_MS,
  input: wantedTip,
  outcome: z.string().nullable(),
  dedupeKey: ({ key }) => key,
  run: async ({ language, level, topic }, context) => {
    const target = languageName(context.deps.config.targetLanguage);
    const answer = await withinBudget(context, "tips", (models) =>
      models.chat({
        system: fillPrompt(tipPrompt, { language: languageName(language), target, level, topic }),
        prompt: nameOfPrompt(tipPrompt),
        turns: [{ role: "user", text: "The tip, please." }],
        signal: context.signal,
        maxOutputTokens: MAX_TOKENS,
      }),
    );
    return answer.ok && !answer.value.isCut ? (parseModelsTip(answer.value.text) ?? null) : null;
  },
  done: async (text, wanted, turn, deps) => {
    if (text !== null) await propose(text, wanted, turn, deps);
  },
  failed: () => undefined,
});

export function beginTip(wanted: WantedTip, turn: Turn): void {
  turn.start(tipJob, wanted);
}

/** Shows it to staff, unless the operator lets models write without them. */
async function propose(text: string, { key, day }: WantedTip, turn: Turn, deps: Deps): Promise<void> {
  const { db, config } = deps;
  if (config.tipsByModel === "auto") {
    await saveProposal(deps, { key, text, state: "ready" });
    return;
  }
  const t = turn.inLanguage(config.staffLanguage).t;
  const card = {
    ...turn.writing(),
    kind: tipCard,
    actor: { type: "cron" as const },
    subject: key,
    personId: undefined,
    personName: t("tip-model", { day }),
    status: "pending",
    topic: { key: "tips", name: t("tip-topic") },
  };
  const writes = [saveProposal(deps, { key, text, state: "proposed" }), ...planOpening(deps, card)];
  const [written] = await writeThenRead(db, writes, [selectWritten(db, card.key)]);
  toWritten(written).forEach(turn.deliver);
}
