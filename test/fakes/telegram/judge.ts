import { firstRefusal } from "./keyboards.ts";
import { type Fields, methodTable } from "./method-table.ts";
import type { Payload } from "./payload.ts";
import { badRequest, type Refusal, refusals } from "./refusals.ts";
import { rulesFor } from "./rules.ts";
import { fieldsMismatch } from "./shape.ts";

/**
 * Judges one call by the table and by the rules that need no state: undefined when Telegram would take it so far. The method is spelled as in
 * the table, the payload decoded. What depends on chats, messages and queries is judged where the call is acted out.
 */
export function judge(method: string, payload: Payload): Refusal | undefined {
  const params = methodTable.methods[method]?.params;
  if (!params) return refusals.methodNotFound;
  return judgeParams(params, payload) ?? firstRefusal(rulesFor(method), (rule) => rule(payload));
}

/** Telegram's words for what is missing; other parameters share one sentence. */
const missing: Record<string, Refusal> = {
  chat_id: refusals.chatIdEmpty,
  text: refusals.textEmpty,
  message_id: refusals.messageIdMissing,
  message_ids: refusals.messageIdsMissing,
  user_id: badRequest("invalid user_id specified"),
  callback_query_id: refusals.queryInvalid,
  file_id: badRequest("file_id not specified"),
  rich_message: refusals.richEmpty,
  action: refusals.actionUnknown,
  name: refusals.topicNameEmpty,
};

/** An empty address takes the webhook away. */
const mayBeEmpty = new Set(["url"]);

/** Telegram ignores a parameter that it does not know; the judge refuses it, because for us it is a misspelled name or another method's. */
function judgeParams(params: Fields, payload: Payload): Refusal | undefined {
  const unknown = Object.keys(payload).find((name) => payload[name] !== undefined && !(name in params) && !(`${name}?` in params));
  if (unknown) return badRequest(`unknown parameter "${unknown}"`);
  const absent = Object.keys(params).find((name) => !name.endsWith("?") && isAbsent(name, payload[name]));
  if (absent) return missing[absent] ?? badRequest(`parameter "${absent}" is required`);
  const reason = fieldsMismatch(payload, params, "");
  return reason === undefined ? undefined : badRequest(reason);
}

const isAbsent = (name: string, value: unknown): boolean => value === undefined || (value === "" && !mayBeEmpty.has(name));
