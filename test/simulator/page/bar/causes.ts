import type { Traffic } from "../../wire.ts";

/** The number of an update, or the clock: something was due. */
export type Cause = number | "clock";

/** Whatever an update leads to begins within this time; what comes later was waited for. */
const SOON_MS = 60_000;

/** Ties a call to the update that led to it: the one whose button it answers, or the newest of the same chat, if that is not long ago. */
export function createCauses(): (traffic: Traffic) => Cause | undefined {
  const newestIn = new Map<number, { updateId: number; at: number }>();
  const byQuery = new Map<string, number>();
  return (traffic) => {
    if (traffic.kind === "update") {
      const { update } = traffic;
      const query = update.callback_query ?? update.pre_checkout_query;
      if (query) byQuery.set(query.id, update.update_id);
      const chatId = chatOf(update);
      if (chatId !== undefined) newestIn.set(chatId, { updateId: update.update_id, at: traffic.at });
      return update.update_id;
    }
    const { callback_query_id, pre_checkout_query_id, chat_id } = traffic.call.payload;
    const answered = byQuery.get(String(callback_query_id ?? pre_checkout_query_id));
    if (answered !== undefined || chat_id === undefined) return answered;
    const newest = newestIn.get(Number(chat_id));
    return newest && traffic.at - newest.at < SOON_MS ? newest.updateId : "clock";
  };
}

/** The chat in which an update happened; for what has none, the private chat of whoever did it. */
export function chatOf(update: Extract<Traffic, { kind: "update" }>["update"]): number | undefined {
  if (update.callback_query) return update.callback_query.message?.chat.id ?? update.callback_query.from.id;
  for (const content of Object.values(update)) {
    if (typeof content !== "object") continue;
    const { chat, from } = content as { chat?: { id: number }; from?: { id: number } };
    const id = chat?.id ?? from?.id;
    if (id !== undefined) return id;
  }
  return undefined;
}
