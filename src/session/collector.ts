import type { SayOptions } from "#platform/turn.ts";
import { type Call, type RenderedMessage, renderView, type View } from "#platform/telegram/view.ts";
import { answersTrue, classOf, type Effect, type EffectClass, type Target } from "./effects.ts";

export type CollectorParts = {
  /** The row's own name: effects are numbered under it. */
  cause: string;
  chatId: number;
  acceptedAt: number;
  /** The message on which a button was pressed: screens shown in this turn change it. */
  pressedMessageId?: number;
  /** Somebody typed: an edit further up would not be seen. */
  isTyped: boolean;
  richMessages: boolean;
  files: R2Bucket;
};

export type Collector = {
  effects: Effect[];
  say: (view: View, options?: SayOptions) => void;
  sayDocument: (file: { name: string; mimeType: string; text: string }, caption: string) => Promise<void>;
  show: (slot: string, view: View, options?: Pick<SayOptions, "topic">) => void;
  deliver: (event: { eventId: string; to: string }) => void;
  capture: (method: string, payload: Record<string, unknown>) => unknown;
};

/** Collects what a turn wants sent. */
export function createCollector(parts: CollectorParts): Collector {
  const { cause, chatId, pressedMessageId } = parts;
  const effects: Effect[] = [];

  const add = (target: Target, effectClass: EffectClass, { tell, topic }: Pick<SayOptions, "tell" | "topic"> = {}) => {
    const effectId = `${cause}#${effects.length + 1}`;
    const optional = { ...(tell === undefined ? {} : { tell }), ...(topic === undefined ? {} : { topic }) };
    effects.push({ effectId, class: effectClass, target, tries: 1, notBefore: parts.acceptedAt, ...optional });
  };
  const addMessage = (message: RenderedMessage, options: SayOptions) => {
    const method = message.isRich ? "sendRichMessage" : "sendMessage";
    const target = {
      type: "call" as const,
      call: { method, payload: { chat_id: chatId, ...message.content } },
      plain: plainCalls(message, chatId),
    };
    add(target, options.atMostOnce === true ? "atMostOnce" : "atLeastOnce", options);
  };
  return {
    effects,
    say: (view, options = {}) => {
      const messages = renderView(view, parts);
      // Who waits to be told waits for the whole: the last part.
      const { tell: _, ...untold } = options;
      messages.forEach((message, at) => addMessage(message, at === messages.length - 1 ? options : untold));
    },
    sayDocument: async ({ name, mimeType, text }, caption) => {
      const key = `outgoing/${cause}/${effects.length + 1}/${name}`;
      await parts.files.put(key, text, { httpMetadata: { contentType: mimeType } });
      const call: Call = { method: "sendDocument", payload: { chat_id: chatId, caption }, upload: { field: "document", key, name } };
      add({ type: "call", call, plain: [] }, "atLeastOnce");
    },
    show: (slot, view, options = {}) => {
      const [first, ...rest] = renderView(view, parts);
      if (first === undefined) return;
      const screen = {
        type: "screen" as const,
        slot,
        sendsAnew: parts.isTyped,
        chatId,
        content: first.content,
        plain: plainCalls(first, chatId),
      };
      add(pressedMessageId === undefined ? screen : { ...screen, messageId: pressedMessageId }, "atLeastOnce", options);
      rest.forEach((message) => addMessage(message, options));
    },
    deliver: ({ eventId, to }) => add({ type: "event", eventId, to }, "repeat"),
    capture: (method, payload) => {
      const call = { method, payload };
      const other = otherChat(payload, chatId);
      add(other === undefined ? { type: "call", call, plain: [] } : { type: "relay", to: `chat:${other}`, call }, classOf(method));
      return answersTrue(method) ? true : notYetKnown(method);
    },
  };
}

/** The chat that a call goes to, where it is not this object's own: its object sends it. */
function otherChat(payload: Record<string, unknown>, chatId: number): number | undefined {
  const { chat_id: other } = payload;
  if (other === undefined || other === chatId) return undefined;
  // A positive id is another person, who is written to by an event that their own object understands.
  if (typeof other === "number" && other < 0) return other;
  throw new Error("a handler writes to its own chat or to a group");
}

function plainCalls(message: RenderedMessage, chatId: number): Call[] {
  return message.plain.map((payload) => ({ method: "sendMessage", payload: { chat_id: chatId, ...payload } }));
}

/** Stands for an answer that does not exist yet: reading it is a mistake in the handler, and says so. */
function notYetKnown(method: string): object {
  return new Proxy(
    {},
    {
      get: (_, field) => {
        if (field === "then") return undefined;
        throw new Error(`${method} is sent after the handler returns: its ${String(field)} is not known yet`);
      },
    },
  );
}
