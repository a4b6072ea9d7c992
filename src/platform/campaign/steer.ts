import { and, eq, inArray, isNull, sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { hasChanged, recordAudit, type AuditEntry } from "../audit.ts";
import { writeThenRead, type Database } from "../database.ts";
import type { Deps } from "../deps.ts";
import type { Campaign } from "./kind.ts";
import { enqueueDue } from "./queue.ts";
import { campaigns, deliveries } from "./schema.ts";
import { DELIVERY_STATUSES, type DeliveryStatus } from "./status.ts";
import { countByStatus } from "./store.ts";

/** What staff do to a campaign. `again` sends once more to those whom Telegram refused; who may have got it gets nothing. */
export const STEERINGS = ["pause", "resume", "cancel", "again"] as const;
export type Steering = (typeof STEERINGS)[number];

export type Totals = Record<DeliveryStatus, number>;
export type CampaignReport = { campaign: Campaign; totals: Totals };

const FROM: Record<Steering, Campaign["status"][]> = {
  pause: ["running"],
  resume: ["paused"],
  cancel: ["running", "paused"],
  again: ["finished", "cancelled"],
};

/** Which of them are of use now. */
export function listSteerings({ campaign, totals }: CampaignReport): Steering[] {
  return STEERINGS.filter((steering) => FROM[steering].includes(campaign.status) && (steering !== "again" || totals.failed > 0));
}

/** `by` stands for the write, so that the same again changes nothing; the audit names who did it. */
export type SteeringBy = Pick<AuditEntry, "actor" | "origin"> & { key: string; at: Date; may: SQL };

/** Does it where it can be done, and gives how the campaign stands then; undefined where there is none. */
export async function steerCampaign(
  deps: Deps,
  { campaignId, steering }: { campaignId: string; steering: Steering },
  { key, at, may, ...by }: SteeringBy,
): Promise<CampaignReport | undefined> {
  const isDone = sql`exists (select 1 from audit_log where audit_id = ${key})`;
  const audit = { ...by, auditId: key, action: `campaign.${steering}`, subject: `campaign:${campaignId}`, at };
  const isTheOne = eq(campaigns.campaignId, campaignId);
  const writes = [
    deps.db
      .update(campaigns)
      .set(changeOf(steering))
      .where(and(isTheOne, inArray(campaigns.status, FROM[steering]), may)),
    recordAudit(deps.db, audit, hasChanged),
    ...moveDeliveries(deps.db, { campaignId, steering, at, isDone }),
  ];
  const report = toReport(await writeThenRead(deps.db, writes, selectReport(deps.db, campaignId)));
  await enqueueDue(deps, at);
  return report;
}

export async function findReport(db: Database, campaignId: string): Promise<CampaignReport | undefined> {
  return toReport(await db.batch(selectReport(db, campaignId)));
}

function selectReport(db: Database, campaignId: string) {
  return [db.select().from(campaigns).where(eq(campaigns.campaignId, campaignId)), countByStatus(db, campaignId)] as const;
}

type Counted = Array<{ status: keyof Totals; count: number }>;

function toReport([[campaign], counted]: readonly [Campaign[], Counted]): CampaignReport | undefined {
  if (campaign === undefined) return undefined;
  const none = Object.fromEntries(DELIVERY_STATUSES.map((status) => [status, 0])) as Totals;
  return { campaign, totals: { ...none, ...Object.fromEntries(counted.map(({ status, count }) => [status, count])) } };
}

function changeOf(steering: Steering): Partial<typeof campaigns.$inferInsert> {
  switch (steering) {
    case "pause":
      return { status: "paused" };
    case "resume":
      return { status: "running" };
    case "cancel":
      return { status: "cancelled", filledTo: null };
    case "again":
      return { status: "running", totals: null, finishedAt: null };
  }
}

type Move = { campaignId: string; steering: Steering; at: Date; isDone: SQL };

/** What it means for the rows: what waited goes on its way again, or never will. */
function moveDeliveries(db: Database, { campaignId, steering, at, isDone }: Move): BatchItem<"sqlite">[] {
  const ofState = (status: "pending" | "failed") =>
    sql`${and(eq(deliveries.campaignId, campaignId), eq(deliveries.status, status))} and ${isDone}`;
  const onItsWay = { notBefore: at, changedAt: at };
  switch (steering) {
    case "pause":
      return [];
    case "resume":
      return [
        db
          .update(deliveries)
          .set(onItsWay)
          .where(sql`${ofState("pending")} and ${isNull(deliveries.notBefore)}`),
      ];
    case "cancel":
      return [db.update(deliveries).set({ status: "skipped", reason: "cancelled", changedAt: at }).where(ofState("pending"))];
    case "again":
      return [
        db
          .update(deliveries)
          .set({ ...onItsWay, status: "pending", reason: null, tries: 0 })
          .where(ofState("failed")),
      ];
  }
}
