import * as z from "zod";

/** A call that the chat's own object sends, in its order and at its pace; what became of it goes to the object `tell.to`. */
export const relayedCall = z.object({
  method: z.string(),
  payload: z.record(z.string(), z.unknown()),
  plain: z.array(z.object({ method: z.string(), payload: z.record(z.string(), z.unknown()) })).default([]),
  upload: z.object({ field: z.string(), key: z.string(), name: z.string() }).optional(),
  atMostOnce: z.boolean().optional(),
  /** In milliseconds. */
  expiresAt: z.number().optional(),
  tell: z.object({ to: z.string(), kind: z.string(), version: z.int(), data: z.record(z.string(), z.unknown()) }).optional(),
});
export type RelayedCall = z.output<typeof relayedCall>;
export type CallToRelay = z.input<typeof relayedCall>;
