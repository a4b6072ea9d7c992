import type { Poll } from "@grammyjs/types";
import { el } from "../dom.ts";

/** A question with its answers: to be pressed while it is open, with what was voted. The chat listens for `data-vote`. */
export function renderPoll(poll: Poll): HTMLElement {
  const kind = poll.type === "quiz" ? "Quiz" : poll.is_anonymous ? "Anonymous poll" : "Poll";
  const total = poll.total_voter_count;
  const rightOnes = poll.is_closed ? (poll.correct_option_ids ?? []) : [];
  const options = poll.options.map((option, index) =>
    el(
      "button",
      {
        type: "button",
        class: rightOnes.includes(index) ? "poll-option right" : "poll-option",
        "data-vote": index,
        disabled: poll.is_closed,
      },
      el("span", {}, option.text),
      el("span", { class: "poll-share" }, total > 0 && `${Math.round((100 * option.voter_count) / total)} %`),
      el("progress", { max: Math.max(1, total), value: option.voter_count, "aria-hidden": "true" }),
    ),
  );
  return el(
    "div",
    { class: "poll" },
    el("b", {}, poll.question),
    el("span", { class: "poll-kind" }, poll.is_closed ? `${kind}, closed` : kind),
    ...options,
    el("span", { class: "poll-kind" }, total === 1 ? "1 vote" : `${total} votes`),
  );
}
