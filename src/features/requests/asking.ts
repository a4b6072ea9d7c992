import type { Message } from "grammy/types";
import type { Deps } from "#platform/deps.ts";
import { sentMessage } from "#platform/desk/messages.ts";
import { openCard } from "#platform/desk/open.ts";
import { languageCell } from "#platform/profile.ts";
import type { RequestKind } from "#platform/request-kind.ts";
import type { View } from "#platform/telegram/view.ts";
import type { Turn } from "#platform/turn.ts";
import { requestCard } from "./card.ts";
import { noteOpening } from "./editing.ts";
import { hoursToWait, labelOf } from "./rules.ts";
import { noteCard } from "./standing.ts";
import { findProspects, openKeyOf, type Prospects } from "./store.ts";
import { renderAlready, renderReceived, renderStatus, renderTooSoon } from "./view.ts";

/** Why somebody need not write anything at all; undefined where they may. */
export async function foresee(turn: Turn, deps: Deps, kind: RequestKind): Promise<View | undefined> {
  const prospects = await findProspects(deps.db, turn.personId, kind);
  if (prospects.open !== undefined) return renderStatus(turn, deps.config, { file: prospects.open, note: "request-open-already" });
  return renderRefusal(turn, deps, { kind, ...prospects });
}

type Submitted = { kind: RequestKind; text: string; sent: readonly Message[] };

/** Puts a request before staff: one at a time of each kind, which the database sees to. */
export async function submit(turn: Turn, deps: Deps, { kind, text, sent }: Submitted): Promise<void> {
  const { personId, senderName: name, username } = turn;
  const writing = turn.writing();
  const refusal = renderRefusal(turn, deps, { kind, ...(await findProspects(deps.db, personId, kind)) });
  if (refusal !== undefined) return turn.say(refusal);
  const personName = labelOf({ username, name, personId });
  const opened = await openCard(deps, {
    kind: requestCard(kind),
    ...writing,
    actor: { type: "person", personId, name: personName },
    subject: `person:${personId}`,
    personId,
    personName,
    status: "pending",
    openKey: openKeyOf(kind, personId),
    text,
    // What is words alone stands on the card itself.
    messages: sent.map(sentMessage).filter(({ isFile }) => isFile),
    topic: { key: "requests", name: turn.inLanguage(deps.config.staffLanguage).t("request-topic") },
  });
  noteCard(turn, opened.file.card);
  if (turn.profile() === undefined) turn.state.write(languageCell, turn.language());
  if (opened.type === "existing") return turn.say(renderStatus(turn, deps.config, { file: opened.file, note: "request-open-already" }));
  opened.events.forEach(turn.deliver);
  noteOpening(turn, { cardId: opened.file.card.cardId, sent });
  turn.say(renderReceived(turn, opened.file.card));
}

/** They have it already, or were told no a moment ago. */
function renderRefusal(turn: Turn, { config }: Deps, { kind, held, rejectedAt }: Prospects & { kind: RequestKind }): View | undefined {
  if (held !== null) return renderAlready(turn, kind, config);
  const hours = hoursToWait(rejectedAt, turn.now);
  return hours === 0 ? undefined : renderTooSoon(turn, hours);
}
