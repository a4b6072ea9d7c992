import type { Failure } from "./contract.ts";
import type { Payload } from "./payload.ts";
import { type Refusal, refusals, tooManyRequests } from "./refusals.ts";

/** The scripted failure that this call meets, counted down; undefined when it meets none. */
export function takeFailure(failures: Failure[], method: string, payload: Payload): Failure | undefined {
  const failure = failures.find(
    ({ method: only, chatId, times }) =>
      times > 0 && (only === undefined || only === method) && (chatId === undefined || chatId === payload["chat_id"]),
  );
  if (failure) failure.times -= 1;
  return failure;
}

/** What Telegram says when it refuses to look at the call at all. */
export function refusalOf(failure: Failure): Refusal | undefined {
  switch (failure.kind) {
    case "too-many-requests":
      return tooManyRequests(failure.retryAfter);
    case "server-error":
      return { errorCode: failure.status, description: failure.status === 502 ? "Bad Gateway" : "Internal Server Error" };
    case "unauthorized":
      return refusals.unauthorized;
    case "refusal":
      return {
        errorCode: failure.errorCode ?? 400,
        description: failure.description,
        ...(failure.migrateToChatId === undefined ? {} : { parameters: { migrate_to_chat_id: failure.migrateToChatId } }),
      };
    default:
      return undefined;
  }
}

/** As `fetch` fails when the connection does. */
export const connectionLost = (): TypeError => new TypeError("fetch failed: the connection was reset");

/** Called inside a request, so that the wait belongs to it and needs no timer elsewhere. */
export const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
