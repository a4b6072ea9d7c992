import type { Place, SayOptions, Tell, Turn } from "#platform/turn.ts";
import { nameOf } from "#platform/object-name.ts";
import { type Call, type RenderedMessage, renderView } from "#platform/telegram/view.ts";
import { answersTrue, classOf, relayOf, type Effect, type EffectClass, type Target } from "./effects.ts";

export type CollectorParts = {
  /** The row's own name, that of a replay apart: effects are numbered under it. */
  cause: string;
  /** The name of this object. */
  self: string;
  chatId: number;
  /** Where in a group to answer, if not in the object's own chat. */
  place: Place | undefined;
  acceptedAt: number;
  hops: number;
  /** The message on which a button was pressed: screens shown in this turn change it. */
  pressedMessageId: number | undefined;
  /** Somebody typed: an edit further up would not be seen. */
  isTyped: boolean;
  richMessages: boolean;
  files: R2Bucket;
};

export type Collector = Pick<
  Turn,
  "say" | "sayDocument" | "sayVoice" | "show" | "showCard" | "copy" | "revise" | "enqueue" | "deliver" | "forward" | "carryOut" | "capture"
> & {
  effects: Effect[];
};

/** Where in R2 the files lie that wait to be sent; `cause` may be the beginning of one: an object's name and a colon. */
export function outgoingOf(cause: string): string {
  return `outgoing/${cause}`;
}

/** Collects what a turn wants sent. */
export function createCollector(parts: CollectorParts): Collector {
  const { cause, chatId, place, pressedMessageId } = parts;
  const effects: Effect[] = [];
  const add: Add = (target, effectClass, options = {}) => {
    const effectId = `${cause}#${effects.length + 1}`;
    const begun = { tries: 1, notBefore: parts.acceptedAt, ...(parts.hops === 0 ? {} : { hops: parts.hops }) };
    effects.push({ effectId, class: effectClass, target, ...begun, ...optionsOf(options) });
  };
  const addCall = (call: Call, plain: Call[], options: SayOptions) => {
    if (place === undefined) return add({ type: "call", call, plain }, classFor(options), options);
    const { tell, atMostOnce, expiresAt } = options;
    const relayed = {
      ...call,
      plain,
      ...relayedTell(parts.self, tell),
      ...(atMostOnce === undefined ? {} : { atMostOnce }),
      ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.getTime() }),
    };
    add(relayOf(place.chatId, relayed), "repeat");
  };
  const addMessage = (message: RenderedMessage, options: SayOptions) => {
    const where = inPlace(place ?? { chatId, messageId: options.replyTo });
    const method = message.isRich ? "sendRichMessage" : "sendMessage";
    addCall({ method, payload: { ...where, ...message.content } }, plainCalls(message, where), options);
  };
  const addScreen = (message: RenderedMessage, slot: string, options: SayOptions) => {
    const plain = plainCalls(message, { chat_id: chatId });
    const screen = { type: "screen" as const, slot, sendsAnew: parts.isTyped, chatId, content: message.content, plain };
    add(pressedMessageId === undefined ? screen : { ...screen, messageId: pressedMessageId }, "atLeastOnce", options);
  };
  return {
    effects,
    say: (view, options = {}) => {
      forEachPart(renderView(view, parts), options, addMessage);
    },
    sayDocument: async ({ name, mimeType, text }, caption, options = {}) => {
      const key = `${outgoingOf(cause)}/${effects.length + 1}/${name}`;
      await parts.files.put(key, text, { httpMetadata: { contentType: mimeType } });
      const where = place === undefined ? { chat_id: chatId } : inPlace(place);
      addCall({ method: "sendDocument", payload: { ...where, caption }, upload: { field: "document", key, name } }, [], options);
    },
    sayVoice: async (voice, options = {}) => {
      const where = place === undefined ? { chat_id: chatId } : inPlace(place);
      if ("fileId" in voice) return addCall({ method: "sendVoice", payload: { ...where, voice: voice.fileId } }, [], options);
      const key = `${outgoingOf(cause)}/${effects.length + 1}/${voice.name}`;
      await parts.files.put(key, voice.audio, { httpMetadata: { contentType: voice.mimeType } });
      addCall({ method: "sendVoice", payload: where, upload: { field: "voice", key, name: voice.name } }, [], options);
    },
    show: (slot, view, options = {}) => {
      const messages = renderView(view, parts);
      const showFirst = (message: RenderedMessage, first: SayOptions) => {
        if (place === undefined) addScreen(message, slot, first);
        else if (pressedMessageId === undefined) addMessage(message, first);
        else addCall(editing(message, { chat_id: place.chatId, message_id: pressedMessageId }), [], first);
      };
      forEachPart(messages, options, (message, part, at) => (at === 0 ? showFirst(message, part) : addMessage(message, part)));
    },
    ...passing(add, parts),
  };
}

type Add = (target: Target, effectClass: EffectClass, options?: EffectOptions) => void;
type EffectOptions = Pick<SayOptions, "tell" | "topic" | "expiresAt"> & Pick<Effect, "mayBeGone">;

function optionsOf({ tell, topic, expiresAt, mayBeGone }: EffectOptions): Pick<Effect, "tell" | "topic" | "expiresAt" | "mayBeGone"> {
  return {
    ...(mayBeGone === undefined ? {} : { mayBeGone }),
    ...(tell === undefined ? {} : { tell }),
    ...(topic === undefined ? {} : { topic }),
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.getTime() }),
  };
}

function classFor({ atMostOnce }: SayOptions): EffectClass {
  return atMostOnce === true ? "atMostOnce" : "atLeastOnce";
}

/** Who waits to be told waits for the whole: the last part. */
function forEachPart(
  messages: RenderedMessage[],
  options: SayOptions,
  addPart: (message: RenderedMessage, options: SayOptions, at: number) => void,
): void {
  const { tell: _, ...untold } = options;
  messages.forEach((message, at) => addPart(message, at === messages.length - 1 ? options : untold, at));
}

/** What is not said in words of its own: events, and calls as they are. */
function passing(
  add: Add,
  { chatId, self }: Pick<CollectorParts, "chatId" | "self">,
): Pick<Collector, "showCard" | "copy" | "revise" | "enqueue" | "deliver" | "forward" | "carryOut" | "capture"> {
  return {
    showCard: (cardId, { sendsAnew, ...options } = {}) =>
      add({ type: "card", cardId, ...(sendsAnew === true ? { sendsAnew } : {}) }, "atLeastOnce", options),
    copy: (from, { replyTo, ...options } = {}) =>
      add({ type: "call", call: copyCall(from, inPlace({ chatId, messageId: replyTo })), plain: [] }, "atLeastOnce", options),
    revise: (messageId, { method, payload }) => {
      const call = { method, payload: { chat_id: chatId, message_id: messageId, ...payload } };
      add({ type: "call", call, plain: [] }, "repeat", { mayBeGone: true });
    },
    enqueue: (jobId) => add({ type: "queue job", jobId }, "repeat"),
    deliver: ({ eventId, to }) => add({ type: "event", eventId, to: nameOf(to) }, "repeat"),
    forward: (to, event) => add({ type: "relay", to, event }, "repeat"),
    carryOut: ({ plain, tell, atMostOnce, expiresAt, ...call }) => {
      const { to, ...told } = tell ?? {};
      const passedOn = { kind: "session.relayed", version: 1, data: { to, ...told } };
      add({ type: "call", call, plain }, atMostOnce === true ? "atMostOnce" : classOf(call.method), {
        ...(tell === undefined ? {} : { tell: passedOn }),
        ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
      });
    },
    capture: (method, payload, tell) => {
      const call = { method, payload };
      const other = otherChat(payload, chatId);
      if (other !== undefined) add(relayOf(other, { ...call, ...relayedTell(self, tell) }), "repeat");
      else add({ type: "call", call, plain: [] }, classOf(method), tell === undefined ? {} : { tell });
      return answersTrue(method) ? true : notYetKnown(method);
    },
  };
}

/** What becomes of a call in another object is told to this one. */
function relayedTell(self: string, tell: Tell | undefined): { tell?: Tell & { to: string } } {
  return tell === undefined ? {} : { tell: { to: self, ...tell } };
}

/** Several at once cannot be a reply. */
function copyCall({ chatId, messageIds }: { chatId: number; messageIds: number[] }, { reply_parameters: reply, ...to }: Payload): Call {
  const [messageId, ...more] = messageIds;
  if (more.length > 0) return { method: "copyMessages", payload: { ...to, from_chat_id: chatId, message_ids: messageIds } };
  const answered = reply === undefined ? {} : { reply_parameters: reply };
  return { method: "copyMessage", payload: { ...to, from_chat_id: chatId, message_id: messageId, ...answered } };
}

type Payload = Record<string, unknown>;

/** What an answer in a group says about where it goes; it is sent also when the message that it answers is gone. */
export function inPlace({ chatId, threadId, messageId }: Place): Record<string, unknown> {
  return {
    chat_id: chatId,
    ...(threadId === undefined ? {} : { message_thread_id: threadId }),
    ...(messageId === undefined ? {} : { reply_parameters: { message_id: messageId, allow_sending_without_reply: true } }),
  };
}

function plainCalls({ plain }: RenderedMessage, where: Record<string, unknown>): Call[] {
  return plain.map((payload) => ({ method: "sendMessage", payload: { ...where, ...payload } }));
}

function editing({ content }: RenderedMessage, message: { chat_id: number; message_id: number }): Call {
  return { method: "editMessageText", payload: { ...message, ...content } };
}

/** The chat that a call goes to, where it is not this object's own: its object sends it. */
function otherChat(payload: Record<string, unknown>, chatId: number): number | undefined {
  const { chat_id: other } = payload;
  if (other === undefined || other === chatId) return undefined;
  // A positive id is another person, who is written to by an event that their own object understands.
  if (typeof other === "number" && other < 0) return other;
  throw new Error("a handler writes to its own chat or to a group");
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
