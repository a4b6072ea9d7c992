import { Hono } from "hono";
import * as z from "zod";
import type { HttpEnv } from "#platform/deps.ts";
import { cardRoutes, cardToJson } from "#platform/desk/http.ts";
import { listOpenCards } from "#platform/desk/store.ts";

const MOST = 200;
const filter = z.strictObject({ kind: z.string().optional() });

/** `/admin/desk`: the open work of every kind, oldest first, and everything that staff may do about it. */
export const deskRoutes = new Hono<HttpEnv>()
  .get("/", async (c) => {
    const parsed = filter.safeParse(c.req.query());
    if (!parsed.success) return c.json({ error: "ask with ?kind=" }, 400);
    const { kind } = parsed.data;
    const kinds = c.var.kinds.cardKinds.map(({ name }) => name).filter((name) => kind === undefined || name === kind);
    const open = await listOpenCards(c.var.deps.db, { kinds, limit: MOST });
    return c.json({ cards: open.map(cardToJson) });
  })
  .route(
    "/",
    cardRoutes("card", () => true),
  );
