import type { ForceReply, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove } from "grammy/types";
import { renderEntities } from "../text/entities.ts";
import { fitsRich, renderRich } from "../text/rich.ts";
import { splitText } from "../text/split.ts";
import type { Text } from "../text/tree.ts";

export type ViewButton = { label: string } & ({ data: string } | { url: string });

/**
 * A screen: what it says and the buttons below it. `isStructured` asks for a rich message: results, overviews, plans; `asksReply`
 * has the app of whoever is answered begin a reply. Below a new message in private, `shareNumber` is the label of a button that
 * shares the person's own number, until a view comes whose `shareNumber` is "gone".
 */
export type View = {
  text: Text;
  buttons?: ViewButton[][];
  isStructured?: boolean;
  asksReply?: boolean;
  shareNumber?: { label: string } | "gone";
};

/** `upload` names a file in R2 that goes with the call as its `field`. */
export type Call = { method: string; payload: Record<string, unknown>; upload?: { field: string; key: string; name: string } | undefined };

/** One message to be sent, with what replaces it where Telegram refuses its formatting. */
export type RenderedMessage = { content: Record<string, unknown>; isRich: boolean; plain: Record<string, unknown>[] };

/** A view as the messages that carry it, the keyboard under the last one. More than one only past 4,096 characters. */
export function renderView(view: View, options: { richMessages: boolean }): RenderedMessage[] {
  const keyboard = renderMarkup(view);
  const parts = splitText(renderEntities(view.text));
  const plain = parts.map((part, at) => ({
    text: part.text,
    ...(part.entities.length > 0 ? { entities: part.entities } : {}),
    link_preview_options: { is_disabled: true },
    ...(at === parts.length - 1 ? keyboard : {}),
  }));
  if (!options.richMessages || view.isStructured !== true || !fitsRich(view.text))
    return plain.map((content) => ({ content, isRich: false, plain: [] }));
  return [{ content: { rich_message: renderRich(view.text), ...keyboard }, isRich: true, plain }];
}

type Markup = InlineKeyboardMarkup | ForceReply | ReplyKeyboardMarkup | ReplyKeyboardRemove;

function renderMarkup({ buttons, asksReply, shareNumber }: View): { reply_markup?: Markup } {
  if (asksReply === true && (buttons ?? []).length === 0) return { reply_markup: { force_reply: true, selective: true } };
  if (buttons !== undefined) return { reply_markup: renderKeyboard(buttons) };
  if (shareNumber === "gone") return { reply_markup: { remove_keyboard: true } };
  if (shareNumber !== undefined) {
    const keyboard = [[{ text: shareNumber.label, request_contact: true as const }]];
    return { reply_markup: { keyboard, resize_keyboard: true, one_time_keyboard: true } };
  }
  return {};
}

export function renderKeyboard(rows: ViewButton[][]): InlineKeyboardMarkup {
  return {
    inline_keyboard: rows.map((row) =>
      row.map((button) => ("url" in button ? { text: button.label, url: button.url } : { text: button.label, callback_data: button.data })),
    ),
  };
}
