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
  deactivated: forbidden("user is deactivated"),
  groupDeleted: forbidden("the group chat was deleted"),
  kickedFromGroup: forbidden("bot was kicked from the group chat"),
  kickedFromSupergroup: forbidden("bot was kicked from the supergroup chat"),
  notInGroup: forbidden("bot is not a member of the group chat"),
  notInSupergroup: forbidden("bot is not a member of the supergroup chat"),
  upgraded: badRequest("group chat was upgraded to a supergroup chat"),
  mayNotSend: (what: string): Refusal => badRequest(`not enough rights to send ${what} to the chat`),
  noRightsTo: (deed: string): Refusal => badRequest(`not enough rights to ${deed}`),

  threadNotFound: badRequest("message thread not found"),
  notAForum: badRequest("the chat is not a forum"),
  notASupergroupForum: badRequest("the chat is not a supergroup forum"),
  topicClosed: badRequest("TOPIC_CLOSED"),
  topicUnknown: badRequest("TOPIC_ID_INVALID"),
  topicNotModified: badRequest("TOPIC_NOT_MODIFIED"),
  topicNameEmpty: badRequest("name must be non-empty"),
  iconColourInvalid: badRequest("invalid icon color specified"),

  noPrivateTitle: badRequest("can't change private chat title"),
  noPrivateDescription: badRequest("can't change private chat description"),
  descriptionNotModified: badRequest("chat description is not modified"),
  supergroupsOnly: badRequest("method is available only for supergroups"),
  supergroupsAndChannelsOnly: badRequest("method is available for supergroup and channel chats only"),
  noAdministrators: badRequest("there are no administrators in the private chat"),
  notEnoughRights: badRequest("not enough rights"),
  mayNotRestrict: badRequest("not enough rights to restrict/unrestrict chat member"),
  notInPrivate: badRequest("chat member status can't be changed in private chats"),
  memberNotFound: badRequest("member not found"),
  participantUnknown: badRequest("PARTICIPANT_ID_INVALID"),
  userIsAdministrator: badRequest("user is an administrator of the chat"),
  cannotRemoveOwner: badRequest("can't remove chat owner"),
  cannotRestrictSelf: badRequest("can't restrict self"),

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
  editWithoutCaption: badRequest("there is no caption in the message to edit"),
  mediaNotEditable: badRequest("message media can't be edited"),
  editWithoutText: badRequest("there is no text in the message to edit"),
  notModified: badRequest(
    "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
  ),
  cannotDelete: badRequest("message can't be deleted"),
  deleteNotFound: badRequest("message to delete not found"),
  pinNotFound: badRequest("message to pin not found"),
  unpinNotFound: badRequest("message to unpin not found"),
  servicePinned: badRequest("service messages can't be pinned"),
  reactNotFound: badRequest("message to react not found"),
  reactionInvalid: badRequest("REACTION_INVALID"),
  tooManyReactions: badRequest("REACTIONS_TOO_MANY"),
  deleteForbidden: badRequest("message can't be deleted for everyone"),
  replyNotFound: badRequest("message to be replied not found"),

  buttonDataInvalid: badRequest("BUTTON_DATA_INVALID"),
  queryInvalid: badRequest("query is too old and response timeout expired or query ID is invalid"),
  answerTooLong: badRequest("MESSAGE_TOO_LONG"),
  actionUnknown: badRequest("wrong parameter action in request"),
  inviteUnknown: badRequest("INVITE_HASH_EXPIRED"),
  limitWithApproval: badRequest("member limit can't be specified for links requiring administrator approval"),
  noInvitesToPrivate: badRequest("can't invite members to a private chat"),
  noJoinRequests: badRequest("the chat can't have join requests"),
  noRequest: badRequest("HIDE_REQUESTER_MISSING"),
  alreadyMember: badRequest("USER_ALREADY_PARTICIPANT"),
  userIdInvalid: badRequest("USER_ID_INVALID"),

  payButtonMissing: badRequest("REPLY_MARKUP_BUY_EMPTY"),
  invoicePayloadInvalid: badRequest("INVOICE_PAYLOAD_INVALID"),
  noPrices: badRequest("there must be at least one price"),
  priceNotPositive: badRequest("total price must be positive"),
  paymentProviderInvalid: badRequest("PAYMENT_PROVIDER_INVALID"),
  starsInvoiceInvalid: badRequest("STARS_INVOICE_INVALID"),
  subscriptionPeriodInvalid: badRequest("SUBSCRIPTION_PERIOD_INVALID"),
  amountInvalid: badRequest("CURRENCY_TOTAL_AMOUNT_INVALID"),
  chargeUnknown: badRequest("CHARGE_NOT_FOUND"),
  alreadyRefunded: badRequest("CHARGE_ALREADY_REFUNDED"),

  pollNotFound: badRequest("message with poll to stop not found"),
  notAPoll: badRequest("message is not a poll"),
  pollClosed: badRequest("poll has already been closed"),

  fileTooBig: badRequest("file is too big"),
  fileEmpty: badRequest("file must be non-empty"),
  fileIdWrong: badRequest("wrong remote file identifier specified: can't unserialize it. Wrong last symbol"),
  fileKindWrong: (kinds: string): Refusal => badRequest(`can't use file of type ${kinds}`),
  uploadTooLarge: { errorCode: 413, description: "Request Entity Too Large" },
  notAPicture: badRequest("IMAGE_PROCESS_FAILED"),
  albumEmpty: badRequest("there are no messages to send"),
  albumTooLong: badRequest("too many messages to send as an album"),
  albumKindWrong: badRequest("can't use the media of the specified type in the album"),
  albumKindFixed: badRequest("can't change media type in the album"),
  copyNotFound: badRequest("message to copy not found"),
  forwardNotFound: badRequest("message to forward not found"),
  cannotCopy: badRequest("the message can't be copied"),
  cannotForward: badRequest("the message can't be forwarded"),
  protectedContent: badRequest("message has protected content and can't be forwarded"),
  notIncreasing: badRequest("message identifiers must be in a strictly increasing order"),
  fileUnknown: badRequest("wrong file_id or the file is temporarily unavailable"),
} satisfies Record<string, Refusal | ((words: string) => Refusal)>;
