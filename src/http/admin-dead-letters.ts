import { Hono } from "hono";
import { listDeadLetters, replayDeadLetter, type ReplayRefusal } from "#platform/dead-letters.ts";
import type { HttpEnv } from "#platform/deps.ts";

const SENTENCES: Record<ReplayRefusal, { status: 404 | 409; error: string }> = {
  unknown: { status: 404, error: "there is no such dead letter" },
  already: { status: 409, error: "this has been replayed already" },
  unreadable: { status: 409, error: "nobody can make out any more what this was" },
  forgotten: { status: 409, error: "the person had everything forgotten" },
};

/** `/admin/dead-letters`: what could not be handed over, without what it holds; each can be handed over again, once. */
export const deadLetterRoutes = new Hono<HttpEnv>()
  .get("/", async (c) => {
    const letters = await listDeadLetters(c.var.deps.db);
    return c.json({
      deadLetters: letters.map(({ deadLetterId, diedAt, to, delivery, message }) => ({
        deadLetterId,
        diedAt: diedAt.toISOString(),
        to: to ?? null,
        kind: delivery?.kind ?? message?.type ?? null,
        key: delivery?.key ?? null,
      })),
    });
  })
  .post("/:deadLetterId/replay", async (c) => {
    const { deps, now } = c.var;
    const request = { deadLetterId: c.req.param("deadLetterId"), by: `admin:${crypto.randomUUID()}`, actor: "admin", now };
    const replayed = await replayDeadLetter(deps, { ...request, origin: "admin route" });
    if (replayed.ok) return c.json({ ok: true, to: replayed.value.to });
    const { status, error } = SENTENCES[replayed.reason];
    return c.json({ error }, status);
  });
