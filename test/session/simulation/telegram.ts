import type { TelegramAnswer } from "#platform/telegram/client.ts";
import type { Call } from "#platform/telegram/view.ts";
import { cardIn, type Chat } from "./chat.ts";
import type { Attempt } from "./invariants.ts";
import type { Random } from "./random.ts";

type Behaviour =
  | "ok"
  | "too many requests"
  | "server error before"
  | "server error after"
  | "lost before"
  | "lost after"
  | "not modified"
  | "message gone"
  | "bad entities"
  | "bad request"
  | "blocked"
  | "unauthorized";

type Carried = { answer: TelegramAnswer; heard: NonNullable<Attempt["answer"]>; isFinal: boolean; isGone: boolean };

/** How Telegram behaves: mostly well, for some time not at all, and well again when the run is healed. */
export function createTelegram(random: Random, chat: Chat) {
  let isDown = false;
  let isHealed = false;
  let nextMessageId = 100;
  const badness = random.pick([0.02, 0.2, 0.6]);

  const behaviourFor = ({ method, payload }: Call): Behaviour => {
    if (isHealed) return "ok";
    if (isDown) return random.pick(["server error before", "lost before", "server error after", "lost after"]);
    if (!random.chance(badness)) return "ok";
    const isEdit = method.startsWith("edit");
    const hasFormat = "entities" in payload || "rich_message" in payload;
    return random.weighted<Behaviour>({
      ok: 0,
      "too many requests": 6,
      "server error before": 3,
      "server error after": 3,
      "lost before": 4,
      "lost after": 4,
      "not modified": isEdit ? 8 : 0,
      "message gone": isEdit ? 4 : 0,
      "bad entities": hasFormat ? 12 : 0,
      "bad request": 1,
      blocked: 0.5,
      unauthorized: 0.5,
    });
  };

  return {
    goDown: () => (isDown = true),
    comeBack: () => (isDown = false),
    heal: () => {
      isHealed = true;
      isDown = false;
    },
    /** What Telegram does with a call; whether that happened is noted in the attempt, what it says is returned. */
    carryOut: (call: Call, attempt: Attempt): Carried => {
      const drawn = behaviourFor(call);
      const isCard = cardIn(call.payload) !== undefined;
      if (drawn === "message gone" && isCard) chat.deletePost(Number(call.payload.message_id));
      // What a card says is known, and so is whether a call would change it.
      const behaviour = isCard && (drawn === "not modified" || drawn === "message gone") ? "ok" : drawn;
      const refusal = chat.refuses(call);
      if (behaviour === "ok" && refusal !== undefined) return refuse(refusal);
      const newId = ++nextMessageId;
      attempt.isCarriedOut = refusal === undefined && CARRIES_OUT.has(behaviour);
      if (attempt.isCarriedOut) chat.carryOut(call, newId);
      return {
        answer: answerOf(behaviour, Number(call.payload.message_id ?? newId), random),
        heard: heardFrom(behaviour),
        isFinal: behaviour === "bad request" || behaviour === "blocked",
        isGone: behaviour === "message gone",
      };
    },
  };
}

const CARRIES_OUT = new Set<Behaviour>(["ok", "server error after", "lost after", "not modified"]);

/** What the chat does not allow as it is now. What it shows already counts as done. */
function refuse(description: string): Carried {
  const isDone = /message is not modified|TOPIC_NOT_MODIFIED/.test(description);
  const isGone = description === "message to edit not found";
  return { answer: refused(400, `Bad Request: ${description}`), heard: isDone ? "ok" : "refused", isFinal: false, isGone };
}

function heardFrom(behaviour: Behaviour): NonNullable<Attempt["answer"]> {
  switch (behaviour) {
    case "ok":
    case "not modified":
      return "ok";
    case "too many requests":
    case "unauthorized":
      return "later";
    case "server error before":
    case "server error after":
    case "lost before":
    case "lost after":
      return "lost";
    default:
      return "refused";
  }
}

function answerOf(behaviour: Behaviour, messageId: number, random: Random): TelegramAnswer {
  switch (behaviour) {
    case "ok":
      return { type: "ok", result: { message_id: messageId, message_thread_id: messageId } };
    case "too many requests":
      return {
        ...refused(429, "Too Many Requests: retry later"),
        ...(random.chance(0.9) ? { retryAfterSeconds: random.pick([0, 1, 3, 35]) } : {}),
      };
    case "server error before":
    case "server error after":
      return refused(502, "Bad Gateway");
    case "lost before":
    case "lost after":
      return { type: "unknown" };
    case "not modified":
      return refused(400, "Bad Request: message is not modified");
    case "message gone":
      return refused(400, "Bad Request: message to edit not found");
    case "bad entities":
      return refused(400, "Bad Request: can't parse entities");
    case "bad request":
      return refused(400, "Bad Request: CHAT_RESTRICTED");
    case "blocked":
      return refused(403, "Forbidden: bot was blocked by the user");
    case "unauthorized":
      return refused(401, "Unauthorized");
  }
}

function refused(code: number, description: string): TelegramAnswer & { type: "refused" } {
  return { type: "refused", code, description };
}
