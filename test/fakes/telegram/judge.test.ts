import type { InlineKeyboardButton, MessageEntity } from "@grammyjs/types";
import { expect, test } from "vitest";
import { judge } from "./judge.ts";

const text = { chat_id: 1, text: "Guten Tag" };
const button = (fields: Record<string, unknown>) => ({ ...text, reply_markup: { inline_keyboard: [[{ text: "Press", ...fields }]] } });
const marked = (...entities: Array<Partial<MessageEntity>>) => ({ ...text, entities });
const rich = (...blocks: object[]) => ({ chat_id: 1, rich_message: { blocks } });
const paragraph = { type: "paragraph", text: "Guten Tag" };
const commands = (command: string, description = "Starts") => ({ commands: [{ command, description }] });
const nested = (depth: number): object => (depth === 0 ? paragraph : { type: "blockquote", blocks: [nested(depth - 1)] });

const refused: Array<[method: string, payload: Record<string, unknown>, description: string]> = [
  ["sendMesage", text, "Not Found: method not found"],
  ["sendMessage", { text: "Hi" }, "Bad Request: chat_id is empty"],
  ["sendMessage", { chat_id: 1 }, "Bad Request: message text is empty"],
  ["sendMessage", { chat_id: 1, text: "" }, "Bad Request: message text is empty"],
  ["sendMessage", { chat_id: 1, text: " \n " }, "Bad Request: text must be non-empty"],
  ["sendMessage", { chat_id: 1, text: "x".repeat(4097) }, "Bad Request: message is too long"],
  ["sendMessage", { ...text, txt: "Hi" }, 'Bad Request: unknown parameter "txt"'],
  ["sendMessage", { ...text, receiver_user_id: 2 }, 'Bad Request: unknown parameter "receiver_user_id"'],
  ["sendMessage", { ...text, disable_notification: 1 }, 'Bad Request: field "disable_notification" must be of type Boolean'],
  ["sendMessage", { ...text, parse_mode: "BBCode" }, "Bad Request: unsupported parse_mode"],
  ["sendMessage", { ...text, parse_mode: "HTML" }, "the fake does not act out parse_mode yet"],
  ["sendPhoto", { chat_id: 1, photo: "file", caption: "x".repeat(1025) }, "Bad Request: message caption is too long"],

  [
    "sendMessage",
    marked({ type: "bold", offset: 0, length: 10 }),
    "Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 10",
  ],
  [
    "sendMessage",
    marked({ type: "bold", offset: 9, length: 1 }),
    "Bad Request: entity begins after the end of the text at UTF-16 offset 9",
  ],
  ["sendMessage", marked({ type: "bold", offset: -1, length: 1 }), "Bad Request: receive an entity with incorrect offset -1"],
  [
    "sendMessage",
    { chat_id: 1, text: "😀", entities: [{ type: "bold", offset: 1, length: 1 }] },
    "Bad Request: entity begins in a middle of a UTF-16 symbol at byte offset 3",
  ],
  ["sendMessage", marked({ type: "text_link", offset: 0, length: 5 }), `Bad Request: can't parse MessageEntity: Can't find field "url"`],
  [
    "sendMessage",
    marked({ type: "bold", offset: 0, length: 5 }, { type: "italic", offset: 3, length: 6 }),
    "Bad Request: can't parse entities: the italic entity at UTF-16 offset 3 can't overlap with the bold entity at UTF-16 offset 0",
  ],
  [
    "sendMessage",
    marked({ type: "bold", offset: 0, length: 9 }, { type: "code", offset: 0, length: 5 }),
    "Bad Request: can't parse entities: the code entity at UTF-16 offset 0 can't overlap with the bold entity at UTF-16 offset 0",
  ],

  ["sendMessage", button({}), "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"],
  ["sendMessage", button({ callback_data: "" }), "Bad Request: BUTTON_DATA_INVALID"],
  ["sendMessage", button({ callback_data: "ü".repeat(33) }), "Bad Request: BUTTON_DATA_INVALID"],
  [
    "sendMessage",
    button({ callback_data: "a", url: "https://example.org" }),
    "Bad Request: can't parse inline keyboard button: only one of callback_data, url can be used",
  ],
  ["sendMessage", button({ url: "no address" }), "Bad Request: BUTTON_URL_INVALID"],
  [
    "sendMessage",
    button({ web_app: { url: "http://example.org" } }),
    "Bad Request: inline keyboard button Web App URL 'http://example.org' is invalid: Only HTTPS links are allowed",
  ],
  ["sendMessage", button({ callback_data: "a", colour: "red" }), 'Bad Request: unknown field "reply_markup.inline_keyboard[0][0].colour"'],
  [
    "sendMessage",
    button({ callback_data: "a", style: "link" }),
    `Bad Request: field "reply_markup.inline_keyboard[0][0].style" must be of type 'danger' or 'success' or 'primary'`,
  ],
  ["sendMessage", { ...text, reply_markup: { keyboard: [[""]] } }, "Bad Request: keyboard button text must be non-empty"],

  ["sendRichMessage", { chat_id: 1 }, "Bad Request: rich message must be non-empty"],
  ["sendRichMessage", rich(), "Bad Request: rich message must be non-empty"],
  [
    "sendRichMessage",
    { chat_id: 1, rich_message: { html: "a", markdown: "a" } },
    "Bad Request: exactly one of the fields html, markdown, or blocks must be used",
  ],
  ["sendRichMessage", rich({ type: "thinking", text: "…" }), "Bad Request: block is not allowed"],
  ["sendRichMessage", rich({ type: "heading", text: "A", size: 7 }), "Bad Request: invalid section heading size specified"],
  ["sendRichMessage", rich({ type: "heading", text: "A" }), `Bad Request: can't find field "rich_message.blocks[0].size"`],
  ["sendRichMessage", rich({ type: "list", items: [] }), "Bad Request: list must be non-empty"],
  [
    "sendRichMessage",
    rich({ type: "list", items: [{ blocks: [paragraph] }, { blocks: [paragraph], type: "1" }] }),
    "Bad Request: list must be either ordered or unordered",
  ],
  ["sendRichMessage", rich(...Array.from({ length: 501 }, () => paragraph)), "Bad Request: rich message has too many blocks"],
  ["sendRichMessage", rich(nested(16)), "Bad Request: rich message is nested too deeply"],
  ["sendRichMessage", rich({ type: "paragraph", text: "x".repeat(32_769) }), "Bad Request: message is too long"],
  [
    "sendRichMessage",
    rich({ type: "buttons", buttons: [{ text: "A", callback_data: "x".repeat(65) }] }),
    "Bad Request: BUTTON_DATA_INVALID",
  ],
  [
    "sendRichMessage",
    rich({ type: "paragraph", text: { type: "bolt", text: "A" } }),
    'Bad Request: field "rich_message.blocks[0].text" must be of type',
  ],

  ["sendMessageDraft", { chat_id: -100, draft_id: 1, text: "a" }, "Bad Request: TEXTDRAFT_PEER_INVALID"],
  ["sendMessageDraft", { chat_id: "@anna", draft_id: 1, text: "a" }, 'Bad Request: field "chat_id" must be of type Integer'],
  ["sendMessageDraft", { chat_id: 1, draft_id: 0, text: "a" }, "Bad Request: draft_id must be non-zero"],
  ["sendMessageDraft", { chat_id: 1, draft_id: 1, text: "x".repeat(4097) }, "Bad Request: message is too long"],

  ["editMessageText", { chat_id: 1, text: "a" }, "Bad Request: message identifier is not specified"],
  ["editMessageText", { chat_id: 1, message_id: 1 }, "Bad Request: message text is empty"],
  [
    "editMessageText",
    { chat_id: 1, message_id: 1, text: "a", rich_message: { blocks: [paragraph] } },
    "Bad Request: exactly one of the parameters text and rich_message must be used",
  ],
  [
    "editMessageText",
    { chat_id: 1, message_id: 1, text: "a", reply_markup: { remove_keyboard: true } },
    `Bad Request: can't find field "reply_markup.inline_keyboard"`,
  ],
  ["deleteMessages", { chat_id: 1, message_ids: [] }, "Bad Request: message identifiers are not specified"],
  [
    "deleteMessages",
    { chat_id: 1, message_ids: Array.from({ length: 101 }, (_, index) => index) },
    "Bad Request: too many message identifiers specified",
  ],
  ["sendChatAction", { chat_id: 1, action: "thinking" }, "Bad Request: wrong parameter action in request"],
  ["answerCallbackQuery", {}, "Bad Request: query is too old and response timeout expired or query ID is invalid"],
  ["answerCallbackQuery", { callback_query_id: "1", text: "x".repeat(201) }, "Bad Request: MESSAGE_TOO_LONG"],
  ["getFile", {}, "Bad Request: file_id not specified"],

  ["setMyCommands", commands("Start"), "Bad Request: BOT_COMMAND_INVALID"],
  ["setMyCommands", commands("x".repeat(33)), "Bad Request: command length must not exceed 32"],
  ["setMyCommands", commands("start", ""), "Bad Request: command description must be non-empty"],
  ["setMyCommands", commands("start", "x".repeat(257)), "Bad Request: command description length must not exceed 256"],
  [
    "setMyCommands",
    { commands: Array.from({ length: 101 }, (_, index) => ({ command: `c${index}`, description: "a" })) },
    "Bad Request: BOT_COMMANDS_TOO_MUCH",
  ],
  ["setMyCommands", { ...commands("start"), language_code: "deu" }, "Bad Request: invalid language code specified"],
  ["setWebhook", { url: "http://example.org" }, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"],
  ["setWebhook", { url: "https://example.org:8080" }, "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"],
  ["setWebhook", { url: "https://example.org", secret_token: "a b" }, "Bad Request: secret token contains unallowed characters"],
  ["setWebhook", { url: "https://example.org", secret_token: "x".repeat(257) }, "Bad Request: secret token is too long"],
  ["setWebhook", { url: "https://example.org", allowed_updates: ["mesage"] }, 'Bad Request: unknown kind of update "mesage"'],
];

for (const [method, payload, description] of refused) {
  test(`${method} is refused: ${description}`, () => {
    expect(judge(method, payload)?.description).toContain(description);
  });
}

const allowed: Array<[what: string, method: string, payload: Record<string, unknown>]> = [
  ["a text of 4,096", "sendMessage", { chat_id: 1, text: "x".repeat(4096) }],
  ["nested entities", "sendMessage", marked({ type: "bold", offset: 0, length: 9 }, { type: "italic", offset: 2, length: 3 })],
  ["entities side by side", "sendMessage", marked({ type: "bold", offset: 0, length: 4 }, { type: "italic", offset: 4, length: 3 })],
  ["code inside a quote", "sendMessage", marked({ type: "blockquote", offset: 0, length: 9 }, { type: "code", offset: 0, length: 3 })],
  ["an entity around an emoji", "sendMessage", { chat_id: 1, text: "😀", entities: [{ type: "bold", offset: 0, length: 2 }] }],
  ["64 bytes of button data", "sendMessage", button({ callback_data: "ü".repeat(32) } satisfies Partial<InlineKeyboardButton>)],
  ["a disabled button", "sendMessage", button({ disabled: {} })],
  ["a link without a protocol", "sendMessage", button({ url: "example.org" })],
  ["a local Mini App", "sendMessage", button({ web_app: { url: "http://127.0.0.1:8787/app" } })],
  [
    "a reply keyboard of texts and buttons",
    "sendMessage",
    { ...text, reply_markup: { keyboard: [["Yes", { text: "No", style: "danger" }]], force_reply: true } },
  ],
  ["an empty draft that can be stopped", "sendMessageDraft", { chat_id: 1, draft_id: 7, text: "", can_stop: true, keep_on_stop: true }],
  ["the thinking block in a draft", "sendRichMessageDraft", { ...rich({ type: "thinking", text: "…" }), draft_id: 7 }],
  [
    "15 quotes inside each other",
    "sendRichMessage",
    rich(nested(15), { type: "expandable_blockquote", text: ["a", { type: "bold", text: "b" }] }),
  ],
  ["a compact table", "sendRichMessage", rich({ type: "table", cells: [[{ text: "a", align: "left", valign: "top" }]], is_compact: true })],
  [
    "a button inside a text",
    "sendRichMessage",
    rich({ type: "paragraph", text: { type: "button", button: { text: "A", callback_data: "a" } } }),
  ],
  ["taking the webhook away", "setWebhook", { url: "" }],
  [
    "a local webhook",
    "setWebhook",
    { url: "http://127.0.0.1:8787/telegram/webhook", secret_token: "a-b_C1", allowed_updates: ["stopped_message_generation"] },
  ],
  ["no commands for one chat in one language", "setMyCommands", { commands: [], scope: { type: "chat", chat_id: 1 }, language_code: "de" }],
];

test.each(allowed)("%s is taken", (_what, method, payload) => {
  expect(judge(method, payload)).toBeUndefined();
});
