import type { Fields, MethodTable, ObjectType } from "./method-table.ts";

/** Bot API 10.3 over 10.2, from the types of `@grammyjs/types` 5; no machine-readable specification of it is known. */
const newTypes: Record<string, ObjectType> = {
  DisabledButton: { fields: {} },
  EphemeralMessageParameters: {
    fields: { receiver_user_id: "Integer", "callback_query_id?": "String", "replace_callback_query_message?": "Boolean" },
  },
  MessageGenerationStopped: { fields: { chat: "Chat", "message_thread_id?": "Integer", draft_id: "Integer" } },
  CommunityChatJoined: { fields: { community: "Community" } },
  RichMessageButton: {
    fields: {
      text: "RichText",
      "style?": "'danger'|'success'|'primary'|'link'",
      "url?": "String",
      "callback_data?": "String",
      "web_app?": "WebAppInfo",
      "login_url?": "LoginUrl",
      "switch_inline_query?": "String",
      "switch_inline_query_current_chat?": "String",
      "switch_inline_query_chosen_chat?": "SwitchInlineQueryChosenChat",
      "copy_text?": "CopyTextButton",
      "disabled?": "DisabledButton",
    },
  },
  RichTextButton: { fields: { type: "'button'", button: "RichMessageButton" } },
  RichBlockButtons: { fields: { type: "'buttons'", buttons: "RichMessageButton[]", "align?": "'left'|'center'|'right'" } },
  InputRichBlockButtons: { fields: { type: "'buttons'", buttons: "RichMessageButton[]", "align?": "'left'|'center'|'right'" } },
  RichBlockDocument: { fields: { type: "'document'", document: "Document", "caption?": "RichBlockCaption" } },
  InputRichBlockDocument: { fields: { type: "'document'", document: "InputMediaDocument", "caption?": "RichBlockCaption" } },
  RichBlockExpandableBlockQuotation: { fields: { type: "'expandable_blockquote'", text: "RichText", "credit?": "RichText" } },
  InputRichBlockExpandableBlockQuotation: { fields: { type: "'expandable_blockquote'", text: "RichText", "credit?": "RichText" } },
};

const newFields: Record<string, Fields> = {
  Update: { "stopped_message_generation?": "MessageGenerationStopped" },
  Message: { "community_chat_joined?": "CommunityChatJoined" },
  InlineKeyboardMarkup: { "force_reply?": "Boolean" },
  InlineKeyboardButton: { "disabled?": "DisabledButton" },
  ReplyKeyboardMarkup: { "force_reply?": "Boolean" },
  RichBlockTable: { "is_compact?": "True" },
  InputRichBlockTable: { "is_compact?": "True" },
  InputRichMessageMedia: {
    media: "InputMediaAnimation|InputMediaAudio|InputMediaDocument|InputMediaPhoto|InputMediaVideo|InputMediaVoiceNote",
  },
  ChatAdministratorRights: { "can_send_welcome_messages?": "Boolean" },
  ChatMemberAdministrator: { "can_send_welcome_messages?": "Boolean" },
};

const newMembers: Record<string, string[]> = {
  RichText: ["RichTextButton"],
  RichBlock: ["RichBlockButtons", "RichBlockDocument", "RichBlockExpandableBlockQuotation"],
  InputRichBlock: ["InputRichBlockButtons", "InputRichBlockDocument", "InputRichBlockExpandableBlockQuotation"],
};

const newParams: Record<string, Fields> = {
  sendMessageDraft: { "can_stop?": "Boolean", "keep_on_stop?": "Boolean" },
  sendRichMessageDraft: { "can_stop?": "Boolean", "keep_on_stop?": "Boolean" },
  sendRichMessage: { "ephemeral_message_parameters?": "EphemeralMessageParameters" },
  promoteChatMember: { "can_send_welcome_messages?": "Boolean" },
  editEphemeralMessageText: { "text?": "String", "rich_message?": "InputRichMessage" },
  editEphemeralMessageCaption: { "show_caption_above_media?": "Boolean" },
};

const goneParams: Record<string, string[]> = { editEphemeralMessageText: ["text"] };

/** The given table of Bot API 10.2, brought up to 10.3. */
export function newer(table: MethodTable): MethodTable {
  const methods = Object.entries(table.methods).map(([name, { params, returns }]) => [
    name,
    { params: newerParams(name, params), returns },
  ]);
  const types = Object.entries(table.types).map(([name, type]) => [name, newerType(name, type)]);
  return { version: "Bot API 10.3", methods: Object.fromEntries(methods), types: { ...Object.fromEntries(types), ...newTypes } };
}

/** One object replaces the two loose parameters with which 10.2 addressed an ephemeral message. */
function newerParams(method: string, params: Fields): Fields {
  const isEphemeral = "receiver_user_id?" in params && "callback_query_id?" in params;
  const gone = [...(goneParams[method] ?? []), ...(isEphemeral ? ["receiver_user_id?", "callback_query_id?"] : [])];
  const kept = Object.entries(params).filter(([name]) => !gone.includes(name));
  return {
    ...Object.fromEntries(kept),
    ...(isEphemeral ? { "ephemeral_message_parameters?": "EphemeralMessageParameters" } : {}),
    ...newParams[method],
  };
}

function newerType(name: string, type: ObjectType): ObjectType {
  if ("anyOf" in type) return { anyOf: [...type.anyOf, ...(newMembers[name] ?? [])] };
  const fields = Object.entries({ ...type.fields, ...newFields[name] });
  return { fields: Object.fromEntries(fields.map(([field, kind]) => [field, name.startsWith("Input") ? withFile(field, kind) : kind])) };
}

/** The specification has files inside objects as text, for `attach://` is one; the payload has the file in its place. */
const withFile = (field: string, type: string): string =>
  type === "String" && /^(media|thumbnail|cover|photo|sticker)\??$/.test(field) ? "InputFile|String" : type;
