import * as z from "zod";

/** What is known of something that was sent; all but `messageId` only where somebody waits to be told. */
export type Sent = { messageId?: number; messageIds?: number[]; fileId?: string };

const file = z.object({ file_id: z.string() }).optional();
const sentFile = z.object({
  animation: file,
  document: file,
  voice: file,
  video: file,
  video_note: file,
  audio: file,
  sticker: file,
  photo: z.array(z.object({ file_id: z.string() })).optional(),
});
const sentMessages = z.array(z.object({ message_id: z.int() }));

/** Reads what Telegram answers to a call. */
export function readSent(result: unknown, { tell }: { tell?: unknown }): Sent {
  const messageId = messageIdOf(result);
  const known = messageId === undefined ? {} : { messageId };
  return tell === undefined ? known : { ...known, ...fileOf(result), ...messagesOf(result) };
}

// Read for every message that is sent, and so without a schema.
function messageIdOf(result: unknown): number | undefined {
  const isMessage = typeof result === "object" && result !== null && "message_id" in result;
  return isMessage && typeof result.message_id === "number" ? result.message_id : undefined;
}

/** An animation comes with a document beside it; of a photo's sizes the last one is the largest. */
function fileOf(result: unknown): Sent {
  const { photo = [], ...files } = sentFile.safeParse(result).data ?? {};
  const found = Object.values(files).find((candidate) => candidate !== undefined) ?? photo.at(-1);
  return found === undefined ? {} : { fileId: found.file_id };
}

function messagesOf(result: unknown): Sent {
  const messages = sentMessages.safeParse(result).data;
  return messages === undefined ? {} : { messageIds: messages.map((message) => message.message_id) };
}
