import type { ResponseParameters } from "@grammyjs/types";

export type Refusal = { errorCode: number; description: string; parameters?: ResponseParameters };

export const badRequest = (reason: string): Refusal => ({ errorCode: 400, description: `Bad Request: ${reason}` });
const forbidden = (reason: string): Refusal => ({ errorCode: 403, description: `Forbidden: ${reason}` });

/** What the fake cannot act out is refused, so that no test passes on a success that never happened. */
export const notActedOut = (what: string): Refusal => ({ errorCode: 501, description: `the fake does not act out ${what} yet` });

export const tooManyRequests = (seconds: number): Refusal => ({
  errorCode: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
});

/** Descriptions as the Bot API server and TDLib have them in their sources, unless a judge says otherwise. */
export const refusals = {
  unauthorized: { errorCode: 401, description: "Unauthorized" },
  notFound: { errorCode: 404, description: "Not Found" },
  methodNotFound: { errorCode: 404, description: "Not Found: method not found" },
  pollingWithWebhook: {
    errorCode: 409,
    description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  },

  chatIdEmpty: badRequest("chat_id is empty"),
  chatNotFound: badRequest("chat not found"),
  neverStarted: forbidden("bot can't initiate conversation with a user"),
  blocked: forbidden("bot was blocked by the user"),

  textEmpty: badRequest("message text is empty"),
  textBlank: badRequest("text must be non-empty"),
  textTooLong: badRequest("message is too long"),
  captionTooLong: badRequest("message caption is too long"),
  unsupportedParseMode: badRequest("unsupported parse_mode"),
  draftPeerInvalid: badRequest("TEXTDRAFT_PEER_INVALID"),
  richEmpty: badRequest("rich message must be non-empty"),

  messageIdMissing: badRequest("message identifier is not specified"),
  messageIdsMissing: badRequest("message identifiers are not specified"),
  editNotFound: badRequest("message to edit not found"),
  editForbidden: badRequest("message can't be edited"),
  editWithoutText: badRequest("there is no text in the message to edit"),
  notModified: badRequest(
    "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
  ),
  deleteNotFound: badRequest("message to delete not found"),
  deleteForbidden: badRequest("message can't be deleted for everyone"),
  replyNotFound: badRequest("message to be replied not found"),

  buttonDataInvalid: badRequest("BUTTON_DATA_INVALID"),
  queryInvalid: badRequest("query is too old and response timeout expired or query ID is invalid"),
  answerTooLong: badRequest("MESSAGE_TOO_LONG"),
  actionUnknown: badRequest("wrong parameter action in request"),
  fileUnknown: badRequest("wrong file_id or the file is temporarily unavailable"),
} satisfies Record<string, Refusal>;
