import { Hono } from "hono";
import * as z from "zod";
import { findReport, steerCampaign, STEERINGS } from "#platform/campaign/steer.ts";
import { listCampaigns, listMissed } from "#platform/campaign/store.ts";
import type { HttpEnv } from "#platform/deps.ts";
import { always } from "#platform/insert-when.ts";

const steering = z.enum(STEERINGS);

/** What went to many: `GET /` and `/<id>` with whoever did not get it, `POST /<id>/<pause, resume, cancel or again>`. */
export const campaignRoutes = new Hono<HttpEnv>()
  .get("/", async (c) => c.json({ campaigns: await listCampaigns(c.var.deps.db) }))
  .get("/:campaignId", async (c) => {
    const { db } = c.var.deps;
    const report = await findReport(db, c.req.param("campaignId"));
    if (report === undefined) return c.json({ error: "there is no such campaign" }, 404);
    return c.json({ ...report, missed: await listMissed(db, report.campaign.campaignId) });
  })
  .post("/:campaignId/:steering", async (c) => {
    const asked = steering.safeParse(c.req.param("steering"));
    if (!asked.success) return c.json({ error: `a campaign can be told: ${STEERINGS.join(", ")}` }, 400);
    const by = { actor: "admin", origin: "admin route", key: `campaign:${crypto.randomUUID()}`, at: c.var.now, may: always } as const;
    const report = await steerCampaign(c.var.deps, { campaignId: c.req.param("campaignId"), steering: asked.data }, by);
    return report === undefined ? c.json({ error: "there is no such campaign" }, 404) : c.json(report);
  });
