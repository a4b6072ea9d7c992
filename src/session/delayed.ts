import * as z from "zod";
import { paragraph } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { inPlace } from "./collector.ts";

/** The event by which whoever waits for a row that is parked is told so, in the place where they asked. */
export const DELAYED = "session.delayed";
export const delayedIn = z.object({
  place: z.object({ chatId: z.int(), threadId: z.int().optional(), messageId: z.int().optional() }).optional(),
});

export function sayDelayed(turn: Turn, { place }: z.infer<typeof delayedIn>): void {
  const text = turn.t("delayed");
  if (place === undefined) turn.say({ text: [paragraph(text)] });
  else turn.capture("sendMessage", { ...inPlace(place), text });
}
