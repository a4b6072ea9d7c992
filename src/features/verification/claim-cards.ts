import type { SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Deps } from "#platform/deps.ts";
import { planOpening, type Planned } from "#platform/desk/open.ts";
import { planStep } from "#platform/desk/steps.ts";
import { findOpenCard } from "#platform/desk/store.ts";
import type { WrittenEvent } from "#platform/desk/events.ts";
import { claimCard, claimKey, settling, type HowClaimed } from "./claim-card.ts";
import type { Author } from "./record-change.ts";
import type { Student } from "./store.ts";

type Change = { before: Student; after: Student; author: Author; claim: HowClaimed | undefined };
type Beside = { statements: BatchItem<"sqlite">[]; events: WrittenEvent[] };

const nothing: Beside = { statements: [], events: [] };

/** What happens to the card of a claim beside a change of its record: it is opened when a claim begins, and settled when it ends. */
export async function planClaimCard(deps: Deps, { before, after, author, claim }: Change, isDone: SQL): Promise<Beside> {
  if (claim !== undefined && before.status !== "claimed" && after.status === "claimed") return open(deps, { after, author, claim }, isDone);
  return before.status === "claimed" && after.status !== "claimed" ? settleClaim(deps, before.studentId, author) : nothing;
}

async function open(deps: Deps, { after, author, claim }: Pick<Change, "after" | "author"> & { claim: HowClaimed }, isDone: SQL) {
  const { actor, key, at } = author;
  const { studentId, claimedBy } = after;
  const personName = actor.type === "person" ? actor.name : "";
  const whose = { personId: claimedBy ?? undefined, personName, openKey: claimKey(studentId) };
  const text = JSON.stringify(claim);
  const card = { kind: claimCard, key, at, actor, subject: String(studentId), status: "pending", text, ...whose };
  return together(await planOpening(deps, card, isDone));
}

/** Closes the card of a claim that something else in the batch, before it, has ended. */
export async function settleClaim(deps: Deps, studentId: number, { actor, key, at }: Author): Promise<Beside> {
  const file = await findOpenCard(deps.db, claimKey(studentId));
  if (file === undefined) return nothing;
  return together(planStep(deps, { file, kind: claimCard, action: settling, key: `${key}:settle:${studentId}`, actor, at }));
}

function together({ moves, beside, events }: Planned): Beside {
  return { statements: [...moves, ...beside], events };
}
