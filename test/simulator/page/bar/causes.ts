import type { Traffic } from "../../wire.ts";

/** Ties a call to the update that most likely led to it: the one whose button it answers, or the newest of the same chat. */
export function createCauses(): (traffic: Traffic) => number | undefined {
  const newestIn = new Map<number, number>();
  const byQuery = new Map<string, number>();
  return (traffic) => {
    if (traffic.kind === "update") {
      const { update } = traffic;
      const query = update.callback_query ?? update.pre_checkout_query;
      if (query) byQuery.set(query.id, update.update_id);
      const chatId = chatOf(update);
      if (chatId !== undefined) newestIn.set(chatId, update.update_id);
      return update.update_id;
    }
    const { callback_query_id, pre_checkout_query_id, chat_id } = traffic.call.payload;
    return byQuery.get(String(callback_query_id ?? pre_checkout_query_id)) ?? newestIn.get(Number(chat_id));
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
