export type Invariant =
  | "a row ends once"
  | "a key that is known is not taken again"
  | "a row is handled only while it waits"
  | "one handler at a time"
  | "messages keep their order"
  | "the ledger counts the rows that were handled"
  | "a dead row is apologised for once, and nothing else of it is sent"
  | "who is held back is told so"
  | "a press is answered once"
  | "nothing is sent that is not stored"
  | "nothing is sent again after its success"
  | "what must not come twice does not"
  | "an answer comes again only when its outcome was lost"
  | "one call at a time, in order"
  | "a wait is not a try"
  | "a group is paced"
  | "a job is begun twice at most and reports once"
  | "a job in the queue reports once"
  | "a late result changes nothing"
  | "a stopped job says so"
  | "a stopped job is not begun again"
  | "no draft after the report"
  | "a timer rings once, in its time"
  | "who waits for a message is told once"
  | "what is told of a message is true"
  | "nothing is sent after its time"
  | "nothing is sent before a wait is over"
  | "a card is not posted twice without a cause"
  | "a card is edited only to tell something newer"
  | "a card's new message is told"
  | "what is noted of a card is true"
  | "a card that waits is on a list"
  | "a card shows its newest state in the end"
  | "a topic is not made twice without a cause"
  | "what is for a topic stands in it"
  | "a group without topics is asked once a day"
  | "a decision is told once"
  | "an event reaches its object"
  | "work that is left has an alarm"
  | "waiting is not busy"
  | "nothing fails outside the four edges"
  | "everything comes to its end"
  | "nothing that was wanted is lost";

export type Violation = { invariant: Invariant; detail: string };
export type Require = (condition: boolean, invariant: Invariant, detail: () => string) => void;

/** One try of one effect at Telegram or at another chat's object. */
export type Attempt = {
  label: string;
  life: number;
  isCarriedOut: boolean;
  /** Of the making of a topic: what is to stand in it, one of which asks for it. */
  wantedBy?: string[];
  /** Telegram wants not to be asked again before, by the object's clock and in real time, of which the first to come will do. */
  wait?: { until: number; realUntil: number };
  /** What the object was told; undefined while it waits, or when it died before. */
  answer?: "ok" | "refused" | "later" | "lost";
};
