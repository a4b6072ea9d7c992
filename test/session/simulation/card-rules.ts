import { CARD_POSTED, cardToShow, CARD_REFRESH, postedCard } from "#platform/desk/events.ts";
import { WAITING_CARDS } from "#platform/desk/waiting-list.ts";
import type { Call } from "#platform/telegram/view.ts";
import type { Target } from "#session/effects.ts";
import type { InboxRow } from "#session/inbox.ts";
import type { Change, StateWrite } from "#session/store.ts";
import { cardIn, type Chat } from "./chat.ts";
import { CARD_IDS, topicOfCard, type Desk } from "./desk.ts";
import { cardShown } from "./desk-bot.ts";
import { cardLabel } from "./labels.ts";
import type { Attempt, Require } from "./invariants.ts";

type Shown = { messageId: number; rev: number };
type CardTarget = Target & { type: "card" };
type Known = { desk: Desk; chat: Chat; hasTopics: boolean; require: Require };

const PREFIX = "card:";

/** The messages on which one chat shows cards. What each says is seen at Telegram, and which one it is, in the object's state. */
export class CardRules {
  private readonly known: Known;
  private readonly shown = new Map<number, Shown>();
  /** Telegram has said that these are gone. */
  private readonly gone = new Set<number>();
  /** New messages of which Telegram has told, and which are not noted yet. */
  private readonly unnoted = new Map<number, { messageId: number; life: number }>();
  private readonly renders = new Map<number, number>();
  private readonly wanted = new Set<number>();
  private readonly given = new Set<number>();
  private readonly told = new Set<string>();

  constructor(known: Known) {
    this.known = known;
  }

  // What the object writes.

  applied({ row, state = [], arrivals = [] }: Change): void {
    if (row?.next.end === "dead") this.died(row.next);
    for (const write of state) if (write.feature === "session" && write.key.startsWith(PREFIX)) this.noted(write, arrivals);
    for (const { body, kind } of arrivals) if (kind === "event" && body.includes('"simulation.shown"')) this.heard(body);
  }

  private noted({ key, json }: StateWrite, arrivals: InboxRow[]): void {
    const cardId = Number(key.slice(PREFIX.length));
    const before = this.shown.get(cardId);
    if (json === undefined) {
      this.shown.delete(cardId);
      const isGone = before !== undefined && this.gone.has(before.messageId);
      return this.known.require(isGone, "a card is not posted twice without a cause", () => `card ${cardId} is given up on ${key}`);
    }
    const after: Shown = JSON.parse(json);
    this.shown.set(cardId, after);
    this.unnoted.delete(cardId);
    const post = this.known.chat.post(after.messageId);
    this.known.require(
      post?.cardId === cardId && post.rev === after.rev,
      "what is noted of a card is true",
      () => `card ${cardId}: ${json}`,
    );
    if (after.messageId !== before?.messageId) this.checkTold(cardId, after, arrivals);
  }

  /** Whoever keeps the messages of a card is told of a new one with the same write. */
  private checkTold(cardId: number, { messageId, rev }: Shown, arrivals: InboxRow[]): void {
    const isTold = arrivals.some(({ body }) => {
      const { kind, data } = JSON.parse(body);
      if (kind !== CARD_POSTED) return false;
      const posted = postedCard.parse(data);
      return posted.cardId === cardId && posted.messageId === messageId && posted.rev === rev;
    });
    this.known.require(isTold, "a card's new message is told", () => `card ${cardId}, message ${messageId}`);
  }

  /** What waits for a card is told once, and of a message that shows it. */
  private heard(body: string): void {
    const { label, cardId, outcome } = cardShown.parse(JSON.parse(body).data);
    this.known.require(!this.told.has(label), "who waits for a message is told once", () => label);
    this.told.add(label);
    const isTrue =
      outcome.type === "failed" || outcome.messageId === undefined || this.known.chat.post(outcome.messageId)?.cardId === cardId;
    this.known.require(isTrue, "what is told of a message is true", () => `${label}: ${JSON.stringify(outcome)}`);
  }

  committed({ cardId }: CardTarget): void {
    this.wanted.add(cardId);
    this.given.delete(cardId);
  }

  /** A row that could not be handled waits for staff, and with it the change that it brings. */
  private died({ body }: InboxRow): void {
    if (!body.includes(CARD_REFRESH)) return;
    this.given.add(cardToShow.parse(JSON.parse(body).data).cardId);
  }

  // What it does at Telegram.

  /** Each try begins with what the card says at that moment, also one that comes to no call. */
  rendered(cardId: number): void {
    this.renders.set(cardId, this.triesOf(cardId) + 1);
  }

  triesOf(cardId: number): number {
    return this.renders.get(cardId) ?? 0;
  }

  callBegun(call: Call, { life }: Attempt, unsent: CardTarget[]): void {
    const card = cardIn(call.payload);
    if (card === undefined) return;
    const { cardId, rev } = card;
    const shown = this.shown.get(cardId);
    const mine = unsent.filter((target) => target.cardId === cardId);
    if (call.method === "editMessageText") {
      const isNewer = shown !== undefined && shown.messageId === call.payload.message_id && rev > shown.rev;
      return this.known.require(
        isNewer,
        "a card is edited only to tell something newer",
        () => `card ${cardId}, state ${rev} after ${shown?.rev}`,
      );
    }
    const mayBeNew = shown === undefined || mine.some(({ sendsAnew }) => sendsAnew === true);
    const isNoted = this.unnoted.get(cardId)?.life !== life;
    this.known.require(mayBeNew && isNoted, "a card is not posted twice without a cause", () => `card ${cardId} is on ${shown?.messageId}`);
  }

  /** `messageId` is what Telegram tells of a call that it has carried out. */
  answered(
    call: Call,
    { life, answer }: Attempt,
    { messageId, isGone, isFinal }: { messageId?: number; isGone: boolean; isFinal: boolean },
  ): void {
    const card = cardIn(call.payload);
    if (card === undefined) return;
    const { cardId } = card;
    if (isGone) this.gone.add(Number(call.payload.message_id));
    if (isFinal) this.given.add(cardId);
    if (answer !== "ok") return;
    this.given.delete(cardId);
    if (messageId !== undefined) this.unnoted.set(cardId, { messageId, life });
  }

  givenUp(label: string): void {
    for (const cardId of CARD_IDS) if (label === cardLabel(cardId)) this.given.add(cardId);
  }

  /** Only when nothing is open any more; `state` is what the object has kept. */
  atRest(state: StateWrite[]): void {
    const waiting = new Set(state.flatMap(({ feature, key }) => (feature === WAITING_CARDS ? Number(key) : [])));
    const isListed = state.some(({ feature, key }) => feature === "session" && key === "card-list");
    for (const cardId of CARD_IDS) {
      if (!this.wanted.has(cardId) || this.given.has(cardId) || this.triesOf(cardId) >= MAX_TRIES) continue;
      const { rev, isOpen } = this.known.desk.cardOf(cardId);
      if (waiting.has(cardId) && isOpen) this.known.require(isListed, "a card that waits is on a list", () => `card ${cardId}`);
      this.checkNewest(cardId, { rev, mayBeUnseen: waiting.has(cardId) || !isOpen });
    }
  }

  /** What was done before it was ever shown need not be; and of a message that somebody has deleted the object hears with the next change. */
  private checkNewest(cardId: number, { rev, mayBeUnseen }: { rev: number; mayBeUnseen: boolean }): void {
    const shown = this.shown.get(cardId);
    const post = shown === undefined ? undefined : this.known.chat.post(shown.messageId);
    const isNewest = post === undefined ? mayBeUnseen : post.rev === rev;
    this.known.require(
      isNewest,
      "a card shows its newest state in the end",
      () => `card ${cardId} is in state ${rev} and shows ${post?.rev}`,
    );
  }

  /** The topic that a card is for, where there are topics. */
  topicOf(cardId: number): string | undefined {
    return this.known.hasTopics ? topicOfCard(cardId)?.name : undefined;
  }
}

const MAX_TRIES = 40;
