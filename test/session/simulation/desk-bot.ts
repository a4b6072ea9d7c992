import * as z from "zod";
import { CARD_LIST, cardListCell, listSlot, WAITING_CARDS, waitingCell } from "#platform/desk/waiting-list.ts";
import { CARD_POSTED, CARD_REFRESH, cardToShow, postedCard } from "#platform/desk/events.ts";
import { paragraph } from "#platform/text/tree.ts";
import { tellOutcome, type Turn } from "#platform/turn.ts";
import { NOTICE, topicOfCard, type Desk } from "./desk.ts";
import { mark, topicIn, type Wanted } from "./plan.ts";

/** Opens the cards that wait on a list. */
export const OPEN_NEXT = "card.open-next";
const OPENED_AT_ONCE = 10;

const notice = z.object({ cardId: z.int() });
export const cardShown = z.object({ label: z.string(), cardId: z.int(), outcome: tellOutcome });

type Work = { turn: Turn; desk: Desk; cause: string };

/** As the feature does it: what comes of one event of the desk. Says what it wants sent. */
export function handleDesk({ kind, data }: { kind: string; data: unknown }, work: Work): Wanted[] {
  switch (kind) {
    case CARD_REFRESH: {
      const { cardId, topic, sendsAnew } = cardToShow.parse(data);
      work.turn.showCard(cardId, { ...(topic === undefined ? {} : { topic }), ...(sendsAnew === undefined ? {} : { sendsAnew }) });
      return [];
    }
    case CARD_POSTED:
      return notePost(postedCard.parse(data), work);
    case CARD_LIST:
      return showList(work);
    case OPEN_NEXT:
      return openNext(work);
    case NOTICE:
      return tell(notice.parse(data), work);
    default:
      return [];
  }
}

export function decisionLabel(cardId: number): string {
  return `decision ${cardId}`;
}

function notePost({ cardId, rev, replaced }: z.infer<typeof postedCard>, { turn, desk, cause }: Work): Wanted[] {
  const label = `${cause}/moved`;
  if (replaced !== undefined) turn.revise(replaced, { method: "editMessageText", payload: { text: mark(label) } });
  if (desk.cardOf(cardId).rev > rev) turn.showCard(cardId, topicIn(turn, topicOfCard(cardId)));
  return replaced === undefined ? [] : [{ label, class: "repeat", isTold: false }];
}

/** The feature's own way with its list: what is open of it is shown, and none is left when there is nothing to show. */
function showList({ turn, desk, cause }: Work): Wanted[] {
  const known = turn.state.read(cardListCell);
  const open = listOpen(turn, desk);
  if (known === undefined && open.length === 0) return [];
  const list = known ?? { startedAt: turn.now.getTime() };
  turn.state.write(cardListCell, list);
  return renderList(turn, { list, open, label: `${cause}/list` });
}

function openNext({ turn, desk, cause }: Work): Wanted[] {
  const list = turn.state.read(cardListCell);
  if (list === undefined) return [];
  const open = listOpen(turn, desk);
  for (const cardId of open.slice(0, OPENED_AT_ONCE)) {
    turn.state.clear(waitingCell(cardId));
    turn.showCard(cardId, topicIn(turn, topicOfCard(cardId)));
  }
  return renderList(turn, { list, open: open.slice(OPENED_AT_ONCE), label: `${cause}/list` });
}

type Listed = { list: { startedAt: number }; open: number[]; label: string };

function renderList(turn: Turn, { list, open, label }: Listed): Wanted[] {
  turn.show(listSlot(list), { text: [paragraph(mark(label))] });
  if (open.length === 0) turn.state.clear(cardListCell);
  return [{ label, class: "atLeastOnce", isTold: false }];
}

function listOpen({ state }: Turn, desk: Desk): number[] {
  return Object.keys(state.list(WAITING_CARDS))
    .map(Number)
    .filter((cardId) => desk.cardOf(cardId).isOpen);
}

function tell({ cardId }: z.infer<typeof notice>, { turn }: Work): Wanted[] {
  const label = decisionLabel(cardId);
  turn.say({ text: [paragraph(mark(label))] });
  return [{ label, class: "atLeastOnce", isTold: false }];
}
