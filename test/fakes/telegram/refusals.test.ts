import { keyboard } from "./a-telegram.ts";
import { aRefusalScene, bad, type Refused, type RefusalScene, testRefusals, write } from "./refusal-scene.ts";

const invoice = { title: "Lessons", description: "Ten", payload: "order:7", currency: "XTR", prices: [{ label: "Ten", amount: 250 }] };
const edit = (chat_id: number, message_id: number, text = "x"): ReturnType<Refused[2]> => [
  "editMessageText",
  { chat_id, message_id, text },
];
const button = (fields: object) => ({ reply_markup: { inline_keyboard: [[{ text: "A", ...fields }]] } });
const replyButton = (fields: object) => ({ reply_markup: { keyboard: [[{ text: "A", ...fields }]] } });
const sell = (chat_id: number, more: object = {}): ReturnType<Refused[2]> => ["sendInvoice", { chat_id, ...invoice, ...more }];
const album = (chat_id: number, media: object[]): ReturnType<Refused[2]> => ["sendMediaGroup", { chat_id, media }];
const notModified = bad(
  "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
);
const tooOld = bad("query is too old and response timeout expired or query ID is invalid");

const messages: Refused[] = [
  ["no text", "server", (s) => write(s.anna, { text: "" }), 400, bad("message text is empty")],
  ["a text of blanks", "tdlib", (s) => write(s.anna, { text: " " }), 400, bad("text must be non-empty")],
  ["a text that is too long", "tdlib", (s) => write(s.anna, { text: "x".repeat(4097) }), 400, bad("message is too long")],
  [
    "a caption that is too long",
    "tdlib",
    (s) => ["sendPhoto", { chat_id: s.anna, photo: s.photo, caption: "x".repeat(1025) }],
    400,
    bad("message caption is too long"),
  ],
  [
    "a reply to what is gone",
    "server",
    (s) => write(s.anna, { reply_parameters: { message_id: s.gone } }),
    400,
    bad("message to be replied not found"),
  ],
  ["an edit of what is gone", "server", (s) => edit(s.anna, s.gone), 400, bad("message to edit not found")],
  ["an edit of a person's message", "tdlib", (s) => edit(s.anna, s.said), 400, bad("message can't be edited")],
  ["an edit below a reply keyboard", "tdlib", (s) => edit(s.anna, s.withKeyboard), 400, bad("message can't be edited")],
  [
    "an edit that changes nothing",
    "server",
    (s) => ["editMessageText", { chat_id: s.anna, message_id: s.text, text: "Hi", reply_markup: keyboard("A", "a") }],
    400,
    notModified,
  ],
  [
    "a caption below a text",
    "tdlib",
    (s) => ["editMessageCaption", { chat_id: s.anna, message_id: s.text, caption: "x" }],
    400,
    bad("there is no caption in the message to edit"),
  ],
  [
    "a deletion of what is gone",
    "server",
    (s) => ["deleteMessage", { chat_id: s.anna, message_id: s.gone }],
    400,
    bad("message to delete not found"),
  ],
  [
    "a deletion without the right",
    "server",
    (s) => ["deleteMessage", { chat_id: s.plain, message_id: s.groupMessage }],
    400,
    bad("message can't be deleted"),
  ],
  ["a copy of what is gone", "server", (s) => ["copyMessage", passOn(s, s.gone)], 400, bad("message to copy not found")],
  ["a copy of a service message", "tdlib", (s) => ["copyMessage", passOn(s, s.service)], 400, bad("the message can't be copied")],
  ["a forward of what is gone", "server", (s) => ["forwardMessage", passOn(s, s.gone)], 400, bad("message to forward not found")],
  [
    "a forward of what is protected",
    "tdlib",
    (s) => ["forwardMessage", passOn(s, s.protectedText)],
    400,
    bad("message has protected content and can't be forwarded"),
  ],
  [
    "a copy out of order",
    "tdlib",
    (s) => ["copyMessages", { chat_id: s.admin, from_chat_id: s.anna, message_ids: [3, 2] }],
    400,
    bad("message identifiers must be in a strictly increasing order"),
  ],
  [
    "a pin on what is gone",
    "server",
    (s) => ["pinChatMessage", { chat_id: s.anna, message_id: s.gone }],
    400,
    bad("message to pin not found"),
  ],
  [
    "a pin without the right",
    "tdlib",
    (s) => ["pinChatMessage", { chat_id: s.plain, message_id: s.groupMessage }],
    400,
    bad("not enough rights to manage pinned messages in the chat"),
  ],
  ["a pin taken off nothing", "server", (s) => ["unpinChatMessage", { chat_id: s.admin }], 400, bad("message to unpin not found")],
  [
    "a reaction to what is gone",
    "server",
    (s) => ["setMessageReaction", { chat_id: s.anna, message_id: s.gone }],
    400,
    bad("message to react not found"),
  ],
  [
    "a reaction that there is none of",
    "reported",
    (s) => ["setMessageReaction", { chat_id: s.anna, message_id: s.said, reaction: [{ type: "emoji", emoji: "✅" }] }],
    400,
    bad("REACTION_INVALID"),
  ],
  [
    "two reactions",
    "reported",
    (s) => [
      "setMessageReaction",
      { chat_id: s.anna, message_id: s.said, reaction: ["👍", "👎"].map((emoji) => ({ type: "emoji", emoji })) },
    ],
    400,
    bad("REACTIONS_TOO_MANY"),
  ],
];

const buttons: Refused[] = [
  [
    "button data over 64 bytes",
    "reported",
    (s) => write(s.anna, button({ callback_data: "ü".repeat(33) })),
    400,
    bad("BUTTON_DATA_INVALID"),
  ],
  ["a button to nowhere", "reported", (s) => write(s.anna, button({ url: "no address" })), 400, bad("BUTTON_URL_INVALID")],
  [
    "a button that does nothing",
    "server",
    (s) => write(s.anna, button({})),
    400,
    bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
  ],
  [
    "a Mini App below a group's message",
    "reported",
    (s) => write(s.admin, button({ web_app: { url: "https://example.org" } })),
    400,
    bad("BUTTON_TYPE_INVALID"),
  ],
  ["a button to pay for nothing", "reported", (s) => write(s.anna, button({ pay: true })), 400, bad("BUTTON_TYPE_INVALID")],
  ["a key without a word", "tdlib", (s) => write(s.anna, replyButton({ text: "" })), 400, bad("keyboard button text must be non-empty")],
  [
    "a phone number asked of a group",
    "tdlib",
    (s) => write(s.admin, replyButton({ request_contact: true })),
    400,
    bad("phone number can be requested in private chats only"),
  ],
  [
    "a location asked of a group",
    "tdlib",
    (s) => write(s.admin, replyButton({ request_location: true })),
    400,
    bad("location can be requested in private chats only"),
  ],
  ["a press answered late", "server", (s) => ["answerCallbackQuery", { callback_query_id: s.query }], 400, tooOld],
  ["a press that nobody made", "server", () => ["answerCallbackQuery", { callback_query_id: "5" }], 400, tooOld],
];

const files: Refused[] = [
  [
    "a file that there is none of",
    "tdlib",
    (s) => ["sendDocument", { chat_id: s.anna, document: "nothing" }],
    400,
    bad("wrong remote file identifier specified: can't unserialize it. Wrong last symbol"),
  ],
  [
    "a photo as a document",
    "tdlib",
    (s) => ["sendDocument", { chat_id: s.anna, document: s.photo }],
    400,
    bad("can't use file of type Photo as Document"),
  ],
  ["a file of more than 20 MB fetched", "server", (s) => ["getFile", { file_id: s.big }], 400, bad("file is too big")],
  ["no file fetched", "server", () => ["getFile", { file_id: "" }], 400, bad("file_id not specified")],
  [
    "an upload of nothing",
    "tdlib",
    (s) => ["sendDocument", aForm({ chat_id: s.anna, document: new File([], "a.txt") })],
    400,
    bad("file must be non-empty"),
  ],
  [
    "a photo that is none",
    "reported",
    (s) => ["sendPhoto", aForm({ chat_id: s.anna, photo: new File(["text"], "a.jpg") })],
    400,
    bad("IMAGE_PROCESS_FAILED"),
  ],
  ["an album of nothing", "tdlib", (s) => album(s.anna, []), 400, bad("there are no messages to send")],
  [
    "an album of eleven",
    "tdlib",
    (s) =>
      album(
        s.anna,
        Array.from({ length: 11 }, () => ({ type: "photo", media: s.photo })),
      ),
    400,
    bad("too many messages to send as an album"),
  ],
  [
    "an album of photos and documents",
    "server",
    (s) =>
      album(s.anna, [
        { type: "photo", media: s.photo },
        { type: "document", media: s.big },
      ]),
    400,
    bad("can't use the media of the specified type in the album"),
  ],
];

const payments: Refused[] = [
  [
    "an invoice over nothing",
    "tdlib",
    (s) => sell(s.anna, { prices: [{ label: "A", amount: 0 }] }),
    400,
    bad("total price must be positive"),
  ],
  ["an invoice without a price", "server", (s) => sell(s.anna, { prices: [] }), 400, bad("there must be at least one price")],
  ["an invoice in Stars with a tip", "reported", (s) => sell(s.anna, { max_tip_amount: 5 }), 400, bad("STARS_INVOICE_INVALID")],
  ["an invoice in money without a provider", "reported", (s) => sell(s.anna, { currency: "EUR" }), 400, bad("PAYMENT_PROVIDER_INVALID")],
  [
    "an invoice whose first button does not pay",
    "reported",
    (s) => sell(s.anna, button({ callback_data: "a" })),
    400,
    bad("REPLY_MARKUP_BUY_EMPTY"),
  ],
  [
    "a subscription of a week",
    "reported",
    () => ["createInvoiceLink", { ...invoice, subscription_period: 604_800 }],
    400,
    bad("SUBSCRIPTION_PERIOD_INVALID"),
  ],
  [
    "a question at the till that nobody asked",
    "server",
    () => ["answerPreCheckoutQuery", { pre_checkout_query_id: "5", ok: true }],
    400,
    tooOld,
  ],
  [
    "a refusal at the till without a reason",
    "server",
    () => ["answerPreCheckoutQuery", { pre_checkout_query_id: "5", ok: false }],
    400,
    bad('parameter "error_message" is required'),
  ],
  [
    "a refund of what was never paid",
    "reported",
    (s) => ["refundStarPayment", { user_id: s.anna, telegram_payment_charge_id: "x" }],
    400,
    bad("CHARGE_NOT_FOUND"),
  ],
];

testRefusals(await aRefusalScene(), [...messages, ...buttons, ...files, ...payments]);

function passOn({ admin, anna }: RefusalScene, message_id: number) {
  return { chat_id: admin, from_chat_id: anna, message_id };
}

function aForm(fields: Record<string, string | number | Blob>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value instanceof Blob ? value : String(value));
  return form;
}
