import * as z from "zod";
import type { Where } from "#fakes/telegram/contract.ts";
import { GENERAL_TOPIC } from "./shared/general-topic.ts";
import { withoutUndefined } from "./without-undefined.ts";

/** Who does something, and in which chat. */
export const where = { personId: z.int(), chatId: z.int() };
/** Where a message of theirs goes. */
export const place = { ...where, threadId: z.int().optional(), replyTo: z.int().optional() };

type Place = { chatId: number; threadId?: number | undefined; replyTo?: number | undefined };

export function placeOf({ chatId, threadId, replyTo }: Place): Where {
  return withoutUndefined({ chatId, threadId: threadId === GENERAL_TOPIC ? undefined : threadId, replyTo });
}
