import * as z from "zod";
import type { Deps } from "../deps.ts";
import { takeDue } from "./store.ts";

/** Some ten seconds of work. */
const CHUNK = 250;
/** Fewer chunks than the hundred messages that the queue takes in one call: developers.cloudflare.com/queues/platform/limits. */
const PAGE = 8 * CHUNK;

/** Some deliveries of one campaign, to be sent. Which of them are still to be is in the database. */
export const queuedChunk = z.object({ type: z.literal("chunk"), campaignId: z.string(), deliveryIds: z.array(z.int()).max(CHUNK) });
/** A campaign whose next recipients are to be written down. */
export const queuedFilling = z.object({ type: z.literal("filling"), campaignId: z.string() });

/** Puts everything for which it is time into the queue. */
export async function enqueueDue({ db, deliveries }: Pick<Deps, "db" | "deliveries">, now: Date): Promise<void> {
  for (;;) {
    const due = await takeDue(db, now, PAGE);
    const messages = toChunks(due).map((body) => ({ body }));
    if (messages.length > 0) await deliveries.sendBatch(messages);
    if (due.length < PAGE) return;
  }
}

function toChunks(due: Awaited<ReturnType<typeof takeDue>>): Array<z.infer<typeof queuedChunk>> {
  const chunks = new Map<string, number[][]>();
  for (const { campaignId, deliveryId } of due) {
    const own = chunks.get(campaignId) ?? [];
    const last = own.at(-1);
    if (last === undefined || last.length === CHUNK) own.push([deliveryId]);
    else last.push(deliveryId);
    chunks.set(campaignId, own);
  }
  return [...chunks].flatMap(([campaignId, own]) => own.map((deliveryIds) => ({ type: "chunk", campaignId, deliveryIds })));
}
