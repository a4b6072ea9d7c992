import type { Translate } from "#platform/i18n/words.ts";
import { unreachable } from "#platform/result.ts";
import type { RowKind } from "#platform/sessions.ts";
import { bold, code, details, list, paragraph, type Block, type Inline } from "#platform/text/tree.ts";
import type { RecalledRow, TraceEntry } from "#platform/trace.ts";
import type { Story } from "./rules.ts";
import { inDollars, timeAt } from "./figures.ts";

/** What models cost is not shown to everybody who reads of them. */
export type StoryWords = { t: Translate; timezone: string; showsCosts: boolean };
type Words = StoryWords;

/** One line; what came of it is folded away behind it, and open where something went wrong. */
export function renderStory(words: Words, story: Story): Block {
  const { t, timezone } = words;
  const time = code(timeAt(story.at, timezone));
  switch (story.type) {
    case "row":
      return renderRow(words, story.row);
    case "decision":
      return paragraph(time, " ⚖️ ", t("why-decision", { actor: story.actor, origin: story.origin }), " ", code(story.action));
    case "delivery":
      return paragraph(time, " 📣 ", t("why-delivery"), ...behind(story.kind), " ", deliveryName(t, story));
    case "event":
      return paragraph(time, " ✉️ ", t("why-undelivered"), ...behind(story.kind));
    case "letter":
      return paragraph(time, " ✗ ", bold(t("why-letter", { kind: kindName(t, story.kind) })), ...behind(story.key));
    default:
      return unreachable(story);
  }
}

function renderRow(words: Words, row: RecalledRow): Block {
  const { t, timezone } = words;
  const summary: Inline[] = [
    code(timeAt(row.acceptedAt, timezone)),
    ` ${signOf(row)} ${kindName(t, row.kind)}`,
    ...(row.outcome === "" ? [] : [" · ", code(row.outcome)]),
    ...(row.status === "done" ? [` · ${row.ms}\u00a0ms`] : [` · ${statusName(t, row.status)}`]),
  ];
  const key = row.key === "" ? [] : [t("why-key", { key: row.key })];
  const lines = [...renderTrace(words, row.trace), ...renderPending(words, row), ...key];
  return details(summary, [list(lines)], { open: isTroubled(row) || row.status === "dead" });
}

function behind(name: string): Inline[] {
  return name === "" ? [] : [" ", code(name)];
}

const MARKS: Record<RecalledRow["status"], string> = { done: "✓", dead: "✗", limited: "⏸", waiting: "…", sending: "➤" };

/** What came to its end can have gone wrong on the way. */
function signOf(row: RecalledRow): string {
  return row.status === "done" && isTroubled(row) ? "⚠" : MARKS[row.status];
}

function isTroubled({ trace }: RecalledRow): boolean {
  return trace.some((entry) => (entry.type === "model" ? entry.outcome !== "answered" : TROUBLES.has(entry.type)));
}

const TROUBLES = new Set<TraceEntry["type"]>(["failed", "unsent", "unpaid"]);

/** A page of the longest ones still fits one message. */
const ENTRIES_SHOWN = 10;
const UNSENT_SHOWN = 3;

function renderTrace(words: Words, trace: TraceEntry[]): string[] {
  const left = trace.length - ENTRIES_SHOWN;
  const shown = trace.slice(-ENTRIES_SHOWN).map((entry) => renderEntry(words, entry));
  return left > 0 ? [words.t("why-earlier", { count: left }), ...shown] : shown;
}

/** What is still to come. */
function renderPending({ t, timezone }: Words, row: RecalledRow): string[] {
  const waits = row.status === "waiting" ? [t("why-waiting", { tries: row.tries, time: timeAt(row.notBefore, timezone) })] : [];
  const unsent = row.unsent
    .slice(0, UNSENT_SHOWN)
    .map(({ method, tries, notBefore }) => t("why-sending", { method, tries, time: timeAt(notBefore, timezone) }));
  return [...waits, ...unsent];
}

function renderEntry({ t, timezone, showsCosts }: Words, entry: TraceEntry): string {
  const time = timeAt(entry.at, timezone);
  switch (entry.type) {
    case "failed":
      return `${time} ${t("why-failed", { tries: entry.tries })} ${failureName(t, entry)}`;
    case "sent":
      return `${time} ${t("why-sent", { method: entry.method, tries: entry.tries })}`;
    case "plain":
      return `${time} ${t("why-plain", { method: entry.method })}`;
    case "unsent":
      return `${time} ${t("why-unsent", { method: entry.method })} ${unsentName(t, entry.reason)}`;
    case "model":
      return `${time} ${renderModel(t, entry, showsCosts)}`;
    case "unpaid":
      return `${time} ${unpaidName(t, entry.reason)}`;
    case "replayed":
      return `${time} ${t("why-replayed")}`;
    default:
      return unreachable(entry);
  }
}

function renderModel(t: Translate, call: TraceEntry & { type: "model" }, showsCosts: boolean): string {
  const told = showsCosts ? renderModelInFull(t, call) : renderModelBriefly(t, call);
  return call.prompt === undefined ? told : `${told} ${t("why-prompt", { prompt: call.prompt })}`;
}

function renderModelInFull(t: Translate, call: TraceEntry & { type: "model" }): string {
  const { role, model, ms, inputTokens, outputTokens, spent } = call;
  const facts = { role, model, ms, input: inputTokens, output: outputTokens, dollars: inDollars(spent) };
  return call.outcome === "answered" ? t("why-model", facts) : `${t("why-model-failed", facts)} ${modelFailureName(t, call.outcome)}`;
}

function renderModelBriefly(t: Translate, { role, ms, outcome }: TraceEntry & { type: "model" }): string {
  if (outcome === "answered") return t("why-model-brief", { role, ms });
  return `${t("why-model-brief-failed", { role, ms })} ${modelFailureName(t, outcome)}`;
}

function failureName(t: Translate, { kind, error }: TraceEntry & { type: "failed" }): string {
  switch (kind) {
    case "bug":
      return error === "" ? t("why-failed-bug-brief") : t("why-failed-bug", { error });
    case "passing":
      return error === "" ? t("why-failed-passing-brief") : t("why-failed-passing", { error });
    case "unknown version":
      return t("why-failed-version");
  }
}

/** Telegram's refusals that everybody meets, by its own words; any other is told in them. */
function unsentName(t: Translate, reason: string): string {
  if (/blocked by the user|user is deactivated|kicked/.test(reason)) return t("why-unsent-blocked");
  if (/chat not found|can't initiate/.test(reason)) return t("why-unsent-nochat");
  if (reason === "unknown outcome") return t("why-unsent-unknown");
  if (reason === "too many tries") return t("why-unsent-tries");
  return t("why-unsent-refused", { reason });
}

function deliveryName(t: Translate, { status, reason }: Story & { type: "delivery" }): string {
  switch (status) {
    case "sent":
      return t("why-delivered");
    case "pending":
      return statusName(t, "waiting");
    case "sending":
      return statusName(t, "sending");
    case "skipped":
      return t("why-skipped");
    case "failed":
      return unsentName(t, reason);
    case "unreachable":
      return t("why-unsent-blocked");
    case "unknown":
      return t("why-unsent-unknown");
  }
}

function modelFailureName(t: Translate, outcome: string): string {
  if (outcome === "TimeoutError") return t("why-model-late");
  if (outcome === "given up") return t("why-model-stopped");
  const [, status] = /^status (\d+)$/.exec(outcome) ?? [];
  return status === undefined ? t("why-model-bad", { reason: outcome }) : t("why-model-status", { status });
}

function unpaidName(t: Translate, reason: (TraceEntry & { type: "unpaid" })["reason"]): string {
  switch (reason) {
    case "off":
      return t("why-unpaid-off");
    case "person":
      return t("why-unpaid-person");
    case "feature":
      return t("why-unpaid-feature");
    case "bot":
      return t("why-unpaid-bot");
  }
}

function statusName(t: Translate, status: Exclude<RecalledRow["status"], "done">): string {
  switch (status) {
    case "dead":
      return t("why-status-dead");
    case "limited":
      return t("why-status-limited");
    case "waiting":
      return t("why-status-waiting");
    case "sending":
      return t("why-status-sending");
  }
}

const KIND_NAMES: Record<RowKind, (t: Translate) => string> = {
  command: (t) => t("why-kind-command"),
  press: (t) => t("why-kind-press"),
  message: (t) => t("why-kind-message"),
  payment: (t) => t("why-kind-payment"),
  membership: (t) => t("why-kind-membership"),
  checkout: (t) => t("why-kind-checkout"),
  stop: (t) => t("why-kind-stop"),
  other: (t) => t("why-kind-other"),
  event: (t) => t("why-kind-event"),
  job: (t) => t("why-kind-job"),
};

function kindName(t: Translate, kind: RowKind): string {
  return KIND_NAMES[kind](t);
}
